//! Which members a request requires, member by member against the API's own model.

use ecs_dsl_tests::shapes;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::document::{fixture, strict_round_trip};

/// Takes each member in turn from a document that has them all, and checks that the request is refused
/// for its lack if the model requires it, and else is read.
pub(crate) fn requires_what_the_model_requires<T: Serialize + DeserializeOwned>(request: &str, name: &str) {
    let Some(tree) = shapes::request(request) else { return };
    let document = fixture(name);
    for (path, is_required) in shapes::requirements(&tree) {
        let mut without = document.clone();
        shapes::remove(&mut without, &path);
        let name = path.rsplit('.').next().unwrap_or_default().trim_end_matches("[]");
        match strict_round_trip::<T>(&without) {
            Ok(_) => assert!(!is_required, "{path} is required"),
            Err(errors) => {
                assert!(is_required, "{path} is not required, but: {errors:?}");
                let missing = format!("{name}: required, but missing");
                assert!(errors.iter().all(|error| error.ends_with(&missing)), "{path}: {errors:?}");
            }
        }
    }
}
