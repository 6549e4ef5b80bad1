//! Roles that the user did not write: what they are named, and the ARNs that others need of them.

use std::rc::Rc;

use super::{KIND, Purpose, RoleState};
use crate::assembly::Scope;
use crate::resource::{Node, Shared};
use crate::source::SourceLine;

/// How long a role's name may be. AWS: `CreateRole`, member `RoleName`.
const MAX_NAME: usize = 64;

/// Makes a role for one purpose of a resource, such as `execution` of the task definition `web`.
pub(crate) fn derived<P: Purpose>(
    owner: &str,
    purpose: &str,
    description: String,
    line: SourceLine,
) -> Rc<Shared<RoleState>> {
    let node = Node::new(KIND, derived_name(owner, purpose), line);
    Shared::new(node, RoleState::new::<P>().described(description))
}

/// Returns the name of a derived role: `web-execution`.
///
/// Names of task definitions, services and providers may be four times as long as those of roles. One
/// that does not fit keeps its beginning, and a digest of the whole keeps two such names apart; it is of
/// the name alone, so the same code gives the same role.
pub(crate) fn derived_name(owner: &str, purpose: &str) -> String {
    let whole = format!("{owner}-{purpose}");
    if whole.len() <= MAX_NAME {
        return whole;
    }
    let end = format!("-{:08x}-{purpose}", digest(owner));
    let kept = owner.floor_char_boundary(MAX_NAME.saturating_sub(end.len()));
    format!("{}{end}", &owner[..kept])
}

/// FNV-1a with 32 bits: short, and the same on every machine.
fn digest(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

impl Shared<RoleState> {
    /// Returns whether the trust policy is the one that names the region of the role's own stack.
    pub(crate) fn trusts_one_region(&self) -> bool {
        let state = self.state.borrow();
        state.confined && state.trust.is_none() && state.customizations.is_empty()
    }

    /// Returns the ARN that a derived role will have, with the account's token where the account is unknown.
    pub(crate) fn derived_arn(&self, scope: &Scope) -> String {
        scope.iam_arn(&format!("role{}{}", scope.role_path(), self.node.address().id()))
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_NAME, derived_name};

    #[test]
    fn a_name_is_shortened_only_where_a_role_cannot_have_it() {
        let fits = "f".repeat(MAX_NAME - "-execution".len());
        assert_eq!(derived_name(&fits, "execution"), format!("{fits}-execution"));
        let (long, other) = (format!("{fits}a"), format!("{fits}b"));
        let name = derived_name(&long, "execution");
        assert_eq!(name.len(), MAX_NAME);
        assert!(name.starts_with("ffff") && name.ends_with("-execution"), "{name}");
        assert_eq!(name, derived_name(&long, "execution"), "it is the same every time");
        assert_ne!(name, derived_name(&other, "execution"), "only the end tells the two apart");
        assert!(derived_name(&"ü".repeat(200), "task").len() <= MAX_NAME, "it is cut between characters");
        assert_eq!(derived_name(&"x".repeat(255), "service-connect-tls").len(), MAX_NAME);
    }
}
