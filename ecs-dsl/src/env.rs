//! What one program is told about where its stacks go: stage, region, account.

/// The stage, region and account that a run of the program is for.
///
/// They come from the flags `--stage`, `--region` and `--account` alone: neither environment
/// variables nor profiles are read, so that `synth` prints the same bytes on every machine.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Env {
    stage: Option<String>,
    region: Option<String>,
    account: Option<String>,
}

impl Env {
    /// The stage of a run that names none.
    pub const DEFAULT_STAGE: &'static str = "dev";

    /// Makes an environment that states nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns the stage: `--stage`, or `dev`.
    pub fn stage(&self) -> &str {
        self.stage.as_deref().unwrap_or(Self::DEFAULT_STAGE)
    }

    /// Returns whether the run is for this stage.
    pub fn is(&self, stage: &str) -> bool {
        self.stage() == stage
    }

    /// Returns the region of `--region`, if it was given.
    pub fn region(&self) -> Option<&str> {
        self.region.as_deref()
    }

    /// Returns the account of `--account`, if it was given: 12 digits.
    pub fn account(&self) -> Option<&str> {
        self.account.as_deref()
    }

    /// Returns the same environment for another stage.
    #[must_use]
    pub fn with_stage(mut self, stage: impl Into<String>) -> Self {
        self.stage = Some(stage.into());
        self
    }

    /// Returns the same environment for another region, such as `eu-central-1`.
    #[must_use]
    pub fn with_region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Returns the same environment for another account, 12 digits.
    #[must_use]
    pub fn with_account(mut self, account: impl Into<String>) -> Self {
        self.account = Some(account.into());
        self
    }
}
