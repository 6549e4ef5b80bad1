//! Derive macros and checked literals of ecs-dsl.
//!
//! Use them through `ecs-dsl`, which documents each, or through `ecs-dsl-env` for an application's
//! environment; the names here are an agreement between those crates and this one.

mod container_env;
#[cfg(test)]
mod coverage;
mod env_value;
mod literal;

mod stack;
mod support;
mod task_def;

use proc_macro::TokenStream;

/// Checks an ARN; see `ecs_dsl::arn!`.
#[proc_macro]
pub fn arn(input: TokenStream) -> TokenStream {
    literal::text::arn(input.into()).into()
}

/// Checks an ARN with wildcards; see `ecs_dsl::arn_pattern!`.
#[proc_macro]
pub fn arn_pattern(input: TokenStream) -> TokenStream {
    literal::text::arn_pattern(input.into()).into()
}

/// Checks an image reference; see `ecs_dsl::image!`.
#[proc_macro]
pub fn image(input: TokenStream) -> TokenStream {
    literal::text::image(input.into()).into()
}

/// Checks a schedule expression; see `ecs_dsl::schedule!`.
#[proc_macro]
pub fn schedule(input: TokenStream) -> TokenStream {
    literal::text::schedule(input.into()).into()
}

/// Checks a span of whole seconds; see `ecs_dsl::seconds!`.
#[proc_macro]
pub fn seconds(input: TokenStream) -> TokenStream {
    literal::text::seconds(input.into()).into()
}

/// Checks a span of time; see `ecs_dsl::duration!`.
#[proc_macro]
pub fn duration(input: TokenStream) -> TokenStream {
    literal::text::duration(input.into()).into()
}

/// Checks a Fargate size; see `ecs_dsl::fargate!`.
#[proc_macro]
pub fn fargate(input: TokenStream) -> TokenStream {
    literal::fargate::size(input.into()).into()
}

/// Checks a name; see `ecs_dsl::name!`.
#[proc_macro]
pub fn name(input: TokenStream) -> TokenStream {
    literal::name::name(input.into()).into()
}

/// Checks an IAM action; see `ecs_dsl::iam_action!`.
#[proc_macro]
pub fn iam_action(input: TokenStream) -> TokenStream {
    literal::action::one(input.into()).into()
}

/// Checks IAM actions; see `ecs_dsl::actions!`.
#[proc_macro]
pub fn actions(input: TokenStream) -> TokenStream {
    literal::action::several(input.into()).into()
}

/// Makes a struct the contract of a container's environment.
///
/// Each field is a variable, named for the field in capitals. The field's type says what it takes:
///
/// | type | in the application | in the stack |
/// |---|---|---|
/// | `T` | required | a plain value, required |
/// | `Option<T>` | `None` when not set or empty | a plain value, may be left out |
/// | `Secret<T>` | required, never printed | a reference to a secret, required |
/// | `Option<Secret<T>>` | `None` when not set or empty | a reference to a secret, may be left out |
/// | `Vec<T>` in place of `T` | items with a `,` between them | an array or iterator of values |
///
/// `T` is any `EnvValue`: numbers, `bool`, `String`, `Duration`, `Url`, addresses, and enums that derive it.
///
/// The struct gets `from_env()` and `from_lookup(…)` for the application, which tell every problem at
/// once, and `values()` for the stack, with a method for each variable.
///
/// # On a field
///
/// - `#[env(name = "PORT")]`: the variable's name, where it is not the field's.
/// - `#[env(default = 8080)]`: a value for when the variable is not set. A string literal is read as the
///   variable's text would be, so `default = "30s"` suits a `Duration`; anything else is an expression of
///   the field's type.
/// - `#[env(separator = ';')]`: what stands between the items of a `Vec`, `,` if nothing is said.
/// - `#[env(from_str)]`: the type has `FromStr` and `Display` in place of `EnvValue`.
///
/// # On the struct
///
/// - `#[env(prefix = "APP_")]`: stands before the name of each variable that has no `name` of its own.
/// - `#[env(crate = ::path)]`: where the library is found, when neither `ecs-dsl-env` nor `ecs-dsl` is a
///   direct dependency.
///
/// ```
/// use std::net::IpAddr;
/// use std::time::Duration;
///
/// use ecs_dsl_env::{ContainerEnv, EnvBindings, Secret, SecretRef, Url};
///
/// #[derive(ContainerEnv)]
/// #[env(prefix = "SHOP_")]
/// struct ShopEnv {
///     /// Where orders are kept.
///     database_url: Url,
///     database_password: Secret<String>,
///     #[env(name = "PORT", default = 8080)]
///     port: u16,
///     #[env(default = "30s")]
///     timeout: Duration,
///     #[env(separator = ' ')]
///     origins: Option<Vec<Url>>,
///     #[env(from_str)]
///     proxy: Option<IpAddr>,
/// }
///
/// // In the application, with `from_env()` where this has a lookup of its own:
/// let env = ShopEnv::from_lookup(|name| match name {
///     "SHOP_DATABASE_URL" => Some("postgres://db/shop".to_owned()),
///     "SHOP_DATABASE_PASSWORD" => Some("correct horse".to_owned()),
///     "SHOP_ORIGINS" => Some("https://a.example https://b.example".to_owned()),
///     _ => None,
/// })?;
/// assert_eq!((env.port, env.timeout), (8080, Duration::from_secs(30)));
/// assert_eq!(env.origins.map(|origins| origins.len()), Some(2));
///
/// // In the stack:
/// let values = ShopEnv::values()
///     .database_url("postgres://db/shop")
///     .database_password(SecretRef::new("/shop/database-password"))
///     .port(80);
/// assert_eq!(values.into_bindings().len(), 3);
/// # Ok::<(), ecs_dsl_env::EnvErrors>(())
/// ```
#[proc_macro_derive(ContainerEnv, attributes(env))]
pub fn container_env(input: TokenStream) -> TokenStream {
    container_env::derive(input.into()).into()
}

/// Makes an enum without fields a value of an environment variable.
///
/// A variant is written in lower case with `-` between its words (`ReadOnly` is `read-only`), and read
/// without regard to case. `#[env(name = "…")]` on a variant gives it another text, and
/// `#[env(crate = ::path)]` on the enum says where the library is found.
///
/// ```
/// use ecs_dsl_env::EnvValue;
///
/// #[derive(Debug, PartialEq, EnvValue)]
/// enum Mode {
///     ReadOnly,
///     #[env(name = "rw")]
///     ReadWrite,
/// }
///
/// assert_eq!(Mode::parse("Read-Only"), Ok(Mode::ReadOnly));
/// assert_eq!(Mode::ReadWrite.to_text(), "rw");
/// assert_eq!(Mode::expected(), "`read-only` or `rw`");
/// ```
#[proc_macro_derive(EnvValue, attributes(env))]
pub fn env_value(input: TokenStream) -> TokenStream {
    env_value::derive(input.into()).into()
}

#[allow(missing_docs, reason = "ecs-dsl documents it where its examples compile")]
#[proc_macro_derive(TaskDef, attributes(task_def, container))]
pub fn task_def(input: TokenStream) -> TokenStream {
    task_def::derive(input.into()).into()
}

#[allow(missing_docs, reason = "ecs-dsl documents it where its examples compile")]
#[proc_macro_derive(
    Stack,
    attributes(
        stack,
        cluster,
        log_group,
        role,
        capacity_provider,
        task_def,
        service,
        run_task,
        resource,
        value
    )
)]
pub fn stack(input: TokenStream) -> TokenStream {
    stack::derive(input.into()).into()
}
