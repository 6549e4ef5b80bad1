"""Says what botocore's model of an operation has against a request.

Reads one request a line: {"service": "ecs", "operation": "CreateCluster", "params": {…}}. Answers each with one line:
the list of all that is wrong, empty when nothing is.
"""

import functools
import json
import sys

import botocore.exceptions
import botocore.model
import botocore.session
import botocore.validate

SESSION = botocore.session.Session()
VALIDATOR = botocore.validate.ParamValidator()


@functools.cache
def model_of(service):
    return SESSION.get_service_model(service)


def errors_of(request):
    service, operation = request["service"], request["operation"]
    try:
        shape = model_of(service).operation_model(operation).input_shape
    except botocore.exceptions.UnknownServiceError:
        return [f"there is no service {service}"]
    except botocore.model.OperationNotFoundError:
        return [f"{service} has no operation {operation}"]
    if shape is None:
        return [f"{operation} takes no members"] if request["params"] else []
    report = VALIDATOR.validate(request["params"], shape)
    return report.generate_report().splitlines() if report.has_errors() else []


for line in sys.stdin:
    print(json.dumps(errors_of(json.loads(line))), flush=True)
