//! Task definitions: every member is there, and foreign documents come out as they went in.

use ecs_dsl::api::ecs::*;
use ecs_dsl::api::reading::{ReadError, ReadFault, read_answer, read_strict};
use ecs_dsl_tests::shapes;
use serde_json::{Value, json};

use crate::document::{corpus, fixture, notes, strict_round_trip, without_nulls};
use crate::requirements::requires_what_the_model_requires;

const ENUMS: &[(&str, &[&str])] = &[
    ("networkMode", NetworkMode::VALUES),
    ("containerDefinitions[].portMappings[].protocol", TransportProtocol::VALUES),
    ("containerDefinitions[].portMappings[].appProtocol", ApplicationProtocol::VALUES),
    ("containerDefinitions[].environmentFiles[].type", EnvironmentFileType::VALUES),
    ("containerDefinitions[].linuxParameters.devices[].permissions[]", DeviceCgroupPermission::VALUES),
    ("containerDefinitions[].dependsOn[].condition", ContainerCondition::VALUES),
    ("containerDefinitions[].versionConsistency", VersionConsistency::VALUES),
    ("containerDefinitions[].ulimits[].name", UlimitName::VALUES),
    ("containerDefinitions[].logConfiguration.logDriver", LogDriver::VALUES),
    ("containerDefinitions[].resourceRequirements[].type", ResourceType::VALUES),
    ("containerDefinitions[].firelensConfiguration.type", FirelensConfigurationType::VALUES),
    ("volumes[].dockerVolumeConfiguration.scope", Scope::VALUES),
    ("volumes[].efsVolumeConfiguration.transitEncryption", EfsTransitEncryption::VALUES),
    ("volumes[].efsVolumeConfiguration.authorizationConfig.iam", EfsAuthorizationConfigIam::VALUES),
    ("placementConstraints[].type", TaskDefinitionPlacementConstraintType::VALUES),
    ("requiresCompatibilities[]", Compatibility::VALUES),
    ("pidMode", PidMode::VALUES),
    ("ipcMode", IpcMode::VALUES),
    ("proxyConfiguration.type", ProxyConfigurationType::VALUES),
    ("runtimePlatform.cpuArchitecture", CpuArchitecture::VALUES),
    ("runtimePlatform.operatingSystemFamily", OsFamily::VALUES),
    ("trustedExecutionConfiguration.isolationMode", IsolationMode::VALUES),
];

#[test]
fn register_task_definition_has_every_member() {
    let document = fixture("register-task-definition");
    assert_eq!(strict_round_trip::<RegisterTaskDefinition>(&document), Ok(document.clone()));

    let Some(tree) = shapes::request("RegisterTaskDefinitionRequest") else { return };
    assert_eq!(shapes::unset(&tree, &document), Vec::<String>::new());
    assert_eq!(shapes::enum_differences(&tree, ENUMS), Vec::<String>::new());
}

#[test]
fn members_required_by_the_model_and_no_others_are_required() {
    requires_what_the_model_requires::<RegisterTaskDefinition>(
        "RegisterTaskDefinitionRequest",
        "register-task-definition",
    );
}

#[test]
fn a_described_task_definition_has_every_member_of_the_registered_one() {
    let mut document = fixture("register-task-definition");
    let registered: RegisterTaskDefinition =
        serde_json::from_value(document.clone()).expect("the request is read");
    let tags = document.as_object_mut().and_then(|members| members.remove("tags"));
    let set_by_aws = json!({
        "taskDefinitionArn": "arn:aws:ecs:eu-west-1:111122223333:task-definition/shop:7",
        "revision": 7,
        "status": "ACTIVE",
        "requiresAttributes": [
            {"name": "ecs.capability.task-eni", "value": "v", "targetType": "container-instance", "targetId": "i"},
        ],
        "compatibilities": ["EC2", "MANAGED_INSTANCES"],
        "registeredAt": 1_767_225_600.25,
        "deregisteredAt": "2026-01-01T09:00:00.250000+09:00",
        "deleteRequestedAt": 1_767_225_700.5,
        "registeredBy": "arn:aws:iam::111122223333:user/ci",
    });
    for (name, value) in set_by_aws.as_object().expect("these are members") {
        document[name] = value.clone();
    }
    let answer = json!({"taskDefinition": document, "tags": tags});
    assert_eq!(strict_round_trip::<TaskDefinitionAnswer>(&answer), Ok(answer.clone()));

    let read: TaskDefinitionAnswer = read_answer(&answer.to_string()).expect("the answer is read");
    let mut again = RegisterTaskDefinition::from(read.task_definition.expect("it has a task definition"));
    assert_eq!(again.tags, None);
    again.tags = read.tags;
    assert_eq!(again, registered);
}

#[test]
fn foreign_task_definitions_come_out_as_they_went_in() {
    let notes = notes("task-definitions");
    for (name, document) in corpus("task-definitions") {
        let written = strict_round_trip::<RegisterTaskDefinition>(&document);
        if !notes.get(&name).is_some_and(|note| note.starts_with("describe output")) {
            assert_eq!(written, Ok(without_nulls(&document)), "{name}");
            continue;
        }
        // A printed answer is no request: what AWS alone sets is named, and as an answer it is read.
        let faults = written.expect_err(&name);
        assert_eq!(faults, ["revision: no such member", "status: no such member"], "{name}");
        let read: TaskDefinition = read_answer(&document.to_string()).expect(&name);
        assert_eq!(read.revision, Some(1), "{name}");
        let request = serde_json::to_value(RegisterTaskDefinition::from(read)).expect(&name);
        let mut expected = without_nulls(&document);
        for only_aws in ["status", "revision", "tags"] {
            expected.as_object_mut().expect(&name).remove(only_aws);
        }
        assert_eq!(request, expected, "{name}");
    }
}

#[test]
fn invalid_task_definitions_are_refused_for_the_noted_reasons() {
    let notes = notes("task-definitions/invalid");
    for (name, document) in corpus("task-definitions/invalid") {
        let reasons: Vec<Reason> = notes[&name].split("; ").filter_map(Reason::of_note).collect();
        let errors = match read_strict::<RegisterTaskDefinition>(&document.to_string()) {
            Ok(_) => Vec::new(),
            Err(errors) => errors,
        };
        let found: Vec<Reason> = errors.iter().map(Reason::of_error).collect();
        let mut expected = reasons.clone();
        expected.sort();
        let mut sorted = found.clone();
        sorted.sort();
        assert_eq!(sorted, expected, "{name}: {errors:?}");
    }
}

/// Why a document is refused, as far as a note and an error both say it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Reason {
    Missing(String),
    WrongType(String),
}

impl Reason {
    /// Reads one reason of a note. `None` for what the reading has no part in: to AWS `null` is absence,
    /// which the tool that wrote the notes does not know, and the length of a value is a rule's matter.
    fn of_note(note: &str) -> Option<Self> {
        if note.contains("value: None,") || note.starts_with("Invalid length") {
            return None;
        }
        if let Some(quoted) = note.strip_prefix("Missing required parameter in input: ") {
            return Some(Self::Missing(quoted.trim_matches('"').to_owned()));
        }
        let rest = note.strip_prefix("Invalid type for parameter ");
        let path =
            rest.and_then(|rest| rest.split(',').next()).unwrap_or_else(|| panic!("unknown reason: {note}"));
        Some(Self::WrongType(path.to_owned()))
    }

    fn of_error(error: &ReadError) -> Self {
        match error.fault {
            ReadFault::Missing => Self::Missing(error.path.clone()),
            ReadFault::WrongType { .. } => Self::WrongType(error.path.clone()),
            _ => panic!("another kind of fault: {error}"),
        }
    }
}

#[test]
fn values_unknown_to_us_are_kept() {
    let document = json!({
        "family": "web",
        "networkMode": "telepathy",
        "requiresCompatibilities": ["MOON"],
        "containerDefinitions": [{"logConfiguration": {"logDriver": "carrier-pigeon"}}],
    });
    assert_eq!(strict_round_trip::<RegisterTaskDefinition>(&document), Ok(document.clone()));
    let read: RegisterTaskDefinition = serde_json::from_value(document).expect("the request is read");
    assert_eq!(read.network_mode, Some(NetworkMode::Unknown("telepathy".to_owned())));
}

#[test]
fn empty_lists_and_maps_are_not_absent_ones() {
    let document: Value = json!({
        "family": "", "volumes": [], "tags": [],
        "containerDefinitions": [{"environment": [], "dockerLabels": {}, "command": [""], "linuxParameters": {}}],
    });
    assert_eq!(strict_round_trip::<RegisterTaskDefinition>(&document), Ok(document));
}
