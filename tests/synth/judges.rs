//! What programs that others wrote say of the example stacks' requests.

use ecs_dsl::Env;
use ecs_dsl::assembly::{StackAssembly, in_dependency_order};
use ecs_dsl_tests::availability::or_skip;
use ecs_dsl_tests::botocore;
use ecs_dsl_tests::emulator::{Emulator, Kind};
use ecs_dsl_tests::request::Request;

use crate::queries::assembled;
use crate::stacks;

/// Returns a stack's requests in the order in which a deploy sends them; runs are not sent by a deploy.
fn requests(stack: &StackAssembly, runs: bool) -> Vec<Request> {
    in_dependency_order(stack)
        .into_iter()
        .flat_map(|(_, resource)| resource.desired.calls())
        .filter(|call| runs || call.operation != "RunTask")
        .map(|call| {
            let params = serde_json::to_value(call.request).expect("a request is JSON");
            Request::new(call.service, call.operation, params)
        })
        .collect()
}

#[test]
fn botocore_takes_every_request_of_every_stack_and_stage() {
    let mut all = Vec::new();
    for stage in ["dev", "prod"] {
        let assembly = assembled(&stacks::app(&Env::new().with_stage(stage)));
        all.extend(assembly.stacks.iter().flat_map(|stack| requests(stack, true)));
    }
    assert!(all.len() > 50, "there are only {} requests", all.len());
    let Some(answers) = or_skip(botocore::validate(&all)) else { return };
    for (request, answer) in all.iter().zip(answers) {
        assert_eq!(answer, Ok(()), "{} {}", request.operation, request.params);
    }
}

#[test]
fn ministack_takes_the_seed_s_whole_stack_in_order() {
    let assembly = assembled(&stacks::app(&Env::new()));
    let stack = assembly.stack("querypie").expect("the program has the seed's stack");
    let requests = requests(stack, false);
    let Some(server) = or_skip(Emulator::start(Kind::Ministack)) else { return };
    for (request, answer) in requests.iter().zip(server.send(&requests)) {
        assert!(answer.is_ok(), "{} {}: {answer:?}", request.operation, request.params);
    }
}
