//! What a container has to do with the others and with volumes: `depends_on(…)`, `mounts(…)`, `links(…)`.

use syn::{Expr, ExprCall};

use crate::support::entry::{Entry, Form, Pair, plain};
use crate::support::errors::{Errors, advice};
use crate::support::value::{Kind, ident_of};
use crate::task_def::keys::CONDITION;
use crate::task_def::model::{Step, TaskStep};

pub(super) fn depends_on(entry: &Entry, steps: &mut Vec<Step>, errors: &mut Errors) {
    for Pair { name, value } in entry.list("depends_on(app = \"START\")", errors) {
        let Some(other) = name.ident(errors) else { continue };
        let Some(value) = value else {
            let what = format!("it is not said what to wait for in `{other}`");
            let why = "a container waits for another's START, COMPLETE, SUCCESS or HEALTHY";
            errors.push(&other, advice(what, why, format_args!("write `{other} = \"START\"`")));
            continue;
        };
        let Some(condition) = Kind::Choice(&CONDITION).read(&plain(&other), value, errors) else { continue };
        steps.push(Step::DependsOn { other, condition });
    }
}

pub(super) fn mounts(entry: &Entry, steps: &mut Vec<Step>, errors: &mut Errors) {
    for Pair { name, value } in
        entry.list("mounts(data = \"/var/data\", models = read_only(\"/models\"))", errors)
    {
        let Some(volume) = name.ident(errors) else { continue };
        let Some(value) = value else {
            let what = format!("it is not said where `{volume}` is mounted");
            let fix = format!("write `{volume} = \"/path\"`");
            errors.push(&volume, advice(what, "a mount is a volume and a path of the container", fix));
            continue;
        };
        let (path, read_only) = match value {
            Expr::Call(ExprCall { func, args, .. })
                if ident_of(&func).is_some_and(|name| name == "read_only") && args.len() == 1 =>
            {
                (args.into_iter().next(), true)
            }
            path => (Some(path), false),
        };
        let path = path.and_then(|path| Kind::Text.read(&plain(&volume), path, errors));
        steps.extend(path.map(|path| Step::Mount { volume, path, read_only }));
    }
}

pub(super) fn volumes_from(entry: &Entry, steps: &mut Vec<Step>, errors: &mut Errors) {
    for Pair { name, value } in entry.list("volumes_from(app, logs = read_only)", errors) {
        let Some(other) = name.ident(errors) else { continue };
        let read_only = match &value {
            None => false,
            Some(value) if ident_of(value).is_some_and(|word| word == "read_only") => true,
            Some(value) => {
                let why = "the volumes are taken with their paths; only reading can be asked for";
                let fix = format!("write `{other}`, or `{other} = read_only`");
                errors.push(value, advice("this is nothing that `volumes_from` takes", why, fix));
                continue;
            }
        };
        steps.push(Step::VolumesFrom { other, read_only });
    }
}

pub(super) fn links(entry: &Entry, steps: &mut Vec<Step>, errors: &mut Errors) {
    for Pair { name, value } in entry.list("links(db = \"database\")", errors) {
        let Some(other) = name.ident(errors) else { continue };
        let alias = match value {
            Some(value) => Kind::Text.read(&plain(&other), value, errors),
            None => {
                let what = format!("`{other}` has no alias");
                let fix = format!("write `{other} = \"{other}\"`");
                errors.push(&other, advice(what, "a link names the other container for this one", fix));
                None
            }
        };
        let key = entry.key.clone();
        steps.extend(alias.map(|alias| Step::Link { key, other, alias }));
    }
}

pub(super) fn proxy(entry: &Entry, errors: &mut Errors) -> Option<TaskStep> {
    let example = "app_mesh_proxy(envoy, [(\"AppPorts\", \"8080\")])";
    let mut parts = entry.list::<Expr>(example, errors).into_iter();
    let (container, properties, more) = (parts.next(), parts.next(), parts.next());
    if let (Some(container), Some(properties), None) =
        (container.as_ref().and_then(ident_of), properties, more)
    {
        return Some(TaskStep::Proxy { key: entry.key.clone(), container: container.clone(), properties });
    }
    if matches!(entry.form, Form::List(_)) {
        let why = "a proxy is a container of the task and the settings of App Mesh";
        errors.push(&entry.key, advice("this is no proxy", why, format_args!("write `{example}`")));
    }
    None
}
