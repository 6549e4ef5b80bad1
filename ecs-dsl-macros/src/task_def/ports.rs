//! The ports of a container: `ports(web = 3000, dns = udp(53), https = tcp(8443, named))`.

use proc_macro2::Ident;
use syn::{Expr, ExprAssign, ExprCall, LitStr};

use super::keys::PORT;
use super::model::Port;
use crate::support::call::{keys, method, missing_value};
use crate::support::entry::{Entry, Form, Pair, nearest_of, plain};
use crate::support::errors::{Errors, advice};
use crate::support::value::{Kind, ident_of, number_of, text_of};
use ecs_dsl_facts::names;

const EXAMPLE: &str = "ports(web = 3000, dns = udp(53), https = tcp(8443, named, app_protocol = \"http2\"))";

pub(super) fn read(entry: &Entry, errors: &mut Errors) -> Vec<Port> {
    let mut ports = Vec::new();
    for Pair { name, value } in entry.list(EXAMPLE, errors) {
        let Some(value) = value else {
            missing_value(&name, "port", errors);
            continue;
        };
        let Some(handle) = name.ident(errors) else { continue };
        ports.extend(port(handle, value, errors));
    }
    ports
}

fn port(handle: Ident, value: Expr, errors: &mut Errors) -> Option<Port> {
    let (udp, mut arguments) = match value {
        Expr::Call(ExprCall { func, args, .. }) if ident_of(&func).is_some_and(|name| name == "tcp") => {
            (false, args.into_iter())
        }
        Expr::Call(ExprCall { func, args, .. }) if ident_of(&func).is_some_and(|name| name == "udp") => {
            (true, args.into_iter())
        }
        number => {
            let number = checked(number, errors)?;
            return Some(Port { handle, number, udp: false, name: None, calls: Vec::new() });
        }
    };
    let Some(number) = arguments.next() else {
        let what = format!("the port `{handle}` has no number");
        errors.push(
            &handle,
            advice(what, "a port is a number from 1 to 65535", format_args!("write `{EXAMPLE}`")),
        );
        return None;
    };
    let number = checked(number, errors)?;
    let mut port = Port { handle, number, udp, name: None, calls: Vec::new() };
    for argument in arguments {
        option(argument, &mut port, errors);
    }
    Some(port)
}

/// Reads what stands after the number: `named`, `name = "https"`, `app_protocol = "http2"`, `host_port = 0`.
fn option(argument: Expr, port: &mut Port, errors: &mut Errors) {
    let (key, form) = match argument {
        Expr::Assign(ExprAssign { left, right, .. }) => match ident_of(&left) {
            Some(key) => (key.clone(), Form::Value(*right)),
            None => return unreadable(&left, errors),
        },
        other => match ident_of(&other) {
            Some(key) => (key.clone(), Form::Alone),
            None => return unreadable(&other, errors),
        },
    };
    if key == "named" {
        let name = plain(&port.handle).replace('_', "-");
        port.name = Some(LitStr::new(&name, port.handle.span()));
    } else if key == "name" {
        let Some(value) = (Entry { key, form }).value("name = \"https\"", errors) else { return };
        match text_of(&value) {
            Some(name) => port.name = Some(name.clone()),
            None => errors.push(
                &value,
                advice("a port's name is a string literal", "it is checked here", "write `name = \"https\"`"),
            ),
        }
    } else if let Some(method) = method(PORT, &key) {
        port.calls.extend(method.read(Entry { key, form }, errors));
    } else {
        let what = format!("`{key}` is nothing that is said of a port");
        let fix = nearest_of(&plain(&key), &keys(PORT, &["named", "name"]));
        errors.push(&key, advice(what, "it is not known here", fix));
    }
    if let Some(name) = &port.name
        && let Err(fault) = names::PORT.check(&name.value())
    {
        errors.push(name, advice(fault.what, fault.why, fault.fix));
    }
}

fn unreadable(written: &Expr, errors: &mut Errors) {
    let why = "after the number stand keys, some with a value";
    errors.push(
        written,
        advice("this is nothing that is said of a port", why, format_args!("write `{EXAMPLE}`")),
    );
}

/// Judges a port's number where it is a literal.
fn checked(number: Expr, errors: &mut Errors) -> Option<Expr> {
    if text_of(&number).is_some() {
        errors.push(&number, advice("a port is a number", "this is text", "write it without the quotes"));
        return None;
    }
    if let Some(literal) = number_of(&number) {
        let in_range = literal.base10_parse::<u16>().is_ok_and(|port| port != 0);
        if !in_range {
            let what = format!("{literal} is no port of a container");
            errors.push(&number, advice(what, "ports are 1 to 65535", "write a number in that range"));
            return None;
        }
    }
    Kind::Number.read("port", number.clone(), errors)?;
    Some(number)
}
