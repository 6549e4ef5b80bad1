//! Why tasks die: what ECS says, what it means, and what to do.
//!
//! One table, from the more telling sign to the less: the first row that fits is the one that counts.

/// What is known of a task that stopped, or of an event that speaks of one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sign<'a> {
    /// Every reason that ECS gave: the task's, its containers', the event's message.
    pub text: &'a str,
    /// The task's stop code, where it has one.
    pub stop_code: &'a str,
    /// The exit code of the essential container that ended first, where one did.
    pub exit_code: Option<i32>,
}

/// What a sign means, and what to do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meaning {
    /// A short name that stays the same.
    pub name: &'static str,
    /// What happened.
    pub meaning: &'static str,
    /// What to do; empty where nothing need be done.
    pub remedy: &'static str,
    /// Whether it says that something is wrong: a task that was asked to stop is no fault.
    pub is_fault: bool,
}

/// What makes a row fit.
enum Fits {
    /// The text holds all of these, upper and lower case alike.
    Says(&'static [&'static str]),
    /// The stop code is this one.
    StopCode(&'static str),
    /// An essential container ended with this code.
    Exit(i32),
    /// An essential container ended by itself, with any code.
    AnyExit,
}

struct Row(Fits, Meaning);

const fn fault(fits: Fits, name: &'static str, meaning: &'static str, remedy: &'static str) -> Row {
    Row(fits, Meaning { name, meaning, remedy, is_fault: true })
}

const fn no_fault(fits: Fits, name: &'static str, meaning: &'static str) -> Row {
    Row(fits, Meaning { name, meaning, remedy: "", is_fault: false })
}

use Fits::{AnyExit, Exit, Says, StopCode};

static TABLE: &[Row] = &[
    fault(
        Says(&["CannotPullContainerError", "not found"]),
        "image-absent",
        "the registry has no such image or tag",
        "check image and tag; was the image pushed, and to this Region's registry?",
    ),
    fault(
        Says(&["CannotPullContainerError", "denied"]),
        "image-denied",
        "the registry does not let the execution role pull the image",
        "allow the ECR pull actions to the execution role; for another account's repository its policy must allow \
         this account too",
    ),
    fault(
        Says(&["CannotPullContainerError", "timeout"]),
        "image-unreachable",
        "there is no route from the task's subnets to the registry",
        "give private subnets a NAT gateway or the endpoints ecr.api, ecr.dkr, s3 and logs",
    ),
    fault(
        Says(&["CannotPullContainerError"]),
        "image-not-pulled",
        "the image cannot be pulled: it is absent, out of reach or not allowed",
        "check the tag; private subnets need a NAT gateway or the endpoints ecr.api, ecr.dkr, s3 and logs; the \
         execution role needs the ECR pull actions",
    ),
    fault(
        Says(&["CannotStartContainerError"]),
        "not-started",
        "the container cannot be started: a bad entry point, a limit or a volume",
        "the reason names it; check entry_point and command against the image",
    ),
    fault(
        Says(&["CannotCreateContainerError"]),
        "not-created",
        "the container cannot be created: a bad option, a limit or a volume",
        "the reason names it",
    ),
    fault(
        Says(&["ResourceInitializationError", "log"]),
        "log-group-absent",
        "the containers' log group does not exist, or the execution role may not write to it",
        "make the log group in the stack, or set awslogs-create-group",
    ),
    fault(
        Says(&["ResourceInitializationError", "AccessDenied"]),
        "secret-denied",
        "the execution role may not fetch a secret or log in to the registry",
        "allow the action that the reason names, on the secret it names; a customer's key needs kms:Decrypt too",
    ),
    fault(
        Says(&["ResourceInitializationError", "secret"]),
        "secret-not-fetched",
        "a secret cannot be fetched: the execution role, its key, or no route to Secrets Manager or SSM",
        "allow secretsmanager:GetSecretValue or ssm:GetParameters on it; private subnets need a NAT gateway or the \
         endpoint of secretsmanager or ssm",
    ),
    fault(
        Says(&["ResourceInitializationError"]),
        "not-initialized",
        "ECS could not make what the task needs before its containers start",
        "the reason names it: a file system, a network interface, the registry's login",
    ),
    fault(
        Says(&["OutOfMemory"]),
        "out-of-memory",
        "a container used more memory than it has",
        "raise the memory of the container or of the task, or find what uses it",
    ),
    fault(
        Says(&["failed ELB health checks"]),
        "target-unhealthy",
        "the load balancer's health check does not pass",
        "check the path and port of the target group's health check, the security group between the two, and \
         health_check_grace_period for applications that start slowly",
    ),
    fault(
        Says(&["failed container health checks"]),
        "container-unhealthy",
        "the container's own health check command fails",
        "run the command by hand with `exec`; is its program in the image, and is start_period long enough?",
    ),
    fault(
        Says(&["reached the limit on"]),
        "quota",
        "a quota of the account is used up",
        "raise the quota that the message names in Service Quotas",
    ),
    fault(
        Says(&["Capacity is unavailable"]),
        "no-capacity",
        "AWS has no capacity of this kind in these zones now",
        "wait, name subnets in more zones, or add another capacity provider",
    ),
    fault(
        Says(&["unable to place a task", "No Container Instances"]),
        "no-instances",
        "the cluster has no instance to place the task on",
        "register instances, give the cluster capacity, or run on Fargate",
    ),
    fault(
        Says(&["unable to place a task", "insufficient memory"]),
        "no-memory",
        "no instance has enough memory left",
        "add instances, or ask for less memory",
    ),
    fault(
        Says(&["unable to place a task", "insufficient CPU"]),
        "no-cpu",
        "no instance has enough CPU units left",
        "add instances, or ask for fewer CPU units",
    ),
    fault(
        Says(&["unable to place a task", "already using a port"]),
        "port-taken",
        "every instance uses the host port already",
        "use a dynamic host port, or the awsvpc network mode",
    ),
    fault(
        Says(&["unable to place a task", "RESOURCE:ENI"]),
        "no-eni",
        "no instance has a network interface left",
        "turn on ENI trunking, use larger instances or more of them",
    ),
    fault(
        Says(&["unable to place a task", "AGENT"]),
        "agent-gone",
        "the ECS agent of the fitting instances is not connected",
        "look at the agents' logs on the instances",
    ),
    fault(
        Says(&["unable to place a task"]),
        "no-place",
        "no instance fits what the task asks for",
        "the message says what is lacking: memory, CPU, a port, an attribute",
    ),
    fault(
        Says(&["unable to consistently start tasks"]),
        "back-off",
        "tasks die again and again, so ECS waits longer before each try, up to 15 minutes",
        "see why the newest stopped task died",
    ),
    no_fault(
        StopCode("SpotInterruption"),
        "spot-interruption",
        "Fargate Spot took its capacity back; ECS starts another task",
    ),
    no_fault(StopCode("UserInitiated"), "user-initiated", "somebody stopped the task"),
    no_fault(StopCode("ServiceSchedulerInitiated"), "scheduler", "ECS stopped the task for its service"),
    fault(
        Exit(0),
        "exit-0",
        "the application ended although all was well",
        "a service's essential container must keep running; run work that ends as a task instead",
    ),
    fault(Exit(1), "exit-1", "the application ended with an error of its own", "its last log lines say why"),
    fault(
        Exit(126),
        "exit-126",
        "the command is there but cannot be executed",
        "check its permissions, and that image and CPU architecture fit",
    ),
    fault(Exit(127), "exit-127", "the command is not in the image", "check entry_point and command"),
    fault(
        Exit(137),
        "exit-137",
        "the application was killed: it used too much memory, or did not stop in time",
        "raise the memory; if it was being stopped, handle SIGTERM or raise stop_timeout",
    ),
    fault(
        Exit(139),
        "exit-139",
        "the application crashed: segmentation fault",
        "its last log lines may say where",
    ),
    fault(
        Exit(143),
        "exit-143",
        "the application ended on the stop signal",
        "somebody or something sent SIGTERM; look for who stopped it",
    ),
    fault(
        Says(&["exec format error"]),
        "architecture",
        "the image is built for another CPU architecture",
        "build it for the task's runtime platform, or set arm64() on the task definition",
    ),
    fault(AnyExit, "exited", "an essential container ended", "its last log lines say why"),
];

/// Returns what a sign means; `None` where the table does not know it.
pub fn meaning(sign: &Sign<'_>) -> Option<&'static Meaning> {
    let text = sign.text.to_ascii_lowercase();
    TABLE.iter().find(|Row(fits, _)| fits.matches(sign, &text)).map(|Row(_, meaning)| meaning)
}

impl Fits {
    fn matches(&self, sign: &Sign<'_>, lower: &str) -> bool {
        match self {
            Says(words) => words.iter().all(|word| lower.contains(&word.to_ascii_lowercase())),
            StopCode(code) => sign.stop_code == *code,
            Exit(code) => sign.exit_code == Some(*code),
            AnyExit => sign.exit_code.is_some() || sign.stop_code == "EssentialContainerExited",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str, stop_code: &str, exit_code: Option<i32>) -> Option<&'static str> {
        meaning(&Sign { text, stop_code, exit_code }).map(|meaning| meaning.name)
    }

    #[test]
    fn each_sign_has_its_meaning() {
        for (text, stop_code, exit, expected) in [
            ("CannotPullContainerError: web:9: not found", "TaskFailedToStart", None, "image-absent"),
            ("CannotPullContainerError: pull access denied", "TaskFailedToStart", None, "image-denied"),
            (
                "CannotPullContainerError: dial tcp: i/o timeout",
                "TaskFailedToStart",
                None,
                "image-unreachable",
            ),
            ("CannotPullContainerError: manifest unknown", "TaskFailedToStart", None, "image-not-pulled"),
            (
                "ResourceInitializationError: unable to pull secrets or registry auth: AccessDeniedException",
                "TaskFailedToStart",
                None,
                "secret-denied",
            ),
            (
                "ResourceInitializationError: unable to pull secrets or registry auth: context deadline",
                "TaskFailedToStart",
                None,
                "secret-not-fetched",
            ),
            (
                "ResourceInitializationError: failed to validate logger args: the log group does not exist",
                "TaskFailedToStart",
                None,
                "log-group-absent",
            ),
            (
                "ResourceInitializationError: failed to invoke EFS utils",
                "TaskFailedToStart",
                None,
                "not-initialized",
            ),
            ("Essential container in task exited", "EssentialContainerExited", Some(0), "exit-0"),
            ("Essential container in task exited", "EssentialContainerExited", Some(1), "exit-1"),
            ("Essential container in task exited", "EssentialContainerExited", Some(3), "exited"),
            ("Essential container in task exited", "EssentialContainerExited", Some(126), "exit-126"),
            ("Essential container in task exited", "EssentialContainerExited", Some(127), "exit-127"),
            ("Essential container in task exited", "EssentialContainerExited", Some(137), "exit-137"),
            ("Essential container in task exited", "EssentialContainerExited", Some(139), "exit-139"),
            ("Essential container in task exited", "EssentialContainerExited", Some(143), "exit-143"),
            ("OutOfMemoryError: Container killed", "EssentialContainerExited", Some(137), "out-of-memory"),
            (
                "Task failed ELB health checks in x",
                "ServiceSchedulerInitiated",
                Some(137),
                "target-unhealthy",
            ),
            (
                "Task failed container health checks",
                "ServiceSchedulerInitiated",
                Some(137),
                "container-unhealthy",
            ),
            ("CannotStartContainerError: exec: no such file", "TaskFailedToStart", None, "not-started"),
            (
                "CannotStartContainerError: ResourceInitializationError: exec: no such file",
                "TaskFailedToStart",
                None,
                "not-started",
            ),
            ("CannotCreateContainerError: bad mount", "TaskFailedToStart", None, "not-created"),
            ("Your Spot Task was interrupted.", "SpotInterruption", Some(137), "spot-interruption"),
            ("Scaling activity", "ServiceSchedulerInitiated", Some(143), "scheduler"),
            ("stopped by hand", "UserInitiated", Some(143), "user-initiated"),
            (
                "service web was unable to place a task. Reason: No Container Instances were found",
                "",
                None,
                "no-instances",
            ),
            ("was unable to place a task because … has insufficient memory available", "", None, "no-memory"),
            ("was unable to place a task because … has insufficient CPU units available", "", None, "no-cpu"),
            ("was unable to place a task because … is already using a port", "", None, "port-taken"),
            ("was unable to place a task … RESOURCE:ENI", "", None, "no-eni"),
            ("was unable to place a task … AGENT", "", None, "agent-gone"),
            ("was unable to place a task … missing an attribute", "", None, "no-place"),
            ("is unable to consistently start tasks successfully", "", None, "back-off"),
            ("You've reached the limit on the number of vCPUs", "", None, "quota"),
            ("Capacity is unavailable at this time", "", None, "no-capacity"),
            ("exec format error", "", None, "architecture"),
        ] {
            assert_eq!(name(text, stop_code, exit), Some(expected), "{text} {stop_code} {exit:?}");
        }
        assert_eq!(name("has reached a steady state", "", None), None);
    }

    #[test]
    fn every_row_can_be_the_first_that_fits_and_every_fault_has_a_remedy() {
        let mut names: Vec<_> = TABLE.iter().map(|Row(_, meaning)| meaning.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), TABLE.len(), "names are unique");
        for Row(_, meaning) in TABLE {
            assert_eq!(meaning.is_fault, !meaning.remedy.is_empty(), "{}", meaning.name);
        }
    }
}
