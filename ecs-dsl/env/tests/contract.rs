//! A contract from both of its sides: how an application loads it and how a stack fills it.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

use ecs_dsl_env::{
    BindingValue, ContainerEnv, EnvBinding, EnvBindings, EnvErrors, EnvValue, Presence, Problem, Secret,
    SecretRef, Url,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, EnvValue)]
enum LogLevel {
    Info,
    Debug,
    #[env(name = "very_loud")]
    ReadEverything,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, EnvValue)]
enum Mode {
    ReadOnly,
    ReadWrite,
}

/// A type with `FromStr` alone.
#[derive(Debug, PartialEq)]
struct Version(u32, u32);

impl std::str::FromStr for Version {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (major, minor) = text.split_once('.').ok_or("no dot in it")?;
        let number = |part: &str| part.parse().map_err(|_| "a part that is no number".to_owned());
        Ok(Self(number(major)?, number(minor)?))
    }
}

impl std::fmt::Display for Version {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}.{}", self.0, self.1)
    }
}

/// Everything that a field can be.
#[derive(Debug, ContainerEnv)]
#[env(prefix = "APP_")]
struct Full {
    /// How much is logged,
    /// on standard output.
    ///
    /// More of it.
    #[env(default = LogLevel::Info)]
    log_level: LogLevel,
    mode: Mode,
    database_url: Url,
    database_password: Secret<String>,
    signing_key: Option<Secret<u64>>,
    #[env(name = "PORT", default = 8080)]
    port: u16,
    #[env(default = "30s")]
    timeout: Duration,
    origins: Vec<Url>,
    #[env(separator = ' ')]
    ratios: Option<Vec<f64>>,
    #[env(from_str)]
    version: Version,
    #[env(from_str, separator = ';', default = "1.0;1.1")]
    versions: Vec<Version>,
    #[env(from_str)]
    key_pair: Option<Secret<Version>>,
    listen: Option<SocketAddr>,
    r#type: Option<String>,
}

fn load<E: ContainerEnv>(pairs: &[(&str, &str)]) -> Result<E, EnvErrors> {
    let map: BTreeMap<&str, &str> = pairs.iter().copied().collect();
    E::from_lookup(|name| map.get(name).map(|value| (*value).to_owned()))
}

const LEAST: &[(&str, &str)] = &[
    ("APP_MODE", "Read-Only"),
    ("APP_DATABASE_URL", "postgres://db/orders"),
    ("APP_DATABASE_PASSWORD", "hunter2"),
    ("APP_ORIGINS", "https://a.example, https://b.example"),
    ("APP_VERSION", "1.2"),
];

#[test]
fn the_least_environment_takes_defaults_and_nones() {
    let env: Full = load(LEAST).unwrap();
    assert_eq!(env.log_level, LogLevel::Info);
    assert_eq!(env.mode, Mode::ReadOnly);
    assert_eq!(env.database_url.host(), "db");
    assert_eq!(env.database_password.expose(), "hunter2");
    assert!(
        env.signing_key.is_none() && env.ratios.is_none() && env.listen.is_none() && env.r#type.is_none()
    );
    assert!(env.key_pair.is_none());
    assert_eq!((env.port, env.timeout), (8080, Duration::from_secs(30)));
    assert_eq!(env.origins.iter().map(Url::host).collect::<Vec<_>>(), ["a.example", "b.example"]);
    assert_eq!((env.version, env.versions), (Version(1, 2), vec![Version(1, 0), Version(1, 1)]));
}

#[test]
fn what_is_set_wins_over_defaults() {
    let mut pairs = LEAST.to_vec();
    pairs.extend([
        ("APP_LOG_LEVEL", "VERY_LOUD"),
        ("PORT", "1"),
        ("APP_TIMEOUT", "1m"),
        ("APP_RATIOS", "0.5 1"),
        ("APP_VERSIONS", ""),
        ("APP_SIGNING_KEY", "7"),
        ("APP_LISTEN", "0.0.0.0:80"),
        ("APP_TYPE", "x"),
    ]);
    let env: Full = load(&pairs).unwrap();
    assert_eq!(env.log_level, LogLevel::ReadEverything);
    assert_eq!((env.port, env.timeout), (1, Duration::from_secs(60)));
    assert_eq!(env.ratios, Some(vec![0.5, 1.0]));
    assert_eq!(env.versions, []);
    assert_eq!(env.signing_key.map(Secret::into_exposed), Some(7));
    assert_eq!(env.r#type.as_deref(), Some("x"));
}

#[test]
fn empty_is_none_for_an_option_alone() {
    let mut pairs = LEAST.to_vec();
    pairs.extend([("APP_TYPE", ""), ("APP_SIGNING_KEY", ""), ("PORT", "")]);
    let errors = load::<Full>(&pairs).unwrap_err();
    assert_eq!(errors.iter().map(|error| error.name()).collect::<Vec<_>>(), ["PORT"]);
}

#[test]
fn every_problem_is_told_at_once_and_no_secret_is_shown() {
    let errors = load::<Full>(&[
        ("APP_LOG_LEVEL", "loud"),
        ("APP_DATABASE_URL", "postgres://app:hunter2@:5432/orders"),
        ("APP_SIGNING_KEY", "hunter3"),
        ("PORT", " 80"),
        ("APP_TIMEOUT", "30"),
        ("APP_ORIGINS", "https://a.example,b.example"),
        ("APP_VERSION", "1"),
        ("APP_KEY_PAIR", "hunter4"),
    ])
    .unwrap_err();
    let told = "\
10 environment variables cannot be used:
  APP_LOG_LEVEL is `loud`; expected `info`, `debug` or `very_loud`
  APP_MODE is not set; expected `read-only` or `read-write`
  APP_DATABASE_URL is `postgres://app:***@:5432/orders`, without a host; expected a URL such as `https://host/path`
  APP_DATABASE_PASSWORD is not set; expected text (a secret)
  APP_SIGNING_KEY has a value that does not fit (a secret, so it is not shown); expected a whole number from 0 to 18446744073709551615 (a secret)
  PORT is ` 80`, with white space around it; expected a whole number from 0 to 65535
  APP_TIMEOUT is `30`, a number without a unit; expected a span of time such as `30s`, `5m` or `1h30m`
  APP_ORIGINS is `https://a.example,b.example`, of which item 2 does not fit, without a scheme such as `https://`; expected a list with `,` between its items, each a URL such as `https://host/path`
  APP_VERSION is `1`, which is refused: no dot in it; expected a value of type `Version`
  APP_KEY_PAIR has a value that does not fit (a secret, so it is not shown); expected a value of type `Version` (a secret)";
    assert_eq!(errors.to_string(), told);
    assert_eq!(format!("{errors:?}"), told);
    assert!(!told.contains("hunter"));
    assert_eq!(errors.iter().nth(1).unwrap().problem(), &Problem::NotSet);
}

#[test]
fn a_long_or_broken_value_stays_on_one_line() {
    let mut pairs = LEAST.to_vec();
    let long = "9".repeat(500);
    pairs.extend([("PORT", long.as_str()), ("APP_LISTEN", "a\nb")]);
    let text = load::<Full>(&pairs).unwrap_err().to_string();
    assert!(text.contains(&format!("PORT is `{}…`;", "9".repeat(80))), "{text}");
    assert!(text.contains("APP_LISTEN is `a\\nb`;"), "{text}");
}

#[test]
fn a_default_that_does_not_fit_is_told_as_the_contract_s_mistake() {
    #[derive(Debug, ContainerEnv)]
    struct Bad {
        #[env(default = "nowhere")]
        #[allow(dead_code)]
        listen: SocketAddr,
    }
    let errors = load::<Bad>(&[]).unwrap_err();
    assert_eq!(
        errors.to_string(),
        "1 environment variable cannot be used:\n  LISTEN is not set, and its default `nowhere` does not fit; \
         expected an address and port such as `0.0.0.0:8080` or `[::1]:8080`"
    );
}

#[test]
fn the_contract_describes_itself() {
    let variables = Full::VARIABLES;
    assert_eq!(variables.len(), 14);
    let [first, ..] = variables else { panic!("a variable") };
    assert_eq!((first.name, first.secret), ("APP_LOG_LEVEL", false));
    assert_eq!(first.doc, "How much is logged, on standard output.");
    assert_eq!(first.presence, Presence::Defaulted("LogLevel::Info"));
    assert_eq!(
        variables.iter().find(|variable| variable.name == "APP_TYPE").map(|v| v.presence),
        Some(Presence::Optional)
    );
    assert!(variables.iter().filter(|variable| variable.secret).count() == 3);
}

fn plain(binding: &EnvBinding) -> (&str, &str) {
    match &binding.value {
        BindingValue::Plain(text) => (binding.name, text),
        BindingValue::Secret(reference) => (binding.name, reference.value_from()),
    }
}

#[test]
fn a_stack_fills_the_contract_in_its_order() {
    let key = SecretRef::new("/prod/key");
    let bindings = Full::values()
        .version(Version(1, 2))
        .origins(["https://a.example", "https://b.example"])
        .database_password(SecretRef::new("arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf"))
        .database_url("postgres://db/orders")
        .mode(Mode::ReadOnly)
        .signing_key(&key)
        .timeout(Duration::from_secs(90))
        .port(80)
        .ratios([0.5, 1.0])
        .versions([Version(2, 0)])
        .into_bindings();
    assert_eq!(
        bindings.iter().map(plain).collect::<Vec<_>>(),
        [
            ("APP_MODE", "read-only"),
            ("APP_DATABASE_URL", "postgres://db/orders"),
            ("APP_DATABASE_PASSWORD", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf"),
            ("APP_SIGNING_KEY", "/prod/key"),
            ("PORT", "80"),
            ("APP_TIMEOUT", "1m30s"),
            ("APP_ORIGINS", "https://a.example,https://b.example"),
            ("APP_RATIOS", "0.5 1"),
            ("APP_VERSION", "1.2"),
            ("APP_VERSIONS", "2.0"),
        ]
    );
    assert!(bindings.iter().all(|binding| binding.problem.is_none()));
}

#[test]
fn what_a_stack_gives_loads_in_the_application() {
    let bindings = Full::values()
        .mode(Mode::ReadWrite)
        .database_url(Url::parse("postgres://db/orders").unwrap())
        .database_password(SecretRef::new("db"))
        .origins([Url::parse("https://a.example").unwrap()])
        .version("3.4")
        .into_bindings();
    let secret = |text: &str| format!("the value of {text}");
    let given: BTreeMap<&str, String> = bindings
        .iter()
        .map(|binding| match &binding.value {
            BindingValue::Plain(text) => (binding.name, text.clone()),
            BindingValue::Secret(reference) => (binding.name, secret(reference.value_from())),
        })
        .collect();
    let env = Full::from_lookup(|name| given.get(name).cloned()).unwrap();
    assert_eq!(env.mode, Mode::ReadWrite);
    assert_eq!(env.database_password.expose(), "the value of db");
    assert_eq!(env.version, Version(3, 4));
}

#[test]
fn a_text_that_does_not_fit_is_told_with_its_line() {
    let values = Full::values().mode("read-write").database_password(SecretRef::new("db"));
    let values = values.database_url("db/orders");
    let line = line!() - 1;
    let values = values.origins(["https://a.example,x"]).version("1").port("0x50");
    let bindings = values.into_bindings();
    let problem = |name: &str| {
        let binding = bindings.iter().find(|binding| binding.name == name).unwrap();
        (binding.place.line(), binding.problem.clone().unwrap_or_default())
    };
    let told = |line, text: &str| (line, text.to_owned());
    assert_eq!(
        problem("APP_DATABASE_URL"),
        told(
            line,
            "`db/orders`, without a scheme such as `https://`; expected a URL such as `https://host/path`"
        )
    );
    assert_eq!(
        problem("APP_ORIGINS"),
        told(
            line + 2,
            "a list whose item `https://a.example,x` holds the separator `,`, so it would be read as several"
        )
    );
    let version = "`1`, which is refused: no dot in it; expected a value of type `Version`";
    assert_eq!(problem("APP_VERSION"), told(line + 2, version));
    assert_eq!(problem("PORT"), told(line + 2, "`0x50`; expected a whole number from 0 to 65535"));
    assert_eq!(problem("APP_MODE").1, "");
}

#[test]
fn what_only_aws_knows_is_not_judged() {
    let bindings = Full::values()
        .mode("${aws.account}")
        .database_url(&format!("postgres://{}/orders", "${service/db.dns}"))
        .database_password(SecretRef::new("db"))
        .origins(["${service/web.url}"])
        .version("${x}")
        .into_bindings();
    assert!(bindings.iter().all(|binding| binding.problem.is_none()), "{bindings:?}");
}

#[test]
fn a_contract_without_required_variables_is_complete_from_the_start() {
    #[derive(ContainerEnv)]
    #[allow(dead_code)]
    struct Easy {
        name: Option<String>,
    }
    assert_eq!(Easy::values().into_bindings(), []);
    #[derive(ContainerEnv)]
    struct Nothing {}
    assert!(Nothing::VARIABLES.is_empty() && load::<Nothing>(&[]).is_ok());
}

mod elsewhere {
    //! A contract in a module, public, beside a type of the name that a type parameter could have.

    #[derive(Debug, PartialEq, ecs_dsl_env::EnvValue)]
    pub(crate) enum Region {
        Here,
    }

    #[derive(ecs_dsl_env::ContainerEnv)]
    #[env(crate = ::ecs_dsl_env)]
    pub(crate) struct RegionEnv {
        pub(crate) region: Region,
        pub(crate) region_state: std::option::Option<std::vec::Vec<std::string::String>>,
    }
}

#[test]
fn contracts_work_in_any_module() {
    let values = elsewhere::RegionEnv::values().region(elsewhere::Region::Here).region_state(["a"]);
    assert_eq!(values.into_bindings().len(), 2);
    let env: elsewhere::RegionEnv = load(&[("REGION", "here")]).unwrap();
    assert_eq!((env.region, env.region_state), (elsewhere::Region::Here, None));
}
