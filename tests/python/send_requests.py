"""Sends requests to the AWS endpoint given as the one argument.

Reads one request a line: {"service": "ecs", "operation": "CreateCluster", "params": {…}}. Answers each with one line:
{"answer": {…}} or {"error": "Code: message"}. A request is sent once: no retries, so that each answer is seen.
"""

import functools
import json
import sys

import botocore.config
import botocore.exceptions
import botocore.session

ENDPOINT = sys.argv[1]
SESSION = botocore.session.Session()
ONCE = botocore.config.Config(retries={"total_max_attempts": 1})


@functools.cache
def client_of(service):
    return SESSION.create_client(
        service,
        endpoint_url=ENDPOINT,
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=ONCE,
    )


@functools.cache
def methods_of(service):
    return {operation: method for method, operation in client_of(service).meta.method_to_api_mapping.items()}


def send(request):
    service, operation = request["service"], request["operation"]
    try:
        method = methods_of(service).get(operation)
        if method is None:
            return {"error": f"{service} has no operation {operation}"}
        answer = getattr(client_of(service), method)(**request["params"])
    except botocore.exceptions.ClientError as error:
        said = error.response.get("Error", {})
        return {"error": f"{said.get('Code')}: {said.get('Message')}"}
    except botocore.exceptions.BotoCoreError as error:
        return {"error": str(error)}
    answer.pop("ResponseMetadata", None)
    return {"answer": answer}


for line in sys.stdin:
    print(json.dumps(send(json.loads(line)), default=str), flush=True)
