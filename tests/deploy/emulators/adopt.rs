//! What belongs to nobody, brought under its stack on the emulators.

use std::collections::BTreeSet;

use ecs_dsl::aws::EcsOperation;
use ecs_dsl::plan::Action;
use ecs_dsl_tests::emulator::Kind;
use serde_json::json;

use super::{access, assert_only_gaps, deploy, plan_of, started, versions};
use crate::adopt::{adopt, adoption, disown};
use crate::rig;
use crate::stage::{Goal, run};

fn against(kind: Kind) {
    let Some(emulator) = started(kind) else { return };
    run(async {
        let [first, _] = versions(&emulator);
        let wanted = &first.manifests()[0];
        let came = deploy(&emulator, &first, Goal::Deploy).await;
        assert!(came.is_success(), "{}: {came:#?}", kind.name());
        let (aws, account) = rig::connect(access(&emulator)).await;
        let (_, live) = rig::planned(&aws, &account, wanted, Goal::Deploy).await.expect("it answers");
        disown(&aws, &live).await;
        aws.logs.set_retention("/shop/site", Some(30)).await.expect("it is there");

        let blocked = plan_of(&emulator, &first, Goal::Deploy).await;
        let all = wanted.resources.len();
        assert_eq!(blocked.resources.iter().filter(|one| one.blocked.is_some()).count(), all, "{blocked:#?}");
        let (shown, _) = adoption(&aws, &account, wanted).await;
        let adopts =
            shown.resources.iter().filter(|one| one.action == Action::Adopt && one.blocked.is_none());
        assert_eq!(adopts.count(), all, "{shown:#?}");
        let logs = shown.resource("log-group//shop/site").expect("it is adopted");
        assert_eq!(logs.members[0].member, "retentionInDays", "{logs:#?}");

        let outcome = adopt(access(&emulator), wanted).await.expect("it answers");
        assert!(outcome.is_success(), "{}: {outcome:#?}", kind.name());
        let groups = aws.logs.describe_log_groups("/shop/site").await.expect("it answers");
        assert_eq!(groups[0].retention_in_days, Some(30), "only whose it is was changed");
        let left = plan_of(&emulator, &first, Goal::Deploy).await;
        let logs = left.resource("log-group//shop/site").expect("it is wanted");
        assert_eq!((logs.action, logs.blocked.as_deref()), (Action::Update, None));

        // The next deploy changes what differs, and makes nothing again.
        let came = deploy(&emulator, &first, Goal::Deploy).await;
        assert!(came.is_success(), "{}: {came:#?}", kind.name());
        let plan = plan_of(&emulator, &first, Goal::Deploy).await;
        assert_only_gaps(kind, &plan, "after an adoption", &mut BTreeSet::new());
        let body = json!({ "familyPrefix": "shop-site" });
        let revisions = aws.ecs.call(EcsOperation::ListTaskDefinitions, &body).await.expect("it answers");
        assert_eq!(revisions["taskDefinitionArns"].as_array().map(Vec::len), Some(1), "{revisions}");
    });
}

#[test]
fn moto_lets_a_stack_adopt() {
    against(Kind::Moto);
}

#[test]
fn ministack_lets_a_stack_adopt() {
    against(Kind::Ministack);
}
