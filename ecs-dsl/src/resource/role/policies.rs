//! What is wrong with a role's policies: each document by IAM's rules, and all together by their size.

use super::DesiredRole;
use crate::diagnostic::Finding;
use crate::iam::check;
use crate::source::join;

/// The member that holds the trust policy.
pub(super) const TRUST: &str = "AssumeRolePolicyDocument";

/// Returns the path of an inline policy in findings and traces: the name tells policies of a role apart.
pub(super) fn path(policy: &str) -> String {
    format!("PolicyDocument[{policy}]")
}

pub(super) fn check(role: &DesiredRole, findings: &mut Vec<Finding>) {
    findings.extend(check::trust_policy(&role.trust).into_iter().map(|finding| below(TRUST, finding)));
    for (request, document) in role.policies.iter().zip(&role.documents) {
        let path = path(&request.policy_name);
        findings.extend(check::inline_policy(document).into_iter().map(|finding| below(&path, finding)));
    }
    findings.extend(check::inline_policies(&role.documents));
}

fn below(path: &str, mut finding: Finding) -> Finding {
    finding.member = join(path, &finding.member);
    finding
}
