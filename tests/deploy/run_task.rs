//! Running tasks on demand when answers are lost, roles are new and users lose patience.

use std::sync::Arc;

use ecs_dsl::App;
use ecs_dsl::apply::{Failure, Setting, Silent};
use ecs_dsl::aws::{CallGate, StopSwitch};
use ecs_dsl::operate::Regions;
use ecs_dsl::operate::run_task::{Following, Prepared, TaskEnd};
use ecs_dsl::plan::Options;
use ecs_dsl::prelude::*;
use ecs_dsl::simulator::{EffectDone, Fault, FaultAction, Nth, Settings, Simulator, TaskFate, TaskFault};

use crate::rig::{Goal, connect, go, manifest, run};

fn program(count: i32, image: &str) -> App {
    let cluster = Cluster::new("batch");
    let logs = LogGroup::new("/batch");
    let task = TaskDef::fargate("report", FargateSize::new(CpuUnits::new(256), Mib::new(512)))
        .logs(Logs::cloudwatch(&logs));
    let image = format!("111122223333.dkr.ecr.us-east-1.amazonaws.com/{image}");
    let _ = task.container("report", image.as_str()).user("1000");
    let _ = task.container("router", image.as_str()).user("1000").essential(false);
    let network = Network::private(["subnet-0a11aa22bb33cc44d"], ["sg-0c11aa22bb33cc44d"]);
    let report = RunTask::fargate("report", &cluster, &task, network).count(count);
    App::new()
        .stack(Stack::new("batch", &Env::new()).region("us-east-1").add((&cluster, &logs, &task, &report)))
}

async fn deployed(count: i32) -> Simulator {
    let simulator = Simulator::start(Settings::default()).expect("a free port");
    let wanted = manifest(&program(count, "report:1"));
    assert!(go(simulator.access(), &wanted, Goal::Deploy, Arc::default()).await.is_success());
    simulator.forget_calls();
    simulator
}

async fn setting(simulator: &Simulator, program: &App, stop: &Arc<StopSwitch>) -> Setting {
    let gate: Arc<dyn CallGate> = stop.clone();
    let (aws, account) = connect(simulator.access().gate(gate)).await;
    Setting {
        aws,
        account,
        manifest: manifest(program),
        plan_options: Options::default(),
        stop: Arc::clone(stop),
        listener: Arc::new(Silent),
    }
}

async fn prepared(simulator: &Simulator, count: i32) -> Prepared {
    let setting = setting(simulator, &program(count, "report:1"), &Arc::default()).await;
    Prepared::new(setting, "run-task/report").await.expect("it is deployed")
}

async fn to_the_end(prepared: &Prepared) -> Result<Vec<TaskEnd>, Failure> {
    let started = prepared.start().await?;
    let regions = Regions::default();
    let following = Following { timeout: None, logs: false, regions: &regions };
    prepared.follow(&started, &following, &mut |_| {}).await
}

fn tasks(simulator: &Simulator) -> usize {
    simulator.with_world(|world| world.leftovers().iter().filter(|arn| arn.contains(":task/")).count())
}

#[test]
fn a_lost_answer_starts_no_task_twice() {
    run(async {
        for action in [
            FaultAction::Cut { done: EffectDone::Yes },
            FaultAction::ServerError { status: 500, done: EffectDone::Yes },
            FaultAction::Throttle,
        ] {
            let simulator = deployed(2).await;
            simulator.add_fault(Fault::new(action.clone()).operation("RunTask").nth(Nth::First(2)));
            let prepared = prepared(&simulator, 2).await;
            let started = prepared.start().await.expect("in the end it is answered");
            assert_eq!((started.tasks.len(), tasks(&simulator)), (2, 2), "{action:?}");
            let regions = Regions::default();
            let following = Following { timeout: None, logs: false, regions: &regions };
            let ends = prepared.follow(&started, &following, &mut |_| {}).await.expect("they end");
            assert!(ends.iter().all(TaskEnd::is_success), "{ends:#?}");
            // Another run is another one, and is not answered from memory.
            let again = prepared_again(&simulator).await;
            assert!(again.iter().all(|task| !started.tasks.contains(task)), "{again:?}");
        }
    });
}

async fn prepared_again(simulator: &Simulator) -> Vec<String> {
    prepared(simulator, 2).await.start().await.expect("nothing is in the way").tasks
}

#[test]
fn looks_that_fail_do_not_end_the_following() {
    run(async {
        let simulator = deployed(1).await;
        let cut = FaultAction::Cut { done: EffectDone::No };
        simulator.add_fault(Fault::new(cut).operation("DescribeTasks").nth(Nth::First(20)));
        let ends = to_the_end(&prepared(&simulator, 1).await).await.expect("the looks succeed again");
        assert_eq!(ends.len(), 1);
        assert!(ends[0].is_success());
        assert_eq!(
            ends[0].last_lines,
            [("report".to_owned(), vec!["report: started".to_owned(), "report: done".to_owned()])]
        );
    });
}

#[test]
fn some_tasks_may_fail_or_find_no_place() {
    run(async {
        let simulator = deployed(3).await;
        simulator.add_task_fault(TaskFault::of_family("report", TaskFate::NotPlaced).times(1));
        simulator
            .add_task_fault(TaskFault::of_family("report", TaskFate::OutOfMemory { after: 2_000 }).times(1));
        let prepared = prepared(&simulator, 3).await;
        let started = prepared.start().await.expect("two are started");
        assert_eq!((started.tasks.len(), started.refused.len()), (2, 1), "{started:?}");
        let regions = Regions::default();
        let following = Following { timeout: None, logs: false, regions: &regions };
        let ends = prepared.follow(&started, &following, &mut |_| {}).await.expect("both end");
        let failed: Vec<&TaskEnd> = ends.iter().filter(|end| !end.is_success()).collect();
        let [failed] = failed.as_slice() else { panic!("{ends:#?}") };
        assert_eq!(failed.meaning.as_deref(), Some("a container used more memory than it has"));
        assert!(failed.fix.is_some());
    });
}

#[test]
fn the_user_may_stop_following_and_is_told_how_to_end_the_task() {
    run(async {
        let simulator = deployed(1).await;
        let stop = Arc::new(StopSwitch::new());
        let setting = setting(&simulator, &program(1, "report:1"), &stop).await;
        let prepared = Prepared::new(setting, "run-task/report").await.expect("it is deployed");
        let started = prepared.start().await.expect("nothing is in the way");
        stop.stop();
        let regions = Regions::default();
        let following = Following { timeout: None, logs: false, regions: &regions };
        let failure = prepared.follow(&started, &following, &mut |_| {}).await.expect_err("it is stopped");
        assert!(failure.stopped);
        let id = started.tasks[0].rsplit('/').next().unwrap_or_default();
        let told = failure.to_string();
        assert!(told.contains("the task goes on by itself"), "{told}");
        assert!(
            told.contains(&format!("aws ecs stop-task --region us-east-1 --cluster batch --task {id}")),
            "{told}"
        );
        assert_eq!(tasks(&simulator), 1);
    });
}

#[test]
fn code_that_is_not_deployed_is_told_of_and_what_is_there_runs() {
    run(async {
        let simulator = deployed(1).await;
        assert!(!prepared(&simulator, 1).await.differs());
        let setting = setting(&simulator, &program(1, "report:2"), &Arc::default()).await;
        let newer = Prepared::new(setting, "run-task/report").await.expect("the older one is deployed");
        assert!(newer.differs());
        assert_eq!(newer.revision(), "report:1");
    });
}

#[test]
fn what_is_another_stacks_is_not_run() {
    run(async {
        let simulator = Simulator::start(Settings::default()).expect("a free port");
        let (aws, _) = connect(simulator.access()).await;
        let body = serde_json::json!({
            "family": "report", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256",
            "memory": "512", "containerDefinitions": [{ "name": "other", "image": "other:1" }],
        });
        aws.ecs.call(ecs_dsl::aws::EcsOperation::RegisterTaskDefinition, &body).await.expect("allowed");
        let setting = setting(&simulator, &program(1, "report:1"), &Arc::default()).await;
        let failure = Prepared::new(setting, "run-task/report").await.expect_err("it belongs to nobody");
        assert!(failure.what.contains("task-definition/report: it exists already"), "{failure}");
    });
}
