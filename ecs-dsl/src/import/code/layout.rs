//! Where lines break: as `rustfmt` breaks them at 110 columns, with heuristics at their maximum.

use super::expr::{Chain, Expr, Link, Statement};

/// The longest line.
const WIDTH: usize = 110;
/// What a level is indented by.
const STEP: usize = 4;
/// Elements up to this width share lines when an array or a tuple does not fit in one.
const SHORT_ELEMENT: usize = 10;

/// Room for an expression: the indentation of its line, what stands on the line before it, and what follows it.
#[derive(Debug, Clone, Copy)]
struct Room {
    indent: usize,
    before: usize,
    after: usize,
}

impl Room {
    fn line(indent: usize, after: usize) -> Self {
        Self { indent, before: indent, after }
    }

    fn width(self) -> usize {
        WIDTH.saturating_sub(self.before + self.after)
    }

    fn fits(self, text: &str) -> bool {
        !text.contains('\n') && width(text) <= self.width()
    }

    fn past(self, text: &str) -> Self {
        Self { before: self.before + width(text), ..self }
    }

    fn then(self, after: usize) -> Self {
        Self { after, ..self }
    }
}

fn width(text: &str) -> usize {
    text.chars().count()
}

fn spaces(indent: usize) -> String {
    " ".repeat(indent)
}

/// Returns a statement of a function's body, its comments above it.
pub(in crate::import) fn statement(statement: &Statement) -> String {
    let mut text: String = statement.comments.iter().map(|line| comment(line, STEP)).collect();
    let written = match &statement.binding {
        Some(name) => assign(&format!("let {name} ="), &statement.value, STEP, 1),
        None => expr(&statement.value, Room::line(STEP, usize::from(!statement.is_tail))),
    };
    text.push_str(&spaces(STEP));
    text.push_str(&written);
    text.push_str(if statement.is_tail { "\n" } else { ";\n" });
    text
}

/// Returns a comment, on as many lines as it takes.
pub(in crate::import) fn comment(text: &str, indent: usize) -> String {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().filter(|line| indent + 4 + width(line) + width(word) <= WIDTH);
        match line {
            Some(line) => {
                line.push(' ');
                line.push_str(word);
            }
            None => lines.push(format!(" {word}")),
        }
    }
    lines
        .into_iter()
        .filter(|line| !line.is_empty())
        .map(|line| format!("{}//{line}\n", spaces(indent)))
        .collect()
}

/// Returns a `use` of several names of a module, sorted.
pub(in crate::import) fn uses(module: &str, names: &[String]) -> String {
    if let [one] = names {
        let name = if one == "self" { String::new() } else { format!("::{one}") };
        return format!("use {module}{name};\n");
    }
    let line = format!("use {module}::{{{}}};", names.join(", "));
    // The formatter keeps a column free.
    if width(&line) < WIDTH {
        return line + "\n";
    }
    format!("use {module}::{{\n{}}};\n", filled(names, STEP, WIDTH - 1))
}

/// Returns short things on as few lines as they fit on, each with a comma.
fn filled(items: &[String], indent: usize, limit: usize) -> String {
    let mut text = String::new();
    let mut line = String::new();
    for item in items {
        if !line.is_empty() && indent + width(&line) + width(item) + 2 > limit {
            text.push_str(&format!("{}{line}\n", spaces(indent)));
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(item);
        line.push(',');
    }
    if !line.is_empty() {
        text.push_str(&format!("{}{line}\n", spaces(indent)));
    }
    text
}

/// Returns `left right`, where the right side goes to a line of its own when that reads better.
fn assign(left: &str, right: &Expr, indent: usize, after: usize) -> String {
    // A long left side takes several lines itself, of which the last goes on.
    let before = match left.rsplit_once('\n') {
        Some((_, last)) => width(last) + 1,
        None => indent + width(left) + 1,
    };
    let room = Room { indent, before, after };
    let here = expr(right, room);
    let fits = here
        .lines()
        .enumerate()
        .all(|(number, line)| width(line) + if number == 0 { room.before } else { 0 } <= WIDTH);
    if fits && !here.contains('\n') && room.fits(&here) {
        return format!("{left} {here}");
    }
    let below = expr(right, Room::line(indent + STEP, after));
    let ends = |text: &str, with: char| text.lines().next().is_some_and(|line| line.ends_with(with));
    let lines = |text: &str| text.matches('\n').count();
    let below_fits = below.lines().enumerate().all(|(number, line)| {
        let before = if number == 0 { indent + STEP } else { 0 };
        width(line) + before <= WIDTH
    });
    let prefers_below = !below.contains('\n')
        || lines(&here) > lines(&below) + 1
        || ['(', '{', '['].into_iter().any(|open| ends(&here, open) && !ends(&below, open));
    if below_fits && (prefers_below || !fits) {
        format!("{left}\n{}{below}", spaces(indent + STEP))
    } else {
        format!("{left} {here}")
    }
}

/// Returns a field of a struct: its value stays on the line unless a line would be too long.
fn field(name: &str, value: &Expr, indent: usize) -> String {
    let room = Room { indent, before: indent + width(name) + 2, after: 1 };
    let here = expr(value, room);
    let last = here.lines().count().saturating_sub(1);
    let too_long = |(number, line): (usize, &str)| {
        let before = if number == 0 { room.before } else { 0 };
        let after = if number == 0 || number == last { room.after } else { 0 };
        before + width(line) + after > WIDTH
    };
    if here.lines().enumerate().any(too_long) {
        let below = expr(value, Room::line(indent + STEP, 1));
        let fits =
            |(number, line): (usize, &str)| width(line) + if number == 0 { indent + STEP } else { 0 } < WIDTH;
        if below.lines().enumerate().all(fits) {
            return format!("{name}:\n{}{below}", spaces(indent + STEP));
        }
    }
    format!("{name}: {here}")
}

fn expr(value: &Expr, room: Room) -> String {
    let line = one_line(value);
    if let Some(line) = line.filter(|line| room.fits(line)) {
        return line;
    }
    match value {
        Expr::Plain(text) => text.clone(),
        Expr::Api { type_name, rest } => format!("{type_name}{rest}"),
        Expr::Unknown { type_name, value } => {
            let value = Expr::Plain(format!("{value:?}"));
            arguments(&format!("{type_name}::from"), ("(", ")"), std::slice::from_ref(&value), room)
        }
        Expr::Call { function, arguments: given } => arguments(function, ("(", ")"), given, room),
        Expr::Array(items) => arguments("", ("[", "]"), items, room),
        Expr::Vec(items) => arguments("vec!", ("[", "]"), items, room),
        Expr::Tuple(items) => arguments("", ("(", ")"), items, room),
        Expr::Struct { type_name, fields, rest } => {
            let inner = room.indent + STEP;
            let mut text = format!("{type_name} {{\n");
            for (field, value) in fields {
                let assigned = self::field(field, value, inner);
                text.push_str(&format!("{}{assigned},\n", spaces(inner)));
            }
            if *rest {
                text.push_str(&format!("{}..{type_name}::default()\n", spaces(inner)));
            }
            text.push_str(&format!("{}}}", spaces(room.indent)));
            text
        }
        Expr::Chain(chain) => match chained(chain, room) {
            Chained::OneLine(text) | Chained::Lines(text) => text,
        },
        Expr::Closure { parameter, body } => {
            let inner = room.indent + STEP;
            let mut text = format!("|{parameter}| {{\n");
            for (place, value) in body {
                let assigned = if place.is_empty() {
                    expr(value, Room::line(inner, 1))
                } else {
                    let left = expr(&Chain::of_place(place).into(), Room::line(inner, 2));
                    assign(&format!("{left} ="), value, inner, 1)
                };
                text.push_str(&format!("{}{assigned};\n", spaces(inner)));
            }
            text.push_str(&format!("{}}}", spaces(room.indent)));
            text
        }
    }
}

/// Returns an expression on one line, if it has such a form.
fn one_line(value: &Expr) -> Option<String> {
    let list = |items: &[Expr]| -> Option<String> {
        Some(items.iter().map(one_line).collect::<Option<Vec<_>>>()?.join(", "))
    };
    Some(match value {
        Expr::Plain(text) => text.clone(),
        Expr::Api { type_name, rest } => format!("{type_name}{rest}"),
        Expr::Unknown { type_name, value } => format!("{type_name}::from({value:?})"),
        Expr::Call { function, arguments } => format!("{function}({})", list(arguments)?),
        Expr::Array(items) => format!("[{}]", list(items)?),
        Expr::Vec(items) => format!("vec![{}]", list(items)?),
        Expr::Tuple(items) => format!("({})", list(items)?),
        Expr::Struct { type_name, fields, rest } => {
            let mut parts = Vec::new();
            for (field, value) in fields {
                parts.push(format!("{field}: {}", one_line(value)?));
            }
            if *rest {
                parts.push(format!("..{type_name}::default()"));
            }
            format!("{type_name} {{ {} }}", parts.join(", "))
        }
        Expr::Chain(chain) => {
            let mut text = one_line(&chain.root)?;
            for (method, arguments) in &chain.links {
                match arguments {
                    Some(arguments) => text.push_str(&format!(".{method}({})", list(arguments)?)),
                    None => text.push_str(&format!(".{method}")),
                }
            }
            text
        }
        Expr::Closure { parameter, body } => match body.as_slice() {
            [(place, value)] if place.is_empty() => format!("|{parameter}| {}", one_line(value)?),
            [(place, value)] => format!("|{parameter}| {place} = {}", one_line(value)?),
            _ => return None,
        },
    })
}

/// Whether an only argument may begin on the line of its call and end lines later.
fn overflows(value: &Expr, room: Room) -> bool {
    match value {
        // A chain only if its last call alone takes several lines, and no chain within it does.
        Expr::Chain(chain) => match chained(chain, room) {
            Chained::OneLine(text) => !text.lines().any(|line| line.trim_start().starts_with('.')),
            Chained::Lines(_) => false,
        },
        Expr::Struct { .. }
        | Expr::Array(_)
        | Expr::Vec(_)
        | Expr::Tuple(_)
        | Expr::Closure { .. }
        | Expr::Call { .. } => true,
        Expr::Plain(_) | Expr::Api { .. } | Expr::Unknown { .. } => false,
    }
}

/// Returns a list between brackets that does not fit on one line.
fn arguments(function: &str, (open, close): (&str, &str), items: &[Expr], room: Room) -> String {
    let is_array = open == "[";
    if items.is_empty() {
        return format!("{function}{open}{close}");
    }
    let head = format!("{function}{open}");
    let may_overflow = match items {
        [only] if is_array => matches!(only, Expr::Struct { .. }),
        [only] => overflows(only, room.past(&head).then(room.after + close.len())),
        [.., last] => !is_array && matches!(last, Expr::Closure { .. }),
        [] => false,
    };
    if may_overflow && let Some((last, others)) = items.split_last() {
        let mut before = head.clone();
        for other in others {
            before.push_str(&one_line(other).unwrap_or_default());
            before.push_str(", ");
        }
        let rest = expr(last, room.past(&before).then(room.after + close.len()));
        let first = rest.lines().next().unwrap_or_default();
        let whole = format!("{before}{rest}{close}");
        let nested = expr(last, Room::line(room.indent + STEP, 1));
        let short = !nested.contains('\n') && rest.matches('\n').count() <= 1;
        if room.before + width(&before) + width(first) <= WIDTH && rest.contains('\n') && !short {
            return whole;
        }
    }
    let inner = room.indent + STEP;
    let short = |item: &Expr| one_line(item).is_some_and(|line| width(&line) <= SHORT_ELEMENT);
    if (is_array || function.is_empty()) && items.iter().all(short) {
        let items: Vec<String> = items.iter().filter_map(one_line).collect();
        return format!("{head}\n{}{}{close}", filled(&items, inner, WIDTH), spaces(room.indent));
    }
    let mut text = format!("{head}\n");
    for item in items {
        text.push_str(&format!("{}{},\n", spaces(inner), expr(item, Room::line(inner, 1))));
    }
    text.push_str(&format!("{}{close}", spaces(room.indent)));
    text
}

/// Returns whether a text ends in a line of nothing but closing brackets.
fn ends_in_brackets(text: &str) -> bool {
    text.contains('\n')
        && text.lines().last().is_some_and(|line| line.trim().chars().all(|c| "()]}?>".contains(c)))
}

/// A chain that does not fit on one line.
enum Chained {
    /// All is on the first line but the arguments of the last call.
    OneLine(String),
    /// Each call has a line.
    Lines(String),
}

fn chained(chain: &Chain, room: Room) -> Chained {
    let link = |(method, given): &Link, room: Room| match given {
        Some(given) => expr(&Expr::Call { function: format!(".{method}"), arguments: given.clone() }, room),
        None => format!(".{method}"),
    };
    let mut root = expr(&chain.root, room);
    let mut links = chain.links.as_slice();
    // What is no longer than a level's indentation has its first call beside it.
    let tab = STEP.saturating_sub(room.before - room.indent);
    while !root.contains('\n')
        && width(&root) <= tab
        && let Some((first, others)) = links.split_first()
    {
        let text = link(first, room.past(&root));
        root.push_str(&text);
        links = others;
    }
    let Some((last, others)) = links.split_last() else { return Chained::Lines(root) };
    let indent = if ends_in_brackets(&root) { room.indent } else { room.indent + STEP };
    let rewritten: Vec<String> = others.iter().map(|one| link(one, Room::line(indent, 0))).collect();
    let below = link(last, Room::line(indent, room.after));
    if !root.contains('\n') && rewritten.iter().all(|one| !one.contains('\n')) {
        let before: String =
            std::iter::once(root.as_str()).chain(rewritten.iter().map(String::as_str)).collect();
        let here = link(last, room.past(&before));
        let first = here.lines().next().unwrap_or_default();
        let could_fit = here.contains('\n') && room.before + width(&before) + width(first) <= WIDTH;
        let lines = here.lines().count();
        if could_fit && (lines >= 5 || below.lines().count() >= lines) {
            return Chained::OneLine(before + &here);
        }
    }
    let mut text = root;
    for one in rewritten.iter().map(String::as_str).chain([below.as_str()]) {
        text.push_str(&format!("\n{}{one}", spaces(indent)));
    }
    Chained::Lines(text)
}
