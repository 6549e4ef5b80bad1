"""Rewrites AWS API requests as one CloudFormation template.

CloudFormation's names are the API's with a capital first letter, but for those in the tables below. What one request
says about another by name, ARN or token becomes a reference, since the linter's rules across resources follow nothing
else.
"""

import json
import re

# Maps whose keys are the user's own words.
FREE_MAPS = {"options", "dockerLabels", "driverOpts", "labels"}

# Members whose name is not the API's with a capital, and the member that they stand in, where another has its own.
RENAMED = {
    "efsVolumeConfiguration": "EFSVolumeConfiguration",
    "fsxWindowsFileServerVolumeConfiguration": "FSxWindowsFileServerVolumeConfiguration",
    "s3filesVolumeConfiguration": "S3FilesVolumeConfiguration",
    ("efsVolumeConfiguration", "fileSystemId"): "FilesystemId",
    ("authorizationConfig", "iam"): "IAM",
    ("proxyConfiguration", "properties"): "ProxyConfigurationProperties",
    ("CreateService", "placementStrategy"): "PlacementStrategies",
    ("CreateCluster", "settings"): "ClusterSettings",
    ("CreateCapacityProvider", "cluster"): "ClusterName",
}

# Members that CloudFormation does not have: retrying is its own business.
DROPPED = {("CreateService", "clientToken")}

# Operation: the resource's type, our kind of it, the member that names it, and how to refer to its ARN.
CREATING = {
    "CreateCapacityProvider": ("AWS::ECS::CapacityProvider", "capacity-provider", "name", None),
    "CreateCluster": ("AWS::ECS::Cluster", "cluster", "clusterName", "Arn"),
    "CreateLogGroup": ("AWS::Logs::LogGroup", "log-group", "logGroupName", "Arn"),
    "CreateRole": ("AWS::IAM::Role", "role", "RoleName", "Arn"),
    "CreateService": ("AWS::ECS::Service", "service", "serviceName", "ServiceArn"),
    "RegisterTaskDefinition": ("AWS::ECS::TaskDefinition", "task-definition", "family", None),
}

TOKEN = re.compile(r"\$\{([^}]+)\}")


class Unsupported(Exception):
    """A request that has no place in a template."""


class Resource:
    def __init__(self, logical_id, address, operation, params):
        self.logical_id = logical_id
        self.address = address
        self.operation = operation
        self.type, self.kind, self.name_member, self.arn = CREATING[operation]
        self.name = params.get(self.name_member)
        self.properties = {}

    def reference(self, attribute):
        """The reference for an attribute of this resource; `Ref` is the ARN where the ARN has no name of its own."""
        if attribute == "arn" and self.arn:
            return {"Fn::GetAtt": [self.logical_id, self.arn]}
        return {"Ref": self.logical_id}

    def substitution(self, attribute):
        """The same inside a text."""
        return f"${{{self.logical_id}.{self.arn}}}" if attribute == "arn" and self.arn else f"${{{self.logical_id}}}"


class Template:
    def __init__(self, requests):
        self.resources = []
        # All are added first: a request may name what a later one creates.
        created = [self.add(request) if request["operation"] in CREATING else None for request in requests]
        for request, resource in zip(requests, created):
            if resource:
                resource.properties = self.properties(resource.operation, request["params"])
        for request, resource in zip(requests, created):
            if not resource:
                self.amend(request["operation"], request["params"])

    def add(self, request):
        operation, params = request["operation"], request["params"]
        _, kind, name_member, _ = CREATING[operation]
        name = params.get(name_member) or f"{len(self.resources)}"
        address = request.get("address") or f"{kind}/{name}"
        words = re.findall(r"[A-Za-z0-9]+", address)
        wanted = "".join(word[0].upper() + word[1:] for word in words) or "Resource"
        taken = {resource.logical_id for resource in self.resources}
        logical_id, nth = wanted, 2
        while logical_id in taken:
            logical_id, nth = f"{wanted}{nth}", nth + 1
        resource = Resource(logical_id, address, operation, params)
        self.resources.append(resource)
        return resource

    def named(self, kind, name):
        return next((it for it in self.resources if it.kind == kind and name is not None and it.name == name), None)

    def addressed(self, address):
        return next((it for it in self.resources if it.address == address), None)

    def amend(self, operation, params):
        """Gives a resource what the API takes in a request of its own."""
        if operation == "PutRolePolicy":
            policy = {
                "PolicyName": params.get("PolicyName"),
                "PolicyDocument": self.policy(params.get("PolicyDocument")),
            }
            self.existing("role", params.get("RoleName")).setdefault("Policies", []).append(policy)
        elif operation == "AttachRolePolicy":
            arns = self.existing("role", params.get("RoleName")).setdefault("ManagedPolicyArns", [])
            arns.append(self.text(params.get("PolicyArn")))
        elif operation == "PutRetentionPolicy":
            group = self.existing("log-group", params.get("logGroupName"))
            group["RetentionInDays"] = params.get("retentionInDays")
        else:
            raise Unsupported(f"{operation} has no place in a template")

    def existing(self, kind, name):
        """The properties of a resource of the template."""
        resource = self.named(kind, name)
        if resource is None:
            raise Unsupported(f"no request creates {kind}/{name}")
        return resource.properties

    def properties(self, operation, params):
        properties = self.rewritten(params, operation)
        if operation == "CreateRole" and "AssumeRolePolicyDocument" in params:
            properties["AssumeRolePolicyDocument"] = self.policy(params["AssumeRolePolicyDocument"])
        if operation == "CreateLogGroup" and isinstance(params.get("tags"), dict):
            properties["Tags"] = [{"Key": key, "Value": self.text(value)} for key, value in params["tags"].items()]
        for member, property in (("taskRoleArn", "TaskRoleArn"), ("executionRoleArn", "ExecutionRoleArn")):
            properties = self.refer(properties, property, "role", params.get(member), "arn")
        properties = self.refer(properties, "Cluster", "cluster", params.get("cluster"), "name")
        return self.refer(properties, "TaskDefinition", "task-definition", params.get("taskDefinition"), "arn")

    def refer(self, properties, property, kind, value, attribute):
        """Makes a property that names another resource of the template refer to it."""
        if property not in properties or not isinstance(value, str):
            return properties
        # A name, an ARN that ends in one, or a family with its revision.
        name = re.sub(r":[0-9]+$", "", value).rsplit("/", 1)[-1]
        other = self.named(kind, name)
        return {**properties, property: other.reference(attribute)} if other else properties

    def rewritten(self, value, member):
        if isinstance(value, list):
            return [self.rewritten(item, member) for item in value]
        if isinstance(value, str):
            return self.text(value)
        if not isinstance(value, dict):
            return value
        if member in FREE_MAPS:
            return {key: self.text(item) if isinstance(item, str) else item for key, item in value.items()}
        return {
            RENAMED.get((member, key)) or RENAMED.get(key) or key[:1].upper() + key[1:]: self.rewritten(item, key)
            for key, item in value.items()
            if (member, key) not in DROPPED
        }

    def policy(self, document):
        """A policy document, which the API takes as text and CloudFormation as an object."""
        if isinstance(document, str):
            try:
                document = json.loads(document)
            except ValueError:
                return document
        return self.with_tokens(document)

    def with_tokens(self, value):
        if isinstance(value, list):
            return [self.with_tokens(item) for item in value]
        if isinstance(value, dict):
            return {key: self.with_tokens(item) for key, item in value.items()}
        return self.text(value) if isinstance(value, str) else value

    def text(self, value):
        """A text with its tokens turned into references; what is no token of ours stays as it is."""
        if not isinstance(value, str) or not TOKEN.search(value):
            return value
        whole = TOKEN.fullmatch(value)
        if whole:
            resource, attribute = self.split(whole[1])
            if resource:
                return resource.reference(attribute)
        known = False

        def substituted(token):
            nonlocal known
            if token[1] == "aws.account":
                known = True
                return "${AWS::AccountId}"
            resource, attribute = self.split(token[1])
            if resource:
                known = True
                return resource.substitution(attribute)
            return "${!" + token[1] + "}"

        text = TOKEN.sub(substituted, value)
        return {"Fn::Sub": text} if known else value

    def split(self, token):
        address, _, attribute = token.rpartition(".")
        return self.addressed(address), attribute

    def document(self):
        return {
            "AWSTemplateFormatVersion": "2010-09-09",
            "Resources": {it.logical_id: {"Type": it.type, "Properties": it.properties} for it in self.resources},
        }
