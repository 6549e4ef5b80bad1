//! Reading assemblies in tests: a resource's request as JSON.

use ecs_dsl::assembly::{Assembly, assemble};
use ecs_dsl::{App, Stack};
use serde_json::Value;

/// Assembles a program that has nothing wrong with it.
pub(crate) fn assembled(app: &App) -> Assembly {
    let (assembly, diagnostics) = assemble(app);
    assert_eq!(diagnostics, [], "the program has faults");
    assembly
}

/// Returns the manifest of a stack as JSON.
pub(crate) fn manifest(stack: Stack) -> Value {
    let assembly = assembled(&App::new().stack(stack));
    serde_json::from_str(&assembly.stacks[0].to_json()).expect("a manifest is JSON")
}

/// Returns the create request of a resource in a manifest.
pub(crate) fn request<'a>(manifest: &'a Value, address: &str) -> &'a Value {
    let resource = &manifest["resources"][address];
    assert!(resource.is_object(), "no {address} in {:?}", manifest["resources"]);
    &resource["request"]
}

/// Returns the document of a role's inline policy.
pub(crate) fn policy(manifest: &Value, role: &str, name: &str) -> Value {
    let then = manifest["resources"][format!("role/{role}")]["then"].as_array().cloned().unwrap_or_default();
    let put = then
        .iter()
        .find(|call| call["request"]["PolicyName"] == name)
        .unwrap_or_else(|| panic!("role {role} has no policy {name}: {then:?}"));
    let text = put["request"]["PolicyDocument"].as_str().expect("a policy is a string on the wire");
    serde_json::from_str(text).expect("a policy is JSON")
}
