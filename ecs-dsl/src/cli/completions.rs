//! `completions`: a script that lets a shell complete verbs and flags, and names of stacks and resources.

use std::ffi::OsStr;
use std::path::Path;

use clap::CommandFactory;
use clap_complete::Shell;

use super::{DONE, complete};
use crate::report;

/// The flags of `completions`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Shell that the script is for
    #[arg(value_name = "SHELL", value_enum)]
    shell: Shell,
}

/// Prints the script, for the name that the program was started by.
pub(super) fn run(arguments: &Arguments, program: Option<&OsStr>) -> u8 {
    let mut command = super::Arguments::command();
    let name = program.map(Path::new).and_then(Path::file_stem).and_then(OsStr::to_str);
    let name = name.map_or_else(|| command.get_name().to_owned(), str::to_owned);
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, &name, &mut script);
    report::data(&with_names(arguments.shell, &name, &String::from_utf8_lossy(&script)));
    DONE
}

/// Lets the script ask the program for names too, beside what it offers by itself.
fn with_names(shell: Shell, name: &str, script: &str) -> String {
    match shell {
        Shell::Bash => {
            let own = function(script, "");
            let with_names = BASH.replace("OWN", own);
            let script =
                script.replace(&format!("complete -F {own} "), &format!("complete -F {own}_with_names "));
            format!("{with_names}\n{script}")
        }
        Shell::Zsh => {
            let own = function(script, "#compdef");
            let (body, end) = script.rsplit_once("\nif ").unwrap_or((script, ""));
            let end = end.replace(&format!("    {own} \"$@\""), &format!("    {own}_with_names \"$@\""));
            let end = end.replace(&format!("compdef {own} "), &format!("compdef {own}_with_names "));
            format!("{body}\n{}\nif {end}", ZSH.replace("OWN", own))
        }
        Shell::Fish => {
            let verbs = complete::verbs().join(" ");
            format!("{script}complete -c {name} -n \"__fish_seen_subcommand_from {verbs}\" -a '{FISH}'\n")
        }
        _ => script.to_owned(),
    }
}

/// Returns the name of the first function that a script defines after a line.
fn function<'a>(script: &'a str, after: &str) -> &'a str {
    let place = script.find(after).unwrap_or_default();
    let mut lines = script[place..].lines();
    lines.find_map(|line| line.strip_suffix("() {")).unwrap_or_default()
}

const BASH: &str = r#"OWN_with_names() {
    OWN "$@"
    local cur="${COMP_WORDS[COMP_CWORD]}" names
    if [[ ${COMP_CWORD} -lt 2 || ${cur} == -* ]] ; then
        return 0
    fi
    names="$("${COMP_WORDS[0]}" __complete "${COMP_WORDS[@]:1:COMP_CWORD-1}" 2>/dev/null)"
    COMPREPLY+=( $(compgen -W "${names}" -- "${cur}") )
}
"#;

const ZSH: &str = r#"OWN_with_names() {
    local -a typed names
    typed=("${(@)words[1,CURRENT-1]}")
    OWN "$@"
    local ret=$?
    if [[ ${#typed} -ge 2 && $PREFIX != -* ]]; then
        names=("${(@f)$("${typed[1]}" __complete "${(@)typed[2,-1]}" 2>/dev/null)}")
        names=("${(@)names:#}")
        compadd -a names && ret=0
    fi
    return ret
}
"#;

const FISH: &str =
    "(set -l typed (commandline -opc); command $typed[1] __complete $typed[2..-1] 2>/dev/null)";
