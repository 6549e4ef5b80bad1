//! The program of all modules that were imported: built once, and asked for its manifests.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use ecs_dsl_tests::generated::Package;
use ecs_dsl_tests::workspace;
use serde_json::Value;

const MARK: &str = "===== ";

/// Builds a program of these modules and returns the manifest of each.
pub(super) fn manifests(modules: &BTreeMap<&str, &str>) -> BTreeMap<String, Value> {
    let package = Package::new("imported");
    let mut main = String::from("#![deny(warnings)]\n\nuse ecs_dsl::{App, Env};\n\n");
    let mut body = String::new();
    for (name, code) in modules {
        let module = name.replace(['-', '.'], "_");
        package.write(&format!("src/{module}.rs"), code);
        let _ = writeln!(main, "mod {module};");
        let _ = writeln!(body, "    print({name:?}, App::new().stack({module}::stack(&env)));");
    }
    let _ = write!(
        main,
        "\nfn main() {{\n    let env = Env::new().with_region(\"us-east-1\");\n{body}}}\n\n\
         fn print(name: &str, app: App) {{\n    \
         let (assembly, diagnostics) = ecs_dsl::assembly::assemble(&app);\n    \
         for diagnostic in diagnostics {{\n        eprintln!(\"{{name}}: {{}}\", diagnostic.what);\n    }}\n    \
         println!(\"{MARK}{{name}}\\n{{}}\", assembly.stacks[0].to_json());\n}}\n"
    );
    package.write("src/main.rs", &main);
    let built = package.cargo("run");
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let text = String::from_utf8(built.stdout).expect("text");
    let mut manifests = BTreeMap::new();
    for part in text.split(MARK).skip(1) {
        let (name, json) = part.split_once('\n').expect("a name");
        manifests.insert(name.to_owned(), serde_json::from_str(json).expect("a manifest"));
    }
    manifests
}

/// Writes a file unless it says just that already, so that cargo sees what is new.
fn write(path: &Path, text: &str) {
    if std::fs::read_to_string(path).is_ok_and(|old| old == text) {
        return;
    }
    std::fs::write(path, text).expect("a file of the program");
}

/// The formatter, where it is installed.
pub(super) struct Rustfmt(PathBuf);

/// Returns the formatter, or says that it is missing.
#[allow(clippy::print_stderr, reason = "a test that was skipped should say so")]
pub(super) fn rustfmt() -> Option<Rustfmt> {
    let there = Command::new("rustfmt").arg("--version").stdout(Stdio::null()).status();
    if there.is_ok_and(|status| status.success()) {
        return Some(Rustfmt("rustfmt".into()));
    }
    eprintln!("skipped: rustfmt is not installed");
    None
}

impl Rustfmt {
    /// Returns what the formatter would change.
    pub(super) fn changes(&self, modules: &[(&str, &str)]) -> String {
        let folder = workspace::scratch("import-format");
        let mut files = Vec::new();
        for (name, code) in modules {
            let file = folder.join(format!("{name}.rs"));
            write(&file, code);
            files.push(file);
        }
        let output = Command::new(&self.0)
            .args(["--check", "--edition", "2024", "--config-path"])
            .arg(workspace::root())
            .args(files)
            .output()
            .expect("rustfmt");
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
    }
}
