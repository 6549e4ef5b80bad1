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
}

#[cfg(feature = "deploy")]
impl Access {
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
    fn times_have_units() {
        for (text, seconds) in [("90", 90), ("90s", 90), ("20m", 1200), ("2h", 7200)] {
            assert_eq!(time(text), Ok(Duration::from_secs(seconds)), "{text}");
        }
        for text in ["", "0", "m", "5d", "-5m", "99999999999999999999s", "18446744073709551615h"] {
            assert!(time(text).is_err(), "{text}");
        }
    }
}
