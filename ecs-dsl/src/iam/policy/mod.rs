//! Policy documents: who may do what, on what, and when.
//!
//! The types say what the JSON says and nothing else, so a document read and written back is the same
//! document: where one string was written instead of a list, it stays one string. What a policy has no
//! member for is refused. Writing statements, reading them and putting them in order happens here;
//! whether a policy makes sense is left to the rules in [`iam::check`](crate::iam::check).
//!
//! ```
//! use ecs_dsl::iam::policy::{PolicyDocument, Statement};
//!
//! let policy = PolicyDocument::new()
//!     .statement(Statement::allow(["s3:GetObject"]).on(["arn:aws:s3:::reports/*"]))
//!     .statement(
//!         Statement::allow("kms:Decrypt")
//!             .on("arn:aws:kms:ap-northeast-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab")
//!             .condition("StringEquals", "kms:ViaService", "s3.ap-northeast-2.amazonaws.com"),
//!     );
//! assert_eq!(policy.statements.iter().count(), 2);
//! ```

mod condition;
mod covers;
mod document;
mod merge;
mod one_or_many;
mod principal;
mod statement;
mod trust;

pub use condition::{Condition, ConditionValue};
pub use covers::{action_covers, resource_covers};
pub use document::PolicyDocument;
pub use merge::{merge, merge_noted};
pub use one_or_many::OneOrMany;
pub use principal::{Principal, PrincipalMap};
pub use statement::{Effect, Statement, StatementStart};
pub use trust::TrustPolicy;
