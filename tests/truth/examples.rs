//! Every example stack of every stage: what was deployed is no difference, and what was destroyed is gone.

use ecs_dsl::Env;

use crate::rig::{Goal, Rig, manifests, run};
use crate::stacks;

#[test]
fn what_was_deployed_does_not_differ_and_what_was_destroyed_is_gone() {
    run(async {
        let mut seen = 0;
        for stage in ["dev", "prod"] {
            for account in [None, Some("444455556666")] {
                let env = Env::new().with_stage(stage);
                let env = account.map_or(env.clone(), |account| env.with_account(account));
                for manifest in manifests(&stacks::app(&env)) {
                    let what = format!("{} in {stage}, account {account:?}", manifest.stack);
                    let rig = Rig::of_manifest(&manifest).await;
                    rig.converge(&manifest, Goal::Deploy, &what).await;
                    rig.converge(&manifest, Goal::Destroy, &what).await;
                    let left = rig.inventory();
                    assert!(left.is_empty(), "{what}: {left:#?}");
                    seen += 1;
                }
            }
        }
        assert!(seen >= 24, "{seen}");
    });
}
