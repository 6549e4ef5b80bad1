//! A stack with a resource of every kind, in two versions.

use std::sync::Arc;

use ecs_dsl::api::logs::LogGroupClass;
use ecs_dsl::prelude::*;
use ecs_dsl::resource::KINDS;
use ecs_dsl::simulator::{Settings, Simulator};

use crate::rig::{Goal, connect, go, manifest, planned, run};
use crate::stack::Version;

/// Returns a program with a service of a task definition with its roles and log group, in a cluster with a
/// pool of instances, for which there are two roles and an instance profile.
///
/// The second version replaces what can be replaced, changes what can be changed and makes a second pool.
pub(crate) fn every_kind(version: Version) -> App {
    let second = version == Version::Second;
    let cluster = Cluster::new("shop").container_insights(if second {
        ContainerInsights::Enhanced
    } else {
        ContainerInsights::Enabled
    });
    let pool = |name: &str| {
        let (subnets, groups) = (["subnet-0a11aa22bb33cc44d"], ["sg-0c11aa22bb33cc44d"]);
        CapacityProvider::managed_instances(name, &cluster, subnets, groups)
    };
    let (first_pool, second_pool) = (pool("shop-pool"), pool("shop-spare"));
    let first_pool = if second { first_pool.propagate_tags() } else { first_pool };
    let cluster = cluster.capacity_provider(&first_pool);
    let logs = LogGroup::new("/shop/site").retention(Retention::ONE_WEEK);
    let logs = if second { logs.class(LogGroupClass::InfrequentAccess) } else { logs };
    let role = TaskRole::new("shop-site").allow_on(["s3:GetObject"], ["arn:aws:s3:::shop-uploads/*"]);
    let role = if second { role.path("/moved/") } else { role };
    let task = TaskDef::fargate("shop-site", FargateSize::new(CpuUnits::new(256), Mib::new(512)))
        .task_role(&role)
        .logs(Logs::cloudwatch(&logs));
    let _ = task.container("site", "111122223333.dkr.ecr.us-east-1.amazonaws.com/site:1").user("1000");
    let network = Network::private(["subnet-0a11aa22bb33cc44d"], ["sg-0c11aa22bb33cc44d"]);
    let service = Service::fargate("shop-site", &cluster, &task, network).desired_count(2);
    let cluster = if second { cluster.capacity_provider(&second_pool) } else { cluster };
    let stack = Stack::new("shop", &Env::new()).region("us-east-1").tag("team", "shop");
    let stack = stack.add((&cluster, &first_pool, &logs, &role)).add((&task, &service));
    App::new().stack(if second { stack.add(&second_pool) } else { stack })
}

#[test]
fn every_kind_of_the_registry_is_made_and_read() {
    run(async {
        let simulator = Simulator::start(Settings::default()).expect("a free port");
        let wanted = manifest(&every_kind(Version::First));
        let came = go(simulator.access(), &wanted, Goal::Deploy, Arc::default()).await;
        assert!(came.is_success(), "{came:#?}");
        let (aws, account) = connect(simulator.access()).await;
        let (_, live) = planned(&aws, &account, &wanted, Goal::Deploy).await.expect("a quiet world");
        for kind in KINDS.iter().filter(|kind| !kind.on_demand()).map(|kind| kind.kind()) {
            let made = wanted.resources.values().any(|one| one.kind == kind);
            assert!(
                made,
                "`{kind}` is in KINDS: put one into this stack, so that the tests of all kinds have it"
            );
            let read = live.resources.values().any(|one| one.kind == kind);
            assert!(read, "`{kind}` was made and not found again: read it in `live`");
        }
    });
}
