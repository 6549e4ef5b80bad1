//! What ARNs say of where something is.

/// Where a stack goes, as the ARNs of its resources say it.
#[derive(Debug, Clone, Copy)]
pub struct Home<'a> {
    /// The Region.
    pub region: &'a str,
    /// The account's digits, or what stands for them.
    pub account: &'a str,
}

impl Home<'_> {
    /// Returns the ARN of something of the account in the Region.
    pub fn regional(&self, service: &str, resource: &str) -> String {
        let Self { region, account } = self;
        format!("arn:{}:{service}:{region}:{account}:{resource}", self.partition())
    }

    /// Returns the ARN of something of the account that is in no Region.
    pub fn global(&self, service: &str, resource: &str) -> String {
        format!("arn:{}:{service}::{}:{resource}", self.partition(), self.account)
    }

    fn partition(&self) -> &'static str {
        ecs_dsl_facts::region::partition(self.region)
    }
}
