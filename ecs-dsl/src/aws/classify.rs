//! From what AWS said to the kind of failure it was.
//!
//! AWS's codes are few and its messages many: `InvalidParameterException` alone covers wrong input,
//! a name that is still draining and a role that is not known yet. The texts looked for here are the
//! parts of the messages that have stayed the same over the years.

use super::error::CallErrorKind;
use super::operation::Service;

/// Names the kind of a failure that AWS answered with.
pub(super) fn kind_of_answer(
    service: Service,
    operation: &str,
    status: u16,
    code: &str,
    message: &str,
) -> CallErrorKind {
    by_message(message).or_else(|| by_code(service, operation, code, message)).unwrap_or(match status {
        429 => CallErrorKind::Throttled,
        500.. => CallErrorKind::ServerFault,
        401 => CallErrorKind::BadCredentials,
        403 => denied(service, operation, message),
        _ => CallErrorKind::Other,
    })
}

fn by_message(message: &str) -> Option<CallErrorKind> {
    let lower = message.to_ascii_lowercase();
    let has = |part: &str| lower.contains(part);
    Some(if has("unable to assume the") {
        CallErrorKind::CannotAssumeRole { role: quoted_role(message) }
    } else if has("still draining") {
        CallErrorKind::Draining
    } else if has("not idempotent") || has("already exists") {
        CallErrorKind::AlreadyExists
    } else if has("too many concurrent attempts") {
        CallErrorKind::Throttled
    } else if has("unable to describe task definition")
        || has("the referenced cluster was not found")
        || has("the referenced service was not found")
        || has("the referenced task was not found")
        || has("capacity provider was not found")
    {
        CallErrorKind::NotFound
    } else {
        return None;
    })
}

fn by_code(service: Service, operation: &str, code: &str, message: &str) -> Option<CallErrorKind> {
    Some(match code {
        "NoSuchEntity"
        | "NoSuchEntityException"
        | "ClusterNotFoundException"
        | "ServiceNotFoundException"
        | "TaskSetNotFoundException"
        | "ServiceDeploymentNotFoundException"
        | "ResourceNotFoundException"
        | "NamespaceNotFoundException"
        | "TargetNotFoundException" => CallErrorKind::NotFound,
        "EntityAlreadyExists" | "EntityAlreadyExistsException" | "ResourceAlreadyExistsException" => {
            CallErrorKind::AlreadyExists
        }
        "ServiceNotActiveException" => CallErrorKind::NotActive,
        "ClusterContainsServicesException"
        | "ClusterContainsTasksException"
        | "ClusterContainsContainerInstancesException"
        | "ClusterContainsCapacityProviderException"
        | "ResourceInUseException"
        | "DeleteConflict"
        | "DeleteConflictException" => CallErrorKind::Occupied,
        "UpdateInProgressException"
        | "ConflictException"
        | "ConcurrentModification"
        | "ConcurrentModificationException"
        | "EntityTemporarilyUnmodifiable"
        | "EntityTemporarilyUnmodifiableException"
        | "OperationAbortedException" => CallErrorKind::InProgress,
        "Throttling"
        | "ThrottlingException"
        | "ThrottledException"
        | "TooManyRequestsException"
        | "RequestLimitExceeded"
        | "RequestThrottled"
        | "SlowDown" => CallErrorKind::Throttled,
        "LimitExceeded" | "LimitExceededException" | "ServiceQuotaExceededException" => {
            CallErrorKind::LimitExceeded
        }
        "AccessDenied"
        | "AccessDeniedException"
        | "UnauthorizedOperation"
        | "AuthorizationError"
        | "AuthorizationErrorException" => denied(service, operation, message),
        "ExpiredToken"
        | "ExpiredTokenException"
        | "RequestExpired"
        | "InvalidClientTokenId"
        | "UnrecognizedClientException"
        | "SignatureDoesNotMatch"
        | "InvalidSignatureException"
        | "IncompleteSignature"
        | "IncompleteSignatureException"
        | "MissingAuthenticationToken"
        | "MissingAuthenticationTokenException"
        | "NotAuthorized" => CallErrorKind::BadCredentials,
        "InvalidAction" | "UnknownOperationException" | "UnknownOperation" => CallErrorKind::NotOffered,
        "ServerException"
        | "ServiceFailure"
        | "ServiceFailureException"
        | "InternalFailure"
        | "InternalServiceException"
        | "InternalServerError"
        | "ServiceUnavailable"
        | "ServiceUnavailableException" => CallErrorKind::ServerFault,
        "InvalidParameterException"
        | "ClientException"
        | "InvalidInput"
        | "InvalidInputException"
        | "MalformedPolicyDocument"
        | "MalformedPolicyDocumentException"
        | "ValidationError"
        | "ValidationException"
        | "SerializationException"
        | "UnsupportedFeatureException"
        | "PlatformUnknownException"
        | "PlatformTaskDefinitionIncompatibilityException" => CallErrorKind::InvalidParameter,
        _ => return None,
    })
}

/// Reads "User: ARN is not authorized to perform: ACTION on resource: ARN because …".
fn denied(service: Service, operation: &str, message: &str) -> CallErrorKind {
    let word_after = |mark: &str| {
        let (_, rest) = message.split_once(mark)?;
        let word = rest.split_whitespace().next()?;
        let word = word.trim_matches(|c: char| matches!(c, '"' | '\'' | ',' | ';')).trim_end_matches('.');
        (!word.is_empty()).then(|| word.to_owned())
    };
    CallErrorKind::AccessDenied {
        action: word_after("not authorized to perform: ")
            .unwrap_or_else(|| format!("{}:{operation}", service.prefix())),
        resource: word_after("on resource: "),
        principal: word_after("User: "),
    }
}

/// Finds the ARN in "ECS was unable to assume the role 'ARN' that was provided".
fn quoted_role(message: &str) -> Option<String> {
    let start = message.find("arn:")?;
    let rest = &message[start..];
    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '\'' | '"')).unwrap_or(rest.len());
    Some(rest[..end].trim_end_matches(['.', ',']).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(status: u16, code: &str, message: &str) -> CallErrorKind {
        kind_of_answer(Service::Ecs, "CreateService", status, code, message)
    }

    #[test]
    fn one_code_of_ecs_covers_many_kinds() {
        let invalid = |message: &str| kind(400, "InvalidParameterException", message);
        assert_eq!(invalid("Unable to Start a service that is still Draining."), CallErrorKind::Draining);
        assert_eq!(invalid("Creation of service was not idempotent."), CallErrorKind::AlreadyExists);
        assert_eq!(invalid("Container port must be set."), CallErrorKind::InvalidParameter);
        let role = "arn:aws:iam::123456789012:role/ecs-dsl/web/pull";
        assert_eq!(
            invalid(&format!("ECS was unable to assume the role '{role}' that was provided for this task.")),
            CallErrorKind::CannotAssumeRole { role: Some(role.to_owned()) }
        );
        assert_eq!(
            invalid("Unable to assume the service linked role. Please verify that it exists."),
            CallErrorKind::CannotAssumeRole { role: None }
        );
    }

    #[test]
    fn a_refusal_names_action_resource_and_principal() {
        let message = "User: arn:aws:iam::1:user/ci is not authorized to perform: iam:PassRole on resource: \
                       arn:aws:iam::1:role/x because no identity-based policy allows the iam:PassRole action";
        assert_eq!(
            kind(400, "AccessDeniedException", message),
            CallErrorKind::AccessDenied {
                action: "iam:PassRole".to_owned(),
                resource: Some("arn:aws:iam::1:role/x".to_owned()),
                principal: Some("arn:aws:iam::1:user/ci".to_owned()),
            }
        );
        assert_eq!(
            kind(403, "", ""),
            CallErrorKind::AccessDenied {
                action: "ecs:CreateService".to_owned(),
                resource: None,
                principal: None
            }
        );
    }

    #[test]
    fn the_status_decides_where_the_code_is_unknown() {
        assert_eq!(kind(500, "", "<html>"), CallErrorKind::ServerFault);
        assert_eq!(kind(429, "", ""), CallErrorKind::Throttled);
        assert_eq!(kind(418, "Teapot", ""), CallErrorKind::Other);
    }
}
