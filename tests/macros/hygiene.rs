//! Declarations in any place, with any names.

/// Nothing is imported here, and names of the prelude mean something else.
mod without_the_prelude {
    #![allow(dead_code, reason = "what shadows the prelude's names is there to be in the way")]

    pub(crate) struct Vec;
    pub(crate) struct Stack;
    pub(crate) struct Option;

    /// The containers have the names of the arguments, of a keyword and of what the derive might call its own.
    #[derive(ecs_dsl::TaskDef)]
    #[task_def(
        args(logs: &ecs_dsl::LogGroup, task: &str),
        family = task,
        fargate(cpu = "1 vCPU", memory = "2 GB"),
        logs = ecs_dsl::resource::container::Logs::cloudwatch(logs),
    )]
    pub(crate) struct Named {
        #[container(image = "a:1", ports(r#type = 80))]
        pub(crate) logs: ecs_dsl::Container,
        #[container(image = "b:1", env(TASK = task, GROUP = logs.name()))]
        pub(crate) task: ecs_dsl::Container,
        #[container(image = "c:1", depends_on(r#type = "START", task = "START"))]
        pub(crate) definition: ecs_dsl::Container,
        #[container(image = "d:1")]
        pub(crate) r#type: ecs_dsl::Container<ecs_dsl::resource::launch::Fargate>,
    }

    #[derive(ecs_dsl::Stack)]
    #[stack(name = "named", region = "eu-west-1")]
    pub(crate) struct Resources {
        #[log_group(name = "/named")]
        pub(crate) stack: ecs_dsl::LogGroup,
        #[value("named")]
        pub(crate) value: &'static str,
        #[task_def(stack, value)]
        pub(crate) handles: ecs_dsl::declare::TaskDefOf<Named>,
    }
}

#[test]
fn names_do_not_meet() {
    let (resources, stack) = without_the_prelude::Resources::declare(&ecs_dsl::Env::new());
    assert_eq!(resources.value, "named");
    assert_eq!(resources.handles.ports.r#type.number(), 80);
    assert_eq!(resources.handles.containers.r#type.name(), "type");
    let (assembly, diagnostics) = ecs_dsl::assembly::assemble(&ecs_dsl::App::new().stack(stack));
    assert_eq!(diagnostics, []);
    let manifest: serde_json::Value = serde_json::from_str(&assembly.stacks[0].to_json()).unwrap();
    let containers = &manifest["resources"]["task-definition/named"]["request"]["containerDefinitions"];
    assert_eq!(containers[1]["environment"][0]["value"], "named");
    assert_eq!(containers[1]["environment"][1]["value"], "/named");
    assert_eq!(containers[2]["dependsOn"][0]["containerName"], "type");
}

#[test]
fn structs_of_a_function() {
    use ecs_dsl::prelude::*;

    #[derive(TaskDef)]
    #[task_def(family = "local", fargate(cpu = 256, memory = 512))]
    struct Local {
        #[container(image = "a:1", privileged = false, init_process = cfg!(test))]
        only: Container,
    }

    let local = Local::task_def();
    assert_eq!(local.containers.only.name(), "only");
}
