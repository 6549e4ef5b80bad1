//! Values as they are written in stacks: quantities, secrets, roles, values of the API.

use super::code::{Chain, Expr, Literal, call, string, tuple};

/// Returns a value of the API as a literal.
pub(super) fn api(value: &dyn erased_serde::Serialize) -> Expr {
    Literal::of(value).into_expr()
}

/// Returns a span of time, checked by the compiler.
pub(super) fn seconds(seconds: i32) -> Expr {
    match seconds {
        ..1 => call("Seconds::new", [Expr::plain(seconds)]),
        _ if seconds % 3600 == 0 => Expr::Plain(format!("seconds!({}h)", seconds / 3600)),
        _ if seconds % 60 == 0 => Expr::Plain(format!("seconds!({}m)", seconds / 60)),
        _ => Expr::Plain(format!("seconds!({seconds}s)")),
    }
}

pub(super) fn minutes(minutes: i32) -> Expr {
    call("Minutes::new", [Expr::plain(minutes)])
}

pub(super) fn percent(percent: i32) -> Expr {
    call("Percent::new", [Expr::plain(percent)])
}

pub(super) fn gib(gib: i32) -> Expr {
    call("Gib::new", [Expr::plain(gib)])
}

pub(super) fn cpu(units: i32) -> Expr {
    if units > 0 && units % 1024 == 0 {
        call("CpuUnits::vcpu", [Expr::plain(units / 1024)])
    } else {
        call("CpuUnits::new", [Expr::plain(units)])
    }
}

pub(super) fn mib(mib: i32) -> Expr {
    if mib > 0 && mib % 1024 == 0 {
        call("Mib::gb", [Expr::plain(mib / 1024)])
    } else {
        call("Mib::new", [Expr::plain(mib)])
    }
}

/// Returns pairs of texts, as the builders take options.
pub(super) fn pairs<'t>(pairs: impl IntoIterator<Item = (&'t str, &'t str)>) -> Expr {
    let pairs: Vec<Expr> =
        pairs.into_iter().map(|(key, value)| tuple([string(key), string(value)])).collect();
    // The type of an empty array's elements could not be told.
    if pairs.is_empty() { Expr::plain("Vec::<(String, String)>::new()") } else { Expr::Array(pairs) }
}

/// Returns the reference to a secret: by its store, with the parts that follow an ARN.
pub(super) fn secret(value_from: &str) -> Expr {
    let parts: Vec<&str> = value_from.split(':').collect();
    let is_secret = parts.first() == Some(&"arn") && parts.get(2) == Some(&"secretsmanager");
    if !is_secret {
        return call("Secret::ssm_parameter", [string(value_from)]);
    }
    let whole = || call("Secret::secrets_manager", [string(value_from)]);
    let [arn @ .., key, stage, id] = parts.as_slice() else { return whole() };
    if arn.len() != 7 || [key, stage, id].iter().all(|part| part.is_empty()) {
        return whole();
    }
    let mut chain = Chain::new(call("Secret::secrets_manager", [string(arn.join(":"))]));
    for (method, part) in [("json_key", key), ("version_stage", stage), ("version_id", id)] {
        if !part.is_empty() {
            chain.call(method, [string(part)]);
        }
    }
    chain.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::code::{Statement, statement};

    fn text(expr: Expr) -> String {
        let laid_out = statement(&Statement { is_tail: true, ..Statement::new(None, expr) });
        laid_out.lines().map(str::trim).collect()
    }

    #[test]
    fn a_secret_is_taken_apart_only_where_it_is_put_together_again_to_the_same() {
        const ARN: &str = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:db-AbCdEf";
        let secret = |end: &str| text(secret(&format!("{ARN}{end}")));
        assert_eq!(secret(""), format!("Secret::secrets_manager({ARN:?})"));
        assert_eq!(secret(":user::"), format!("Secret::secrets_manager({ARN:?}).json_key(\"user\")"));
        for odd in [":user", ":::", ":a:b", ":a:b:c:d"] {
            assert_eq!(secret(odd), format!("Secret::secrets_manager({:?})", format!("{ARN}{odd}")));
        }
        assert_eq!(text(super::secret("/db/password")), "Secret::ssm_parameter(\"/db/password\")");
    }

    #[test]
    fn quantities_are_written_in_the_unit_that_fits() {
        for (expr, written) in [
            (seconds(90), "seconds!(90s)"),
            (seconds(120), "seconds!(2m)"),
            (seconds(7200), "seconds!(2h)"),
            (seconds(0), "Seconds::new(0)"),
            (cpu(512), "CpuUnits::new(512)"),
            (cpu(2048), "CpuUnits::vcpu(2)"),
            (mib(3072), "Mib::gb(3)"),
            (mib(-1), "Mib::new(-1)"),
        ] {
            assert_eq!(text(expr), written);
        }
    }
}
