//! What a kind of resource is to the rest of the library: the trait that each kind's `lifecycle.rs`
//! implements, and the words that it speaks in.
//!
//! A kind says *what* differs between it and others; `plan`, `live` and `apply` say *when* something is
//! done, and ask no resource which kind it is. The registry of all kinds is
//! [`resource::KINDS`](crate::resource::KINDS); it is not here, as nothing here knows any kind.
//!
//! It is a trait and not a struct of functions because most kinds are ordinary in most respects: what
//! every kind must say has no default, so that the compiler asks for it, and what only one or two have to
//! say has one, which is the ordinary answer.

mod change;
mod deployment;
mod difference;
mod home;
mod live;
mod mark;
mod name;
pub(crate) mod normal;
pub(crate) mod ownership;
mod request;
mod revisions;
mod settling;
mod tags;
mod target;
mod token;
mod verdict;

use std::fmt;

use serde_json::Value;

pub use change::MemberChange;
pub use deployment::{Deployment, Rollout, RolloutState};
pub use difference::Difference;
pub(crate) use difference::create_calls;
pub use home::Home;
pub use live::LiveResource;
pub use mark::Mark;
pub use name::{bare_name, same_name};
pub use normal::{Around, Evidence, Plain, Row, Rule};
pub(crate) use request::{as_manifest, request};
pub use revisions::Revisions;
pub use settling::{Settled, Settling};
pub(crate) use tags::tag_calls;
pub use tags::{Spelling, Subject, Tagging, tags_as_map};
pub use target::Target;
pub(crate) use token::is_open;
pub use token::{Known, open_tokens, resolve};
pub use verdict::{Action, Impact, PlannedCall, Verdict};

use crate::assembly::ManifestResource;

/// One kind of resource.
pub trait Kind: fmt::Debug + Sync {
    /// Returns its name in a manifest, such as `ecs:service`: the AWS service, and what it is there.
    fn kind(&self) -> &'static str;

    /// Returns the prefix of its addresses, such as `service`. ARNs have the same word for it.
    fn prefix(&self) -> &'static str;

    /// Returns the AWS service that its calls go to: `ecs`, `iam` or `logs`.
    fn service(&self) -> &'static str {
        self.kind().split(':').next().unwrap_or_default()
    }

    // As a document: the requests that make it, in one.

    /// Returns the members of the document that it is compared by; what else AWS tells of it, now or in
    /// later versions, is nothing that anybody asked for.
    fn members(&self) -> &'static [&'static str];

    /// Returns what AWS does to its members.
    fn normal(&self) -> &'static [Row];

    /// Gathers the create request and those after it into one document, tags as a map.
    fn whole(&self, resource: &ManifestResource) -> Value {
        tags_as_map(resource.request.clone())
    }

    /// Takes such a document apart again, into the create request and those after it, each with its
    /// operation: what `whole` gathers of them is the document, but for what AWS sets by itself.
    fn requests(&self, whole: &Value) -> Vec<(&'static str, Value)>;

    // What it is called.

    /// Returns the name by which AWS knows it.
    fn name(&self, whole: &Value) -> String;

    /// Returns the ARN that it will have, where that follows from its create request. Of what AWS numbers
    /// or names itself, such as a revision, there is none.
    fn arn(&self, _request: &Value, _home: &Home<'_>) -> Option<String> {
        None
    }

    /// Returns where the answers to the calls that make it tell its ARN, as a JSON pointer.
    fn told_arn(&self) -> &'static str {
        "/arn"
    }

    /// Returns what to ask AWS for to find it.
    fn target(&self, whole: &Value) -> Target {
        Target::named(self.name(whole))
    }

    /// Returns what to ask AWS for, by what follows the kind's word in an ARN: `main` of `cluster/main`.
    fn target_of_arn(&self, rest: &str) -> Option<Target> {
        Some(Target::named(rest))
    }

    /// Returns how its tags are set, if it has any.
    fn tagging(&self) -> Option<&'static Tagging>;

    // What becomes of it.

    /// Says what a difference means and which calls make it go away.
    fn decide(&self, difference: &Difference<'_>) -> Verdict;

    /// Returns the calls that delete it.
    fn delete(&self, live: &LiveResource) -> Vec<PlannedCall>;

    /// Says why AWS would refuse to delete it, where its description tells that.
    fn protected(&self, _live: &LiveResource) -> Option<String> {
        None
    }

    /// Returns the calls after which it would not: for what a failed run made itself and takes back.
    fn unprotect(&self, _live: &LiveResource) -> Vec<PlannedCall> {
        Vec::new()
    }

    /// Says why it cannot come under a stack as it is, by the members that differ.
    fn unadoptable(&self, _members: &[MemberChange]) -> Option<String> {
        None
    }

    /// Returns what a person must agree to beside replacing and deleting, before it becomes what is wanted.
    fn marks(&self, _wanted: &Value, _live: Option<&Value>) -> Vec<Mark> {
        Vec::new()
    }

    /// Returns what is noticed when it is deleted.
    fn impact_of_deletion(&self) -> Impact {
        Impact::None
    }

    /// Returns what is not as it was when it was deleted and is made again.
    fn lost(&self) -> &'static str {
        ""
    }

    /// Returns whether it holds data that nobody can make again. Destroying a stack leaves it there unless
    /// told otherwise, and where it goes the plan says what is [`lost`](Self::lost).
    fn holds_data(&self) -> bool {
        false
    }

    /// Returns whether it is started by hand or a pipeline, so that there is nothing of it in AWS.
    fn on_demand(&self) -> bool {
        false
    }

    /// Returns how it is rolled out, where a change starts a deployment that has to be followed.
    fn deployment(&self) -> Option<&'static Deployment> {
        None
    }

    /// Returns how its revisions are told apart, where a change makes a new one beside those there are.
    fn revisions(&self) -> Option<&'static Revisions> {
        None
    }

    /// Returns what AWS answers before it has come about, and has to be waited for.
    fn settling(&self) -> &'static [Settling] {
        &[]
    }

    // What it is to others, and others to it.

    /// Returns the members that others own once it exists: they are neither compared nor sent.
    /// `is_planned` tells of an address whether the stack has it.
    fn others_own(
        &self,
        _address: &str,
        _wanted: &Value,
        _is_planned: &dyn Fn(&str) -> bool,
    ) -> Vec<&'static str> {
        Vec::new()
    }

    /// Adds to the request what came to it in AWS without any request of its own, and stays. `all` returns
    /// the documents of a kind, of what is wanted and of what there is.
    fn keep(&self, _request: &mut Value, _live: &Value, _all: &dyn Fn(&str) -> Vec<Value>) {}

    /// Returns the kinds without which a resource of this one cannot be planned.
    fn beside(&self) -> &'static [&'static str] {
        &[]
    }

    /// Returns the kind of what it is made in, where that is not so of all resources of its kind: it comes
    /// after that one, wherever its own kind stands in the registry.
    fn made_in(&self, _whole: &Value) -> Option<&'static str> {
        None
    }

    /// Returns whether it says what others may do, so that who needs it needs it as it is planned, and not
    /// just to be there.
    fn grants(&self) -> bool {
        false
    }

    /// Returns whether it goes on for a while after its deletion, and whatever it needs has to stay until
    /// then.
    fn drains(&self) -> bool {
        false
    }

    /// Returns whether it can carry the mark that says who deploys the stack: where it is, who looks can
    /// find it, and ECS's own calls tag it.
    fn carries_claim(&self) -> bool {
        false
    }
}
