//! botocore's reading of our requests: the API's own model, strict, without a server.

use serde_json::Value;

use crate::availability::Unavailable;
use crate::python::{Environment, Program};
use crate::request::Request;

/// Returns for each request nothing, or what its operation's model says against it: unknown members, wrong types,
/// missing members, values below a minimum. Names, patterns and upper limits it does not check.
///
/// # Errors
/// When botocore cannot be had on this machine.
pub fn validate(requests: &[Request]) -> Result<Vec<Result<(), String>>, Unavailable> {
    let mut program = Program::start(Environment::Aws.ready()?.program("validate_requests.py"));
    Ok(requests
        .iter()
        .map(|request| match program.ask(request) {
            Value::Array(errors) if errors.is_empty() => Ok(()),
            Value::Array(errors) => Err(errors.iter().map(text).collect::<Vec<_>>().join("\n")),
            other => Err(format!("the validator answered {other}")),
        })
        .collect())
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::availability::or_skip;

    #[test]
    fn what_the_model_forbids_is_found() {
        let trust = r#"{"Version": "2012-10-17"}"#;
        let cases = [
            (Request::new("ecs", "CreateCluster", json!({"clusterName": "web"})), None),
            (
                Request::new("ecs", "CreateCluster", json!({"clusterNam": "web"})),
                Some(r#"Unknown parameter in input: "clusterNam""#),
            ),
            (
                Request::new("ecs", "CreateService", json!({"serviceName": "web", "desiredCount": "2"})),
                Some("Invalid type for parameter desiredCount, value: 2, type: <class 'str'>"),
            ),
            (
                Request::new("ecs", "RegisterTaskDefinition", json!({"family": "web"})),
                Some(r#"Missing required parameter in input: "containerDefinitions""#),
            ),
            (
                Request::new(
                    "iam",
                    "CreateRole",
                    json!({"RoleName": "web", "AssumeRolePolicyDocument": trust}),
                ),
                None,
            ),
            (
                Request::new("iam", "CreateRole", json!({"RoleName": "web"})),
                Some(r#"Missing required parameter in input: "AssumeRolePolicyDocument""#),
            ),
            (Request::new("logs", "CreateLogGroup", json!({"logGroupName": "/ecs/web"})), None),
            (
                Request::new(
                    "logs",
                    "PutRetentionPolicy",
                    json!({"logGroupName": "/ecs/web", "retentionInDays": 7.5}),
                ),
                Some("Invalid type for parameter retentionInDays"),
            ),
        ];
        let requests: Vec<Request> = cases.iter().map(|(request, _)| request.clone()).collect();
        let Some(answers) = or_skip(validate(&requests)) else { return };
        assert_eq!(answers.len(), cases.len());
        for ((request, expected), answer) in cases.iter().zip(answers) {
            match expected {
                None => assert_eq!(answer, Ok(()), "{request:?}"),
                Some(part) => {
                    let errors = answer.expect_err(&format!("accepted: {request:?}"));
                    assert!(errors.contains(part), "{request:?}: {errors}");
                }
            }
        }
    }

    #[test]
    fn every_error_of_a_request_is_reported() {
        let request = Request::new("ecs", "CreateService", json!({"desiredCount": "2", "cluser": "web"}));
        let Some(answers) = or_skip(validate(&[request])) else { return };
        let errors = answers[0].clone().expect_err("three mistakes");
        assert_eq!(errors.lines().count(), 3, "{errors}");
    }

    #[test]
    fn an_unknown_operation_or_service_is_an_error_of_its_own_line() {
        let requests = [
            Request::new("ecs", "CreateFleet", json!({})),
            Request::new("ecz", "CreateCluster", json!({})),
            Request::new("ecs", "CreateCluster", json!({})),
        ];
        let Some(answers) = or_skip(validate(&requests)) else { return };
        assert_eq!(answers[0], Err("ecs has no operation CreateFleet".to_owned()));
        assert_eq!(answers[1], Err("there is no service ecz".to_owned()));
        assert_eq!(answers[2], Ok(()));
    }
}
