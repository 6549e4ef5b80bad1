//! The reader of JSON with places, over documents that nobody here wrote.

use ecs_dsl::api::ecs::RegisterTaskDefinition;
use ecs_dsl::api::reading::{Document, read_answer, read_strict};
use serde_json::{Value, json};

use crate::document::{corpus, fixture};

fn documents() -> Vec<(String, Value)> {
    let mut documents = vec![
        ("register-task-definition".to_owned(), fixture("register-task-definition")),
        (
            "odd".to_owned(),
            json!({"": [[], {}, null, [{"\"]\\": "\u{1F980}\n"}]], "n": [-0.5, 1e300, -1, u64::MAX]}),
        ),
    ];
    for folder in ["task-definitions", "task-definitions/invalid", "services", "describe-outputs", "policies"]
    {
        documents.extend(corpus(folder));
    }
    documents
}

#[test]
fn any_document_is_read_as_it_stands() {
    for (name, document) in documents() {
        let spread = serde_json::to_string_pretty(&document).expect("a document is written");
        for text in [document.to_string(), spread] {
            assert_eq!(read_answer::<Value>(&text).as_ref(), Ok(&document), "{name}");
        }
    }
}

#[test]
fn a_text_cut_anywhere_is_refused() {
    for (name, document) in documents() {
        let text = document.to_string();
        for end in (0..text.len()).step_by(13) {
            let Some(start) = text.get(..end) else { continue };
            let errors = read_strict::<RegisterTaskDefinition>(start).map(|_| ()).unwrap_err();
            assert_eq!(errors.len(), 1, "{name}, cut at {end}");
            let column = u32::try_from(start.chars().count().max(1)).expect("documents are short");
            assert_eq!((errors[0].place.line, errors[0].place.column), (1, column), "{name}, cut at {end}");
        }
    }
}

#[test]
fn every_member_of_a_document_is_found_where_it_stands() {
    fn check(document: &Document, lines: &[&str], value: &Value, path: &str) {
        let place = document.value_place(path).unwrap_or_else(|| panic!("{path} has no place"));
        let line = lines[place.line as usize - 1];
        let rest: String = line.chars().skip(place.column as usize - 1).collect();
        let begins = match value {
            Value::Array(_) => "[".to_owned(),
            Value::Object(_) => "{".to_owned(),
            other => other.to_string(),
        };
        assert!(rest.starts_with(&begins), "{path}: {rest}");
        match value {
            Value::Array(values) => {
                for (index, value) in values.iter().enumerate() {
                    check(document, lines, value, &format!("{path}[{index}]"));
                }
            }
            Value::Object(members) => {
                for (key, value) in members {
                    check(document, lines, value, &format!("{path}[{}]", Value::from(key.as_str())));
                }
            }
            _ => {}
        }
    }
    for (name, value) in documents() {
        let text = serde_json::to_string_pretty(&value).expect("a document is written");
        let document = Document::parse(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        check(&document, &text.lines().collect::<Vec<_>>(), &value, "");
    }
}
