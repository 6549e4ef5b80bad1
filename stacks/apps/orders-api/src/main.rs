//! The orders API: a small HTTP server that is told by its environment what to do.
//!
//! `orders-api --check` says what it was told, and ends; without it, requests are answered.

mod http;

use std::io::Write;
use std::net::TcpListener;
use std::process::ExitCode;

use ecs_dsl_env::{ContainerEnv, Url};
use orders_api::{LogLevel, OrdersEnv};

/// What `sysexits.h` has for a configuration that cannot be used.
const UNUSABLE_CONFIGURATION: u8 = 78;

fn main() -> ExitCode {
    let env = match OrdersEnv::from_env() {
        Ok(env) => env,
        Err(errors) => {
            say(&mut std::io::stderr(), &errors.to_string());
            return ExitCode::from(UNUSABLE_CONFIGURATION);
        }
    };
    if std::env::args().nth(1).as_deref() == Some("--check") {
        say(&mut std::io::stdout(), &summary(&env));
        return ExitCode::SUCCESS;
    }
    let served = TcpListener::bind(env.listen).and_then(|listener| {
        if env.log_level >= LogLevel::Info {
            say(&mut std::io::stdout(), &format!("listening on {}", listener.local_addr()?));
        }
        http::serve(&listener, &env)
    });
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&mut std::io::stderr(), &format!("cannot serve on {}: {error}", env.listen));
            ExitCode::FAILURE
        }
    }
}

/// Says what the application was told, and of secrets only whether there are any.
fn summary(env: &OrdersEnv) -> String {
    let origins: Vec<&str> = env.allowed_origins.iter().flatten().map(Url::as_str).collect();
    let payments = match &env.payment_key {
        Some(_) => "charged",
        None => "taken unpaid",
    };
    format!(
        "listen {}\nlog {:?}\ndatabase {} on {}\nuser and password of {} and {} characters\norders are {payments}\n\
         requests within {:?}\npages of {}\norigins {}",
        env.listen,
        env.log_level,
        env.database_url.path().trim_start_matches('/'),
        env.database_url.host(),
        env.database_user.expose().len(),
        env.database_password.expose().len(),
        env.request_timeout,
        env.page_size,
        origins.join(" "),
    )
}

/// Writes a line; a closed pipe is no reason to stop serving.
fn say(output: &mut dyn Write, line: &str) {
    let _ = writeln!(output, "{line}").and_then(|()| output.flush());
}
