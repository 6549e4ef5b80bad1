use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Document, Position, ReadError, ReadFault, read_answer, read_strict};
use crate::api::Timestamp;
use crate::api::ecs::{LogConfiguration, RegisterTaskDefinition, TaskDefinition};

fn faults(json: &str) -> Vec<String> {
    let errors = read_strict::<RegisterTaskDefinition>(json).expect_err("the document is at fault");
    errors.iter().map(|error| format!("{}:{} {error}", error.place.line, error.place.column)).collect()
}

#[test]
fn a_sound_document_is_read() {
    let read: RegisterTaskDefinition = read_strict(
        r#"{"family": "web", "containerDefinitions": [{"name": "web", "cpu": 256, "essential": true,
            "dockerLabels": {"anything": "goes", "even.this": ""}, "logConfiguration": {"logDriver": "new-one"}}]}"#,
    )
    .unwrap();
    assert_eq!(read.family, "web");
    let container = &read.container_definitions[0];
    assert_eq!(container.cpu, Some(256));
    assert_eq!(container.docker_labels.as_ref().unwrap().len(), 2);
    assert_eq!(container.log_configuration.as_ref().unwrap().log_driver.as_str(), "new-one");
    assert_eq!(container.log_configuration.as_ref().unwrap().options, None);
}

#[test]
fn every_fault_is_named_with_its_path_and_place() {
    let document = r#"{
  "familly": "web",
  "containerDefinitions": [
    {
      "name": "web",
      "cpu": "256",
      "portMapings": [],
      "portMappings": [{"containerPort": 80, "HostPort": 80}, {"containerPort": 81.5, "hostPort": 3000000000}],
      "essential": "false",
      "environment": {"name": "A"},
      "logConfiguration": {"options": {"max-buffer-size": 10}},
      "ulimits": [{"name": "nofile"}],
      "dockerLabels": {"com.example.team": true}
    },
    "web",
    {"healthCheck": [{"command": []}]}
  ],
  "memory": 512
}"#;
    assert_eq!(
        faults(document),
        [
            "1:1 family: required, but missing",
            "2:3 familly: no such member; did you mean `family`?",
            "6:14 containerDefinitions[0].cpu: expected an integer, found the string \"256\"",
            "7:7 containerDefinitions[0].portMapings: no such member; did you mean `portMappings`?",
            "8:46 containerDefinitions[0].portMappings[0].HostPort: no such member; did you mean `hostPort`?",
            "8:81 containerDefinitions[0].portMappings[1].containerPort: expected an integer, found the number 81.5",
            "8:99 containerDefinitions[0].portMappings[1].hostPort: \
             expected an integer from -2147483648 to 2147483647, found the number 3000000000",
            "9:20 containerDefinitions[0].essential: expected true or false, found the string \"false\"",
            "10:22 containerDefinitions[0].environment: expected a list, found an object",
            "11:27 containerDefinitions[0].logConfiguration.logDriver: required, but missing",
            "11:59 containerDefinitions[0].logConfiguration.options.max-buffer-size: \
             expected a string, found the number 10",
            "12:19 containerDefinitions[0].ulimits[0].softLimit: required, but missing",
            "12:19 containerDefinitions[0].ulimits[0].hardLimit: required, but missing",
            "13:44 containerDefinitions[0].dockerLabels[\"com.example.team\"]: expected a string, found true",
            "15:5 containerDefinitions[1]: expected an object, found the string \"web\"",
            "16:21 containerDefinitions[2].healthCheck: expected an object, found a list",
            "18:13 memory: expected a string, found the number 512",
        ]
    );
}

#[test]
fn a_fix_is_offered_where_it_is_plain() {
    for (container, fix) in [
        (r#"{"cpu": "256"}"#, Some("write 256 without quotes")),
        (r#"{"cpu": "a lot"}"#, None),
        (r#"{"essential": "true"}"#, Some("write true without quotes")),
        (r#"{"hostname": 7}"#, Some("write \"7\" in quotes")),
        (r#"{"hostname": false}"#, Some("write \"false\" in quotes")),
        (r#"{"command": "ls -l"}"#, Some("write [ and ] around it")),
        (r#"{"healthCheck": [{}]}"#, Some("take away the [ and ] around it")),
        (r#"{"healthCheck": []}"#, None),
        (r#"{"imgae": "x"}"#, Some("write `image`")),
        (r#"{"platformFamily": "x"}"#, Some("take it out")),
    ] {
        let json = format!(r#"{{"family": "web", "containerDefinitions": [{container}]}}"#);
        let errors = read_strict::<RegisterTaskDefinition>(&json).unwrap_err();
        assert_eq!(errors.len(), 1, "{container}: {errors:?}");
        assert_eq!(errors[0].fix().as_deref(), fix, "{container}");
    }
}

#[test]
fn null_is_absence() {
    let read: RegisterTaskDefinition = read_strict(
        r#"{"family": "web", "memory": null, "containerDefinitions": [null, {"name": null, "links": [null, "a"],
            "dockerLabels": {"a": null, "b": "c"}}, null]}"#,
    )
    .unwrap();
    assert_eq!(read.memory, None);
    assert_eq!(read.container_definitions.len(), 1);
    assert_eq!(read.container_definitions[0].links, Some(vec!["a".to_owned()]));
    let labels = BTreeMap::from([("b".to_owned(), "c".to_owned())]);
    assert_eq!(read.container_definitions[0].docker_labels, Some(labels));

    assert_eq!(
        faults(r#"{"family": null, "containerDefinitions": [null, {"cpu": "x"}]}"#),
        [
            "1:1 family: required, but missing",
            // The index is that of the text, not that of the list without its nulls.
            "1:57 containerDefinitions[1].cpu: expected an integer, found the string \"x\"",
        ]
    );
    assert_eq!(faults("null"), ["1:1 the document: expected an object, found null"]);
}

#[test]
fn a_member_given_twice_is_a_fault() {
    assert_eq!(
        faults(
            r#"{"family": "a", "containerDefinitions": [{"dockerLabels": {"x": "1", "x": "2"}}], "family": "b"}"#
        ),
        [
            "1:70 containerDefinitions[0].dockerLabels.x: given more than once",
            "1:83 family: given more than once"
        ]
    );
    let read: RegisterTaskDefinition =
        read_answer(r#"{"family": "a", "containerDefinitions": [], "family": "b"}"#).unwrap();
    assert_eq!(read.family, "b");
}

#[test]
fn text_that_is_no_json_is_one_fault_with_its_place() {
    for (text, shown) in [
        ("", "line 1, column 1: not valid JSON: the text ends within the document"),
        ("{\n  \"family\": \"größe\",\n}", "line 3, column 1: not valid JSON: trailing comma"),
        ("{\"größe\" 1}", "line 1, column 10: not valid JSON: expected `:`"),
        ("{\"a\": [1, 2", "line 1, column 11: not valid JSON: the text ends within a list"),
        ("{} {}", "line 1, column 4: not valid JSON: trailing characters"),
        ("{\"a\": 1e999}", "line 1, column 11: not valid JSON: number out of range"),
    ] {
        let errors = read_strict::<RegisterTaskDefinition>(text).unwrap_err();
        assert_eq!(errors.len(), 1);
        assert_eq!(errors[0].to_string(), shown);
        assert_eq!(errors[0].path, "");
    }
}

#[test]
fn bombs_are_refused_without_harm() {
    for bomb in ["[".repeat(1_000_000), "{\"a\":".repeat(1_000_000), "[{\"a\":".repeat(500_000)] {
        let errors = read_strict::<RegisterTaskDefinition>(&bomb).unwrap_err();
        assert!(errors[0].fault == ReadFault::Depth, "{errors:?}");
    }
    let deep = format!("{{\"family\": {}{}}}", "[".repeat(126), "]".repeat(126));
    let errors = read_strict::<RegisterTaskDefinition>(&deep).unwrap_err();
    assert!(errors.iter().any(|error| error.path == "family"), "{errors:?}");

    let wide = format!("{{{}\"family\": 1}}", "\"x\": 1,".repeat(50_000));
    assert_eq!(read_strict::<RegisterTaskDefinition>(&wide).unwrap_err().len(), 50_002);
}

#[test]
fn a_long_string_is_cut_in_the_message() {
    let json = format!(r#"{{"family": "a", "containerDefinitions": "{}"}}"#, "é".repeat(100));
    let expected =
        format!("1:41 containerDefinitions: expected a list, found the string \"{}\"…", "é".repeat(40));
    assert_eq!(faults(&json), [expected]);
}

#[test]
fn bytes_that_are_no_text_are_refused_with_their_place() {
    let error = Document::from_bytes(b"{\n \"f\xc3\xb6\": \"\xff\"}").unwrap_err();
    assert_eq!(error.place, Position { line: 2, column: 9 });
    assert_eq!(error.to_string(), "line 2, column 9: not text in UTF-8, as JSON is");
    assert_eq!(error.fix().as_deref(), Some("save the file in UTF-8"));
    for bytes in [&b"\xff\xfe{\0"[..], b"\xfe\xff\0{", b"{\0\"\0", b"\0{\0\""] {
        let error = Document::from_bytes(bytes).unwrap_err();
        assert_eq!(error.fault, ReadFault::Encoding { is_utf16: true }, "{bytes:?}");
    }
    let read: TaskDefinition =
        Document::from_bytes("\u{feff}{\"family\": \"web\"}".as_bytes()).unwrap().read_strict().unwrap();
    assert_eq!(read.family.as_deref(), Some("web"));
}

#[test]
fn an_answer_may_have_more_than_the_type() {
    let read: TaskDefinition = read_answer(
        r#"{"family": "web", "revision": 3, "registeredAt": 1767225600.5, "deregisteredAt": "2026-01-01T00:00:00Z",
            "deleteRequestedAt": 1767225600, "newMember": {"a": [1]}, "containerDefinitions": [{"newToo": 1}, null]}"#,
    )
    .unwrap();
    assert_eq!(read.revision, Some(3));
    assert_eq!(read.registered_at, Some(Timestamp::Seconds(1_767_225_600.5)));
    assert_eq!(read.deregistered_at, Some(Timestamp::Text("2026-01-01T00:00:00Z".to_owned())));
    assert_eq!(read.delete_requested_at, Some(Timestamp::Seconds(1_767_225_600.0)));
    assert_eq!(read.container_definitions.unwrap().len(), 1);

    let errors = read_answer::<TaskDefinition>(r#"{"revision": "3", "registeredAt": true}"#).unwrap_err();
    let shown: Vec<String> = errors.iter().map(ReadError::to_string).collect();
    assert_eq!(shown.len(), 2, "{shown:?}");
    assert_eq!(shown[0], "revision: expected an integer, found the string \"3\"");
    assert!(shown[1].starts_with("registeredAt: ") && shown[1].contains("a point in time"), "{shown:?}");

    let errors = read_answer::<LogConfiguration>("{}").unwrap_err();
    assert_eq!(errors[0].to_string(), "logDriver: required, but missing");
}

#[test]
fn any_type_of_serde_can_be_read() {
    #[derive(Debug, PartialEq, Deserialize)]
    struct Odd {
        small: u8,
        tuple: (i64, f32),
        newtype: Newtype,
        choice: Choice,
        any: serde_json::Value,
        letter: char,
    }
    #[derive(Debug, PartialEq, Deserialize)]
    struct Newtype(u64);
    #[derive(Debug, PartialEq, Deserialize)]
    enum Choice {
        Left,
        Right,
    }

    let read: Odd = read_strict(
        r#"{"small": 255, "tuple": [-1, 2.5], "newtype": 18446744073709551615, "choice": "Right",
            "any": {"a": [1, -2, 1.5, "x", true, {}, null], "b": null}, "letter": "é"}"#,
    )
    .unwrap();
    let any = serde_json::json!({"a": [1, -2, 1.5, "x", true, {}, null], "b": null});
    let expected = Odd {
        small: 255,
        tuple: (-1, 2.5),
        newtype: Newtype(u64::MAX),
        choice: Choice::Right,
        any,
        letter: 'é',
    };
    assert_eq!(read, expected);

    // Types that refuse a value themselves end the reading, and still nothing panics.
    for json in
        ["{}", r#"{"tuple": [1]}"#, r#"{"small": 256, "choice": "Middle"}"#, r#"{"letter": "ab"}"#, "[]"]
    {
        let errors = read_strict::<Odd>(json).unwrap_err();
        assert!(!errors.is_empty(), "{json}");
    }
    let errors = read_strict::<Choice>("\"Left \"").unwrap_err();
    assert!(errors[0].to_string().contains("Left"), "{errors:?}");
    assert_eq!(read_strict::<Choice>("\"Left\""), Ok(Choice::Left));
}

#[test]
fn a_document_knows_where_its_members_stand() {
    let document = Document::parse(
        "{\n  \"größe\": 1, \"a\":\n    [ {\"b\": [true, null, \"x\"]},\n 2],\n  \"m\": {\"c.d\": \"e\\\"f\"}, \"a\\u0062\": 1\n}",
    )
    .unwrap();
    let place = |line, column| Some(Position { line, column });
    assert_eq!(document.key_place("a"), place(2, 15));
    assert_eq!(document.value_place("a"), place(3, 5));
    assert_eq!(document.key_place("a[0].b"), place(3, 8));
    assert_eq!(document.value_place("a[0].b"), place(3, 13));
    assert_eq!(document.value_place("a[0].b[2]"), place(3, 26));
    assert_eq!(document.value_place("a[1]"), place(4, 2));
    assert_eq!(document.value_place(r#"m["c.d"]"#), place(5, 16));
    assert_eq!(document.key_place("ab"), place(5, 25));
    assert_eq!(document.value_place(""), place(1, 1));
    for absent in ["x", "a[2]", "a.b", "a[0][0]", "größe.x", "a[", "m.c.d"] {
        assert_eq!(document.key_place(absent), None, "{absent}");
        assert_eq!(document.value_place(absent), None, "{absent}");
    }
    assert_eq!(document.nearest_place("a[0].x.y[3]"), Position { line: 3, column: 7 });
    assert_eq!(document.nearest_place("m.x"), Position { line: 5, column: 3 });
    assert_eq!(document.nearest_place("x"), Position { line: 1, column: 1 });
    assert_eq!(document.nearest_place("["), Position { line: 1, column: 1 });
}
