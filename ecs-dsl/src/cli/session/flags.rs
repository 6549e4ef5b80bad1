//! The flags that the verbs which need AWS share.

use std::time::Duration;

/// How AWS, or what stands in for it, is reached.
#[derive(Debug, Clone, Default, clap::Args)]
pub(in super::super) struct Access {
    /// Profile of the shared AWS configuration [default: AWS_PROFILE, or the default one]
    #[arg(long, value_name = "NAME")]
    pub(super) profile: Option<String>,
    /// Use a simulated AWS, kept below .ecs-dsl/local, instead of an account
    #[arg(long)]
    pub(super) local: bool,
    /// Calls a second that AWS allows where a quota was raised, and how many at once, such as service-write=10:100
    #[arg(long = "api-rate", value_name = "CALLS=RATE[:BURST]", value_delimiter = ',', value_parser = api_rate)]
    pub(super) api_rates: Vec<ApiRate>,
}

/// A rate of calls that is not AWS's default.
#[derive(Debug, Clone, PartialEq)]
pub(in super::super) struct ApiRate {
    /// One of [`CALLS`].
    pub(super) calls: &'static str,
    pub(super) per_second: f64,
    /// How many at once; AWS's default where it is not said.
    pub(super) burst: Option<f64>,
}

/// The groups of calls that AWS counts together.
pub(super) const CALLS: &[&str] = &[
    "task-definition-write",
    "task-definition-read",
    "service-write",
    "service-read",
    "cluster-write",
    "cluster-read",
    "run-task",
    "iam-write",
    "iam-read",
    "logs-write",
    "logs-read",
    "sts",
    "tagging",
];

/// Reads `service-write=10` or `service-write=10:100`.
fn api_rate(text: &str) -> Result<ApiRate, String> {
    let (calls, rate) = text.split_once('=').unwrap_or((text, ""));
    let Some(calls) = CALLS.iter().copied().find(|known| *known == calls) else {
        return Err(match ecs_dsl_facts::nearest(calls, CALLS.iter().copied()) {
            Some(near) => format!("no calls are named `{calls}`; did you mean `{near}`?"),
            None => format!("no calls are named `{calls}`; there are {}", CALLS.join(", ")),
        });
    };
    let number = |text: &str| text.parse::<f64>().ok().filter(|number| number.is_finite());
    let (rate, burst) = match rate.split_once(':') {
        Some((rate, burst)) => (number(rate), Some(number(burst))),
        None => (number(rate), None),
    };
    match (rate, burst) {
        // A slower rate than a call in two minutes would look as if nothing went on.
        (Some(rate), None) if rate >= 0.01 => Ok(ApiRate { calls, per_second: rate, burst: None }),
        (Some(rate), Some(Some(burst))) if rate >= 0.01 && burst >= 1.0 => {
            Ok(ApiRate { calls, per_second: rate, burst: Some(burst) })
        }
        _ => Err("a rate is calls a second, and a burst how many at once, such as 10 or 10:100".to_owned()),
    }
}

#[cfg(feature = "deploy")]
impl Access {
    /// Returns the rates to keep to; nothing where they are the default ones.
    pub(super) fn rates(&self) -> Option<crate::aws::RateLimits> {
        use crate::aws::{RateClass, RateLimits};
        let published = RateLimits::published();
        let with = |limits: RateLimits, one: &ApiRate| match RateClass::named(one.calls) {
            Some(class) => {
                let burst = one.burst.or_else(|| published.rate(class).map(|rate| rate.burst));
                limits.with(class, burst.unwrap_or(one.per_second), one.per_second)
            }
            None => limits,
        };
        (!self.api_rates.is_empty()).then(|| self.api_rates.iter().fold(published.clone(), with))
    }

    /// Returns the profile that the user named.
    pub(in super::super) fn profile(&self) -> Option<&str> {
        self.profile.as_deref()
    }
}

/// What is agreed to without being asked.
#[derive(Debug, Clone, Default, clap::Args)]
pub(in super::super) struct Agreement {
    /// Do what the plan says without asking
    #[arg(long, short)]
    pub(super) yes: bool,
    /// Agree to what is risky, each by its name
    #[arg(long, value_name = "WHAT", value_enum, value_delimiter = ',')]
    pub(super) allow: Vec<Risk>,
    /// Go on although somebody else is said to deploy the stack: that run is known to be dead
    #[arg(long)]
    pub(super) take_over: bool,
}

/// Something that has to be agreed to by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(in super::super) enum Risk {
    /// Roles may do more, or more may assume them
    BroadensIam,
    /// Something can be reached from the internet
    OpensToPublic,
    /// Something gives way to another of its name
    Replaces,
    /// Something is deleted
    Deletes,
    /// Something that belongs to no stack comes under one
    Adopts,
}

/// How long deployments are waited for.
#[derive(Debug, Clone, Default, clap::Args)]
pub(in super::super) struct Patience {
    /// Do not wait for deployments to end
    #[arg(long)]
    pub(in super::super) no_wait: bool,
    /// How long one service's deployment may take, such as 20m [default: from the service's own settings]
    #[arg(long, value_name = "TIME", value_parser = time, conflicts_with = "no_wait")]
    pub(in super::super) timeout: Option<Duration>,
    /// Whether a stack is taken over from whoever deploys it; said beside what is agreed to.
    #[cfg(feature = "deploy")]
    #[arg(skip)]
    pub(super) take_over: bool,
}

/// What becomes of what a failed run changed.
#[derive(Debug, Clone, Default, clap::Args)]
pub(in super::super) struct OnFailure {
    /// Put back what the run changed in a stack that fails [default: where the stack's code asks for it]
    #[arg(long, conflicts_with_all = ["no_rollback", "no_wait"])]
    pub(super) rollback: bool,
    /// Leave a stack that fails as far as it came, also where its code asks for the opposite
    #[arg(long)]
    pub(super) no_rollback: bool,
}

#[cfg(feature = "deploy")]
impl OnFailure {
    /// Whether a stack is put back when it fails.
    pub(in super::super) fn rolls_back(&self, manifest: &crate::assembly::Manifest) -> bool {
        !self.no_rollback && (self.rollback || manifest.roll_back_on_failure.0)
    }
}

#[cfg(feature = "deploy")]
impl Patience {
    /// Takes over from whoever deploys a stack, if that was agreed to.
    pub(in super::super) fn with(self, agreement: &Agreement) -> Self {
        Self { take_over: agreement.take_over, ..self }
    }

    /// Returns how a plan is applied.
    pub(in super::super) fn options(&self) -> crate::apply::Options {
        crate::apply::Options {
            wait: !self.no_wait,
            timeout: self.timeout,
            take_over: self.take_over,
            ..Default::default()
        }
    }

    /// Says how long each deployment of a plan may take, a line a service.
    pub(in super::super) fn shown(
        &self,
        plan: &crate::plan::Plan,
        manifest: &crate::assembly::Manifest,
    ) -> Vec<String> {
        let deploying = plan.resources.iter().filter(|one| one.deploys);
        let deploying = deploying.filter_map(|one| Some((one, manifest.resources.get(&one.address)?)));
        deploying
            .map(|(one, resource)| {
                let limit = self.timeout.unwrap_or_else(|| crate::apply::patience(manifest, resource));
                match self.no_wait {
                    true => format!("  {}: its deployment is started and not waited for\n", one.address),
                    false => {
                        let limit = crate::apply::duration(limit);
                        format!("  {}: its deployment is followed for {limit} at most\n", one.address)
                    }
                }
            })
            .collect()
    }
}

/// Reads `90`, `90s`, `20m` or `2h`.
pub(in super::super) fn time(text: &str) -> Result<Duration, String> {
    let (digits, unit) = text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()));
    let seconds = match unit {
        "" | "s" => Some(1),
        "m" | "min" => Some(60),
        "h" => Some(3600),
        _ => None,
    };
    let number: Option<u64> = digits.parse().ok();
    let length = number.zip(seconds).and_then(|(number, seconds)| number.checked_mul(seconds));
    match length {
        Some(seconds) if seconds > 0 => Ok(Duration::from_secs(seconds)),
        _ => Err("a time is a number with s, m or h, such as 20m".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_of_calls_that_there_are_and_more_than_none() {
        let rate = |calls, per_second, burst| Ok(ApiRate { calls, per_second, burst });
        assert_eq!(api_rate("service-write=10"), rate("service-write", 10.0, None));
        assert_eq!(api_rate("iam-read=0.5:40"), rate("iam-read", 0.5, Some(40.0)));
        for text in [
            "service-write",
            "service-write=",
            "service-write=0",
            "sts=-1",
            "sts=NaN",
            "sts=inf",
            "sts=5:",
            "sts=5:0",
        ] {
            let told = api_rate(text).expect_err(text);
            assert!(told.starts_with("a rate is calls a second"), "{text}: {told}");
        }
        let near = api_rate("servce-write=10").expect_err("misspelt");
        assert_eq!(near, "no calls are named `servce-write`; did you mean `service-write`?");
    }

    #[test]
    #[cfg(feature = "deploy")]
    fn rates_that_are_said_take_the_place_of_the_default_ones() {
        use crate::aws::{Rate, RateClass, RateLimits};
        assert_eq!(Access::default().rates(), None);
        for name in CALLS {
            let class = RateClass::named(name);
            assert!(class.is_some_and(|class| RateLimits::published().rate(class).is_some()), "{name}");
        }
        let said = ["service-write=10", "sts=5:7"].map(|text| api_rate(text).expect("a rate"));
        let rates = Access { api_rates: said.into(), ..Access::default() }.rates().expect("some are said");
        let of = |class| rates.rate(class);
        assert_eq!(of(RateClass::ServiceWrite), Some(Rate { burst: 50.0, per_second: 10.0 }));
        assert_eq!(of(RateClass::Sts), Some(Rate { burst: 7.0, per_second: 5.0 }));
        assert_eq!(of(RateClass::IamRead), RateLimits::published().rate(RateClass::IamRead));
    }

    #[test]
    fn times_have_units() {
        for (text, seconds) in [("90", 90), ("90s", 90), ("20m", 1200), ("2h", 7200)] {
            assert_eq!(time(text), Ok(Duration::from_secs(seconds)), "{text}");
        }
        for text in ["", "0", "m", "5d", "-5m", "99999999999999999999s", "18446744073709551615h"] {
            assert!(time(text).is_err(), "{text}");
        }
    }
}
