"""Says what cfn-lint finds in our requests, after rewriting them as a CloudFormation template.

Reads one stack a line: the list of its requests, {"service", "operation", "params"} and, where it differs from
kind/name, "address". Answers each with one line: {"findings": [{"rule", "severity", "message", "address", "path"}…]},
sorted, or {"error": "…"}. With --template it answers {"template": {…}} and needs no cfn-lint.
"""

import json
import sys

from cloudformation import Template, Unsupported

REGION = "us-east-1"


def findings(template):
    from cfnlint.api import lint

    addresses = {resource.logical_id: resource.address for resource in template.resources}
    found = []
    for match in lint(json.dumps(template.document()), regions=[REGION]):
        path = [str(part) for part in getattr(match, "path", None) or []]
        of_resource = len(path) >= 2 and path[0] == "Resources"
        found.append({
            "rule": match.rule.id,
            "severity": match.rule.severity,
            "message": match.message,
            "address": addresses.get(path[1]) if of_resource else None,
            "path": ".".join(path[3:] if of_resource and path[2:3] == ["Properties"] else path),
        })
    return sorted(found, key=lambda it: (it["address"] or "", it["path"], it["rule"], it["message"]))


def answer(requests, template_only):
    try:
        template = Template(requests)
    except Unsupported as why:
        return {"error": str(why)}
    return {"template": template.document()} if template_only else {"findings": findings(template)}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line), sys.argv[1:] == ["--template"])), flush=True)
