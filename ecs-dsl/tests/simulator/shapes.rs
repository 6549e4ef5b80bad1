//! The simulator's answers are read into the types of the API, and nothing of them is lost.

use ecs_dsl::api::ecs;
use ecs_dsl::aws::{CallErrorKind, EcsOperation};
use ecs_dsl::simulator::{Settings, TaskFate, TaskFault};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::{deployed, ecs as call, newest_record, run, service, web};

/// Reads an answer into a type and writes it again: what the type does not know would be missing.
fn fits<T: DeserializeOwned + Serialize>(answer: &Value) {
    let read: T = serde_json::from_value(answer.clone())
        .unwrap_or_else(|error| panic!("{} does not take {answer:#}: {error}", std::any::type_name::<T>()));
    let written = serde_json::to_value(read).expect("an answer is JSON");
    assert_eq!(alike(&written), alike(answer), "{}", std::any::type_name::<T>());
}

/// `1` and `1.0` are one number, and an empty list of failures is as good as none.
fn alike(value: &Value) -> Value {
    match value {
        Value::Number(number) => json!(number.as_f64()),
        Value::Array(items) => items.iter().map(alike).collect(),
        Value::Object(members) => {
            let kept = members.iter().filter(|(name, value)| *name != "failures" || **value != json!([]));
            Value::Object(kept.map(|(name, value)| (name.clone(), alike(value))).collect())
        }
        other => other.clone(),
    }
}

#[test]
fn answers_have_the_shapes_of_the_api() {
    run(async {
        let strategy = json!({ "deploymentConfiguration": {
            "strategy": "BLUE_GREEN", "deploymentCircuitBreaker": { "enable": true, "rollback": true },
            "alarms": { "enable": true, "rollback": true, "alarmNames": ["errors"] },
        } });
        let (simulator, aws) = deployed(Settings::default(), strategy).await;
        simulator.add_task_fault(TaskFault::of_revision("web", 2, TaskFate::exits(1)));
        let registered = call(&aws, EcsOperation::RegisterTaskDefinition, web("web:2")).await;
        fits::<ecs::TaskDefinitionAnswer>(&registered);
        let body = json!({ "cluster": "main", "service": "web", "taskDefinition": "web:2" });
        call(&aws, EcsOperation::UpdateService, body).await;
        aws.time().sleep(std::time::Duration::from_secs(24)).await;

        fits::<ecs::Service>(&service(&aws).await);
        fits::<ecs::ServiceDeployment>(&newest_record(&aws).await);
        let list = json!({ "cluster": "main", "service": "web" });
        fits::<ecs::ListServiceDeploymentsAnswer>(
            &call(&aws, EcsOperation::ListServiceDeployments, list).await,
        );
        let revisions = service(&aws).await["currentServiceRevisions"][0]["arn"].clone();
        let body = json!({ "serviceRevisionArns": [revisions] });
        fits::<ecs::DescribeServiceRevisionsAnswer>(
            &call(&aws, EcsOperation::DescribeServiceRevisions, body).await,
        );
        let body = json!({
            "clusters": ["main", "none"], "include": ["TAGS", "SETTINGS", "CONFIGURATIONS", "ATTACHMENTS"],
        });
        fits::<ecs::DescribeClustersAnswer>(&call(&aws, EcsOperation::DescribeClusters, body).await);
        let body = json!({ "capacityProviders": ["FARGATE", "none"] });
        fits::<ecs::DescribeCapacityProvidersAnswer>(
            &call(&aws, EcsOperation::DescribeCapacityProviders, body).await,
        );
        let tasks = call(&aws, EcsOperation::ListTasks, json!({ "cluster": "main" })).await;
        let body = json!({ "cluster": "main", "tasks": tasks["taskArns"], "include": ["TAGS"] });
        fits::<ecs::TasksAnswer>(&call(&aws, EcsOperation::DescribeTasks, body).await);
    });
}

#[test]
fn requests_and_answers_can_be_typed() {
    run(async {
        let (_simulator, aws) = deployed(Settings::default(), json!({})).await;
        let request = ecs::DescribeServices {
            cluster: Some("main".to_owned()),
            services: vec!["web".to_owned()],
            ..ecs::DescribeServices::default()
        };
        let answer: ecs::DescribeServicesAnswer =
            aws.ecs.ask(EcsOperation::DescribeServices, &request).await.expect("it is there");
        assert_eq!(answer.services[0].service_name.as_deref(), Some("web"));
        let wrong = aws.ecs.ask::<Vec<String>>(EcsOperation::DescribeServices, &request).await;
        assert_eq!(wrong.expect_err("no list").kind(), &CallErrorKind::Unreadable);
    });
}
