"""Says what a JSON schema has against a document.

Takes the schema's file as its argument and reads one document a line. Answers each with one line: the list of all that
is wrong, each with its place, empty when nothing is.
"""

import json
import sys

import jsonschema

with open(sys.argv[1], encoding="utf-8") as file:
    SCHEMA = json.load(file)
VALIDATOR = jsonschema.validators.validator_for(SCHEMA)
VALIDATOR.check_schema(SCHEMA)


def errors_of(document):
    errors = VALIDATOR(SCHEMA).iter_errors(document)
    return sorted(f"{error.json_path}: {error.message}" for error in errors)


for line in sys.stdin:
    print(json.dumps(errors_of(json.loads(line))), flush=True)
