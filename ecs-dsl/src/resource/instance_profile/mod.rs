//! Instance profiles: the role that EC2 instances carry. Derived for managed instances.

#[doc(hidden)]
pub mod lifecycle;

use std::rc::Rc;

use crate::api::iam::{AddRoleToInstanceProfile, CreateInstanceProfile, Tag};
use crate::assembly::{Build, Scope};
use crate::check::Surroundings;
use crate::diagnostic::Finding;
use crate::resource::basics::as_any;
use crate::resource::role::RoleState;
use crate::resource::{Buildable, Call, Desired, Node, Reference, Shared};
use crate::source::SourceLine;

/// The prefix of an instance profile's address.
pub(crate) const KIND: &str = "instance-profile";

/// A profile and the one role in it.
pub struct InstanceProfileState {
    pub(crate) role: Rc<Shared<RoleState>>,
}

impl InstanceProfileState {
    pub(crate) fn shared(name: String, role: Rc<Shared<RoleState>>, line: SourceLine) -> Rc<Shared<Self>> {
        Shared::new(Node::new(KIND, name, line), Self { role })
    }
}

impl Shared<InstanceProfileState> {
    /// Returns the ARN that the profile will have, where the account is known.
    pub(crate) fn plain_arn(&self, scope: &Scope) -> Option<String> {
        scope.known_account()?;
        let (path, name) = (scope.role_path(), self.node.address().id());
        Some(scope.iam_arn(&format!("instance-profile{path}{name}")))
    }
}

impl Buildable for Shared<InstanceProfileState> {
    fn node(&self) -> &Node {
        &self.node
    }

    fn build(&self, build: &mut Build<'_>) -> Box<dyn Desired> {
        let name = self.node.address().id().to_owned();
        let state = self.state.borrow();
        build.depend(&Reference::new(state.role.clone(), self.node.line()), "Roles");
        let tags = build.tags(&[]).into_iter().map(|(key, value)| Tag { key, value }).collect();
        Box::new(DesiredInstanceProfile {
            create: CreateInstanceProfile {
                instance_profile_name: name.clone(),
                path: Some(build.scope().role_path()),
                tags: Some(tags),
            },
            role: AddRoleToInstanceProfile {
                instance_profile_name: name,
                role_name: state.role.node.address().id().to_owned(),
            },
        })
    }
}

/// What an instance profile should be.
#[derive(Debug, Clone, PartialEq)]
pub struct DesiredInstanceProfile {
    /// The create request.
    pub create: CreateInstanceProfile,
    /// The request that puts the role into it.
    pub role: AddRoleToInstanceProfile,
}

impl Desired for DesiredInstanceProfile {
    fn kind(&self) -> &'static str {
        "iam:instance-profile"
    }

    fn calls(&self) -> Vec<Call<'_>> {
        vec![
            Call { service: "iam", operation: "CreateInstanceProfile", request: &self.create },
            Call { service: "iam", operation: "AddRoleToInstanceProfile", request: &self.role },
        ]
    }

    /// Name and path are those of the role in it, which has rules of its own.
    fn validate(&self, _around: &dyn Surroundings, _findings: &mut Vec<Finding>) {}

    as_any!();
}
