use std::path::Path;

use crate::check::Alone;
use crate::diagnostic::Severity;
use crate::resource::service::validate::validate;

#[test]
#[allow(clippy::print_stderr, reason = "says that the test was skipped")]
fn services_that_work_have_no_errors() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/services");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("skipped: there is no folder {}", folder.display());
        return;
    };
    let mut errors = Vec::new();
    let mut read = 0;
    for entry in entries {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let request = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let mut findings = Vec::new();
        validate(&request, &Alone, &mut findings);
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let wrong = findings.iter().filter(|finding| finding.code.severity == Severity::Error);
        errors.extend(wrong.map(|finding| format!("{name} {}", finding.code.id)));
        read += 1;
    }
    assert!(read > 0, "{}", folder.display());
    assert!(errors.is_empty(), "{errors:?}");
}
