//! The documents that these tests read: our own, with every member set, and foreign ones.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use ecs_dsl::api::reading::{ReadError, read_strict};
use ecs_dsl_tests::shared::shared;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Reads the committed document of that name, in which every member of a request is set.
pub(crate) fn fixture(name: &str) -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("api/all-members");
    document(&folder.join(format!("{name}.json")))
}

/// Reads every document of a folder of the corpus, by file name; none where there is no corpus.
pub(crate) fn corpus(folder: &str) -> Vec<(String, Value)> {
    let Some(folder) = shared(&format!("corpus/{folder}")) else { return Vec::new() };
    let mut documents: Vec<(String, Value)> = fs::read_dir(&folder)
        .expect("the corpus is a folder")
        .map(|entry| entry.expect("the folder can be listed").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .map(|path| (path.file_name().unwrap_or_default().to_string_lossy().into_owned(), document(&path)))
        .collect();
    documents.sort_by(|(one, _), (other, _)| one.cmp(other));
    assert!(!documents.is_empty(), "{} holds no document", folder.display());
    documents
}

/// Reads a document as a wire type and writes it again; what the type lacks is lost on the way.
pub(crate) fn round_trip<T: Serialize + DeserializeOwned>(document: &Value) -> Result<Value, String> {
    let read: T = serde_json::from_value(document.clone()).map_err(|refusal| refusal.to_string())?;
    serde_json::to_value(&read).map_err(|refusal| refusal.to_string())
}

/// Reads a document strictly as a request and writes it again; nothing may be lost on the way.
pub(crate) fn strict_round_trip<T: Serialize + DeserializeOwned>(
    document: &Value,
) -> Result<Value, Vec<String>> {
    let read: T = read_strict(&document.to_string())
        .map_err(|errors| errors.iter().map(ReadError::to_string).collect::<Vec<_>>())?;
    serde_json::to_value(&read).map_err(|refusal| vec![refusal.to_string()])
}

/// Returns a document without its `null`s, which mean the same as absence.
pub(crate) fn without_nulls(document: &Value) -> Value {
    match document {
        Value::Array(values) => values.iter().filter(|value| !value.is_null()).map(without_nulls).collect(),
        Value::Object(members) => {
            let members = members.iter().filter(|(_, value)| !value.is_null());
            members.map(|(name, value)| (name.clone(), without_nulls(value))).collect()
        }
        other => other.clone(),
    }
}

/// Returns what the corpus notes of the documents of a folder, by file name.
///
/// For a folder of invalid documents that is the reason why the API's model refuses them.
pub(crate) fn notes(folder: &str) -> BTreeMap<String, String> {
    let Some(sources) = shared("corpus/SOURCES.tsv") else { return BTreeMap::new() };
    let sources = fs::read_to_string(sources).expect("the sources are readable text");
    let rows = sources.lines().filter_map(|line| {
        let (file, note) = (line.split('\t').next()?, line.split('\t').nth(6)?);
        let (row_folder, name) = file.rsplit_once('/')?;
        (row_folder == folder).then(|| (name.to_owned(), note.to_owned()))
    });
    rows.collect()
}

fn document(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap_or_else(|refusal| panic!("{}: {refusal}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|refusal| panic!("{}: {refusal}", path.display()))
}
