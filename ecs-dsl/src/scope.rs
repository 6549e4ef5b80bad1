//! What a stack knows of where it goes: partition, region, account, and the ARNs that follow.

/// The token that stands for an account that is not known before the deploy.
pub const ACCOUNT_TOKEN: &str = "${aws.account}";

/// Where one stack goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    stack: String,
    stage: String,
    region: String,
    account: Option<String>,
}

impl Scope {
    pub(crate) fn new(stack: &str, stage: &str, region: &str, account: Option<&str>) -> Self {
        Self {
            stack: stack.to_owned(),
            stage: stage.to_owned(),
            region: region.to_owned(),
            account: account.map(str::to_owned),
        }
    }

    /// Returns the stack's name.
    pub fn stack(&self) -> &str {
        &self.stack
    }

    /// Returns the stage that the stack is for, such as `dev`.
    pub fn stage(&self) -> &str {
        &self.stage
    }

    /// Returns the region, such as `eu-central-1`.
    pub fn region(&self) -> &str {
        &self.region
    }

    /// Returns the account, or the token that stands for it.
    pub fn account(&self) -> &str {
        self.account.as_deref().unwrap_or(ACCOUNT_TOKEN)
    }

    /// Returns the account if it is known.
    pub fn known_account(&self) -> Option<&str> {
        self.account.as_deref()
    }

    /// Returns the partition that the region belongs to, `aws` for most.
    pub fn partition(&self) -> &'static str {
        ecs_dsl_facts::region::partition(&self.region)
    }

    /// Returns the ARN of a resource of a regional service in this account.
    pub fn arn(&self, service: &str, resource: &str) -> String {
        format!("arn:{}:{service}:{}:{}:{resource}", self.partition(), self.region, self.account())
    }

    /// Returns the ARN of an IAM resource, which has no region.
    pub fn iam_arn(&self, resource: &str) -> String {
        format!("arn:{}:iam::{}:{resource}", self.partition(), self.account())
    }

    /// Returns the ARN of a policy that AWS itself maintains.
    pub fn aws_policy(&self, name: &str) -> String {
        format!("arn:{}:iam::aws:policy/{name}", self.partition())
    }

    /// Returns the path under which the stack's roles live.
    pub fn role_path(&self) -> String {
        format!("/ecs-dsl/{}/", self.stack)
    }
}
