//! The rewriting loses nothing and refers where it can; cfn-lint's rules across resources fire on it.

use serde_json::json;

use super::*;
use crate::availability::or_skip;

fn trust(service: &str) -> String {
    let statement = json!({"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"});
    json!({"Version": "2012-10-17", "Statement": [statement]}).to_string()
}

fn role(name: &str) -> Request {
    let params = json!({"RoleName": name, "AssumeRolePolicyDocument": trust("ecs-tasks.amazonaws.com")});
    Request::new("iam", "CreateRole", params)
}

fn task_definition(cpu: &str, memory: &str) -> Request {
    let container = json!({
        "name": "app",
        "image": "nginx:1.29",
        "portMappings": [{"containerPort": 80}],
        "dockerLabels": {"com.example.owner": "web"},
        "logConfiguration": {"logDriver": "awslogs", "options": {
            "awslogs-group": "/ecs/web", "awslogs-region": "us-east-1", "awslogs-stream-prefix": "app",
        }},
    });
    let params = json!({
        "family": "web",
        "cpu": cpu,
        "memory": memory,
        "networkMode": "awsvpc",
        "requiresCompatibilities": ["FARGATE"],
        "executionRoleArn": "${role/pull.arn}",
        "taskRoleArn": "arn:aws:iam::123456789012:role/ecs-dsl/web/web",
        "containerDefinitions": [container],
        "volumes": [{"name": "data", "efsVolumeConfiguration": {
            "fileSystemId": "fs-12345678",
            "transitEncryption": "ENABLED",
            "authorizationConfig": {"iam": "ENABLED"},
        }}],
    });
    Request::new("ecs", "RegisterTaskDefinition", params)
}

fn service(params: Value) -> Request {
    let mut all = json!({
        "serviceName": "web",
        "cluster": "main",
        "taskDefinition": "${task-definition/web.arn}",
        "launchType": "FARGATE",
        "desiredCount": 2,
        "clientToken": "0123",
        "networkConfiguration": {"awsvpcConfiguration": {
            "subnets": ["subnet-0123456789abcdef0"], "securityGroups": ["sg-0123456789abcdef0"],
        }},
    });
    for (member, value) in params.as_object().expect("members") {
        match value {
            Value::Null => all.as_object_mut().expect("members").remove(member),
            value => all.as_object_mut().expect("members").insert(member.clone(), value.clone()),
        };
    }
    Request::new("ecs", "CreateService", all)
}

/// A stack that nobody has anything against, with the task definition and the service to try.
fn stack(task_definition: Request, service: Request) -> Vec<Request> {
    let logs = json!({
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Allow",
            "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
            "Resource": "arn:aws:logs:us-east-1:${aws.account}:log-group:/ecs/web:*",
        }],
    });
    let policy =
        json!({"RoleName": "web-execution", "PolicyName": "derived", "PolicyDocument": logs.to_string()});
    let group = json!({"logGroupName": "/ecs/web", "tags": {"ecs-dsl:stack": "web"}});
    let settings = json!([{"name": "containerInsights", "value": "enabled"}]);
    vec![
        role("web-execution").at("role/pull"),
        Request::new("iam", "PutRolePolicy", policy),
        role("web"),
        Request::new("logs", "CreateLogGroup", group),
        Request::new(
            "logs",
            "PutRetentionPolicy",
            json!({"logGroupName": "/ecs/web", "retentionInDays": 30}),
        ),
        Request::new("ecs", "CreateCluster", json!({"clusterName": "main", "settings": settings})),
        task_definition,
        service,
    ]
}

#[test]
fn requests_become_a_template_whose_resources_refer_to_each_other() {
    let Some(mut made) = or_skip(templates(&[stack(task_definition("256", "512"), service(json!({})))]))
    else {
        return;
    };
    let template = made.remove(0).expect("every request has its place");
    let properties = |resource: &str| template["Resources"][resource]["Properties"].clone();

    let task = properties("TaskDefinitionWeb");
    assert_eq!(task["ExecutionRoleArn"], json!({"Fn::GetAtt": ["RolePull", "Arn"]}));
    assert_eq!(task["TaskRoleArn"], json!({"Fn::GetAtt": ["RoleWeb", "Arn"]}));
    let container = &task["ContainerDefinitions"][0];
    assert_eq!(container["PortMappings"], json!([{"ContainerPort": 80}]));
    assert_eq!(container["DockerLabels"], json!({"com.example.owner": "web"}));
    assert_eq!(container["LogConfiguration"]["Options"]["awslogs-stream-prefix"], "app");
    let efs = &task["Volumes"][0]["EFSVolumeConfiguration"];
    assert_eq!(efs["FilesystemId"], "fs-12345678");
    assert_eq!(efs["AuthorizationConfig"], json!({"IAM": "ENABLED"}));

    let service = properties("ServiceWeb");
    assert_eq!(service["TaskDefinition"], json!({"Ref": "TaskDefinitionWeb"}));
    assert_eq!(service["Cluster"], json!({"Ref": "ClusterMain"}));
    assert!(service.get("ClientToken").is_none(), "{service}");
    assert!(properties("ClusterMain").get("ClusterSettings").is_some());

    let policy = &properties("RolePull")["Policies"][0];
    let arn = &policy["PolicyDocument"]["Statement"][0]["Resource"];
    assert_eq!(*arn, json!({"Fn::Sub": "arn:aws:logs:us-east-1:${AWS::AccountId}:log-group:/ecs/web:*"}));
    let group = properties("LogGroupEcsWeb");
    assert_eq!(group["RetentionInDays"], 30);
    assert_eq!(group["Tags"], json!([{"Key": "ecs-dsl:stack", "Value": "web"}]));
}

#[test]
fn what_has_no_place_in_a_template_is_said() {
    let stacks = [
        vec![Request::new("ecs", "RunTask", json!({"taskDefinition": "web"}))],
        vec![Request::new(
            "iam",
            "AttachRolePolicy",
            json!({"RoleName": "none", "PolicyArn": "arn:aws:iam::aws:policy/X"}),
        )],
    ];
    let Some(made) = or_skip(templates(&stacks)) else { return };
    assert_eq!(made[0], Err("RunTask has no place in a template".to_owned()));
    assert_eq!(made[1], Err("no request creates role/none".to_owned()));
}

#[test]
fn a_sound_stack_has_no_findings_and_each_mistake_its_rule() {
    let sound = || stack(task_definition("256", "512"), service(json!({})));
    let stacks = [
        sound(),
        stack(task_definition("256", "4096"), service(json!({}))),
        // Seen only by who follows the service to its task definition.
        stack(task_definition("256", "512"), service(json!({"networkConfiguration": null}))),
        stack(task_definition("256", "512"), service(json!({"schedulingStrategy": "DAEMON"}))),
        stack(task_definition("256", "512"), service(json!({"desiredCuont": 2}))),
    ];
    let Some(found) = or_skip(lint(&stacks)) else { return };
    assert_eq!(found[0], []);
    let expected = [
        ("E3047", "task-definition/web", ""),
        ("E3052", "service/web", ""),
        ("E3044", "service/web", "SchedulingStrategy"),
        ("E3002", "service/web", "DesiredCuont"),
    ];
    for (findings, (rule, address, path)) in found[1..].iter().zip(expected) {
        let is_it = |it: &Finding| {
            it.rule == rule
                && it.severity == "error"
                && it.address.as_deref() == Some(address)
                && it.path.ends_with(path)
        };
        assert!(findings.iter().any(is_it), "no {rule} on {address} {path}: {findings:#?}");
    }
}
