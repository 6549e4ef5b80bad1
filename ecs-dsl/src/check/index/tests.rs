//! What references find, and from where.

use super::{Index, named};
use crate::api::ecs::{CreateCluster, RegisterTaskDefinition};
use crate::assembly::assemble;
use crate::check::Surroundings;
use crate::prelude::*;

fn stack(name: &str, region: &str, cluster: Option<&str>) -> Stack {
    let stack = Stack::new(name, &Env::new()).region(region);
    stack.add(cluster.map(Cluster::new).as_ref())
}

#[test]
fn references_are_taken_apart() {
    for (reference, name, stack, region, account) in [
        ("web", "web", None, None, None),
        ("web:3", "web:3", None, None, None),
        ("${cluster/web.arn}", "web", None, None, None),
        ("${log-group//shop/web.arn}", "/shop/web", None, None, None),
        ("${shop-dev:role/web.task.arn}", "web.task", Some("shop-dev"), None, None),
        (
            "arn:aws:ecs:eu-west-1:111122223333:cluster/web",
            "web",
            None,
            Some("eu-west-1"),
            Some("111122223333"),
        ),
        (
            "arn:aws:ecs:eu-west-1:${aws.account}:task-definition/web:3",
            "web:3",
            None,
            Some("eu-west-1"),
            None,
        ),
        ("arn:aws:iam::111122223333:role/ecs-dsl/shop/web", "web", None, None, Some("111122223333")),
        ("arn:aws:ecs", "arn:aws:ecs", None, None, None),
        ("${", "${", None, None, None),
        ("", "", None, None, None),
    ] {
        let named = named(reference);
        assert_eq!(
            (named.name, named.stack, named.region, named.account),
            (name, stack, region, account),
            "{reference}"
        );
    }
}

#[test]
fn a_name_is_looked_for_in_the_own_stack_and_then_in_its_region() {
    let app = App::new()
        .stack(stack("a", "eu-west-1", Some("main")))
        .stack(stack("b", "eu-west-1", None))
        .stack(stack("c", "us-east-1", None))
        .stack(stack("d", "us-east-1", Some("other")));
    let (assembly, _) = assemble(&app);
    let index = Index::of(&assembly);
    let finds = |from: usize, reference: &str| index.seen_from(from).cluster(reference).is_some();
    assert!(finds(0, "main") && finds(1, "main"));
    assert!(!finds(2, "main"), "a cluster is of its region");
    assert!(finds(2, "other"));
    assert!(finds(1, "arn:aws:ecs:eu-west-1:111122223333:cluster/main"), "an unknown account may be any");
    assert!(!finds(1, "arn:aws:ecs:us-east-1:111122223333:cluster/main"));
    assert!(finds(1, "${a:cluster/main.arn}"));
    assert!(!finds(1, "${b:cluster/main.arn}"));
}

#[test]
fn a_stack_knows_its_own_revision_alone() {
    let task = TaskDef::ec2("web", NetworkMode::Bridge);
    let app = App::new().stack(stack("a", "eu-west-1", Some("main")).add(&task));
    let (assembly, _) = assemble(&app);
    let index = Index::of(&assembly);
    let around = index.seen_from(0);
    assert!(around.task_definition("${task-definition/web.arn}").is_some());
    assert!(around.task_definition("web").is_some());
    assert!(around.task_definition("web:3").is_none(), "an earlier revision may be another");
    assert_eq!(around.associated_providers("main"), Some(&[][..]), "what the stack creates is known whole");
    assert_eq!(around.associated_providers("elsewhere"), None);
}

#[test]
fn files_are_known_by_family() {
    let request = RegisterTaskDefinition { family: "web".to_owned(), ..RegisterTaskDefinition::default() };
    let cluster = CreateCluster { cluster_name: Some("main".to_owned()), ..CreateCluster::default() };
    let mut index = Index::default();
    index.enter_files();
    index.task_definition(&request);
    index.cluster(&cluster);
    let around = index.seen_from(0);
    for reference in ["web", "web:7", "arn:aws:ecs:eu-west-1:111122223333:task-definition/web:7"] {
        assert!(around.task_definition(reference).is_some(), "{reference}");
    }
    assert_eq!(around.associated_providers("main"), None, "another request may associate some");
    assert_eq!(around.region(), None);
}

#[test]
fn stages_that_customers_use_are_production() {
    for (stage, expected) in [("prod", true), ("Production", true), ("dev", false), ("preprod", false)] {
        let app = App::new().stack(Stack::new("a", &Env::new().with_stage(stage)).region("eu-west-1"));
        let (assembly, _) = assemble(&app);
        assert_eq!(Index::of(&assembly).seen_from(0).is_production(), expected, "{stage}");
    }
}
