//! The digest of a task definition: whether a revision was made of the same registration.

use serde_json::Value;

use super::normal::{Table, normal};
use crate::resource::task_definition::lifecycle::NORMAL;

/// Returns the digest of a registration, tokens resolved, tags left out.
///
/// It stands in the tag `ecs-dsl:digest` of the revision that was made of it, so that one listing of
/// tags tells which revisions need no look. A digest that differs proves nothing: another version of
/// this library may write one differently. It is FNV-1a over the normal form, 128 bits in hexadecimal.
pub fn digest(request: &Value) -> String {
    let mut untagged = request.clone();
    if let Value::Object(members) = &mut untagged {
        members.remove("tags");
    }
    let text = normal(&untagged, &Table::new(NORMAL)).to_value().to_string();
    let mut hash: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    for byte in text.bytes() {
        hash ^= u128::from(byte);
        hash = hash.wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
    }
    format!("{hash:032x}")
}
