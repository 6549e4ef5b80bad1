use serde_json::{Value, json};

use super::{GROUP, beside, ec2, fargate, on_fargate};
use crate::check::rows::{Row, check, rows};
use crate::resource::service::validate::validate;

const FUNCTION: &str = "arn:aws:lambda:eu-west-1:123456789012:function:check";

/// A service that ECS moves by a strategy, with a Service Connect port whose traffic is shifted.
fn shifted(strategy: &str, rows: Vec<Row>) {
    let mut base = fargate();
    base["deploymentConfiguration"] = json!({ "strategy": strategy, "bakeTimeInMinutes": 5 });
    base["serviceConnectConfiguration"] = json!({
        "enabled": true, "namespace": "shop",
        "services": [{ "portName": "http", "clientAliases": [{ "port": 80 }] }],
    });
    check(&base, &beside(), validate, rows);
}

#[test]
fn percentages() {
    on_fargate(rows! {
        "DP-005": { "deploymentConfiguration.maximumPercent" = 101, "deploymentConfiguration.minimumHealthyPercent" = 50 }
            => [];
        "DP-005": { "deploymentConfiguration.maximumPercent" = 100 }
            => ["ECS0904 deploymentConfiguration.maximumPercent"];
        "DP-005": { "deploymentConfiguration.minimumHealthyPercent" = 200 }
            => ["ECS0904 deploymentConfiguration.minimumHealthyPercent"];
        "DP-005": { "deploymentConfiguration.minimumHealthyPercent" = (-1) }
            => ["ECS0903 deploymentConfiguration.minimumHealthyPercent"];
        "DP-005": { "deploymentConfiguration.maximumPercent" = (-1) }
            => ["ECS0903 deploymentConfiguration.maximumPercent"];
        "DP-006": { "desiredCount" = 1, "deploymentConfiguration.maximumPercent" = 199 }
            => ["ECS0905 deploymentConfiguration.maximumPercent"];
        "DP-006": { "desiredCount" = 1, "deploymentConfiguration.maximumPercent" = 200 } => [];
        "DP-006": { "desiredCount" = 3, "deploymentConfiguration.maximumPercent" = 133 }
            => ["ECS0905 deploymentConfiguration.maximumPercent"];
        "DP-006": { "desiredCount" = 3, "deploymentConfiguration.maximumPercent" = 134 } => [];
        "DP-006": { "desiredCount" = 2147483647, "deploymentConfiguration.maximumPercent" = 2147483647 } => [];
    });
}

#[test]
fn controllers() {
    let by = |controller: &str, launch: &str| {
        let mut base = if launch == "EC2" { ec2() } else { fargate() };
        base["deploymentController"] = json!({ "type": controller });
        base["deploymentConfiguration"] = json!({});
        base["loadBalancers"] =
            json!([{ "targetGroupArn": GROUP, "containerName": "web", "containerPort": 80 }]);
        base
    };
    let breaker = json!({ "enable": true, "rollback": true });
    let off = json!({ "enable": false, "rollback": false });
    let alarms = json!({ "alarmNames": ["a"], "enable": true, "rollback": true });
    for controller in ["CODE_DEPLOY", "EXTERNAL"] {
        check(
            &by(controller, "FARGATE"),
            &beside(),
            validate,
            rows! {
                "DP-008": { "deploymentConfiguration.deploymentCircuitBreaker" = off } => [];
                "DP-008": { "deploymentConfiguration.deploymentCircuitBreaker" = breaker }
                    => ["ECS0901 deploymentConfiguration.deploymentCircuitBreaker"];
                "DP-012": { "deploymentConfiguration.alarms" = alarms } => ["ECS0901 deploymentConfiguration.alarms"];
                "DP-013": { "deploymentConfiguration.strategy" = "ROLLING" } => [];
                "DP-013": { "deploymentConfiguration.strategy" = "BLUE_GREEN" }
                    => ["ECS0901 deploymentConfiguration.strategy"];
                "DP-015": { "deploymentConfiguration.linearConfiguration" = {} }
                    => ["ECS0901 deploymentConfiguration.linearConfiguration"];
                "DP-018": { "deploymentConfiguration.canaryConfiguration" = {} }
                    => ["ECS0901 deploymentConfiguration.canaryConfiguration"];
                "DP-004": { "deploymentConfiguration.maximumPercent" = 200, "deploymentConfiguration.minimumHealthyPercent" = 100 }
                    => [];
                "DP-004": { "deploymentConfiguration.maximumPercent" = 150 }
                    => ["ECS0902 deploymentConfiguration.maximumPercent"];
            },
        );
        check(
            &by(controller, "EC2"),
            &beside(),
            validate,
            rows! {
                "DP-004": { "deploymentConfiguration.minimumHealthyPercent" = 50 }
                    => ["ECS0901 deploymentConfiguration.minimumHealthyPercent"];
            },
        );
    }
}

#[test]
fn strategies() {
    let with = |name: &str, value: Value| json!({ "strategy": "LINEAR", name: value });
    on_fargate(rows! {
        "DP-013": { "deploymentConfiguration.strategy" = "ROLLING" } => [];
        "DP-013": { "deploymentConfiguration.strategy" = "BLUEGREEN" } => ["ECS0001 deploymentConfiguration.strategy"];
        "DP-015": { "deploymentConfiguration.linearConfiguration" = {} }
            => ["ECS0906 deploymentConfiguration.linearConfiguration"];
        "DP-018": { "deploymentConfiguration.canaryConfiguration" = {} }
            => ["ECS0906 deploymentConfiguration.canaryConfiguration"];
        "DP-032": { "deploymentConfiguration.strategy" = "LINEAR" } => ["ECS0913 deploymentConfiguration.strategy"];
        "DP-010": { "deploymentConfiguration.deploymentCircuitBreaker.thresholdConfiguration" = { "type": "COUNT", "value": 3 } }
            => [];
        "DP-010": { "deploymentConfiguration.deploymentCircuitBreaker.thresholdConfiguration" = { "type": "PERCENT", "value": 3 } }
            => ["ECS0001 deploymentConfiguration.deploymentCircuitBreaker.thresholdConfiguration.type"];
    });
    shifted(
        "BLUE_GREEN",
        rows! {
            "DP-014": { "deploymentConfiguration.bakeTimeInMinutes" = 0 } => [];
            "DP-014": { "deploymentConfiguration.bakeTimeInMinutes" = null }
                => ["ECS0907 deploymentConfiguration.bakeTimeInMinutes"];
            "DP-014": { "deploymentConfiguration.bakeTimeInMinutes" = (-1) }
                => ["ECS0903 deploymentConfiguration.bakeTimeInMinutes"];
            "DP-015": { "deploymentConfiguration.linearConfiguration" = {} }
                => ["ECS0906 deploymentConfiguration.linearConfiguration"];
            "DP-021": { "deploymentConfiguration.earlySuccessCriteria" = { "enable": false } }
                => ["ECS0906 deploymentConfiguration.earlySuccessCriteria"];
        },
    );
    let percent = |share: f64| with("linearConfiguration", json!({ "stepPercent": share }));
    let wait = |minutes: i32| with("linearConfiguration", json!({ "stepBakeTimeInMinutes": minutes }));
    let (low, lower, fine, high) = (percent(3.0), percent(2.9), percent(3.05), percent(100.1));
    let (longest, too_long) = (wait(1440), wait(1441));
    shifted(
        "LINEAR",
        rows! {
            "DP-016": { "deploymentConfiguration" = low } => [];
            "DP-016": { "deploymentConfiguration" = lower } => ["ECS0908 deploymentConfiguration.linearConfiguration.stepPercent"];
            "DP-016": { "deploymentConfiguration" = fine } => ["ECS0908 deploymentConfiguration.linearConfiguration.stepPercent"];
            "DP-016": { "deploymentConfiguration" = high } => ["ECS0908 deploymentConfiguration.linearConfiguration.stepPercent"];
            "DP-017": { "deploymentConfiguration" = longest } => [];
            "DP-017": { "deploymentConfiguration" = too_long }
                => ["ECS0908 deploymentConfiguration.linearConfiguration.stepBakeTimeInMinutes"];
        },
    );
    shifted(
        "CANARY",
        rows! {
            "DP-019": { "deploymentConfiguration.canaryConfiguration" = { "canaryPercent": 0.1 } } => [];
            "DP-019": { "deploymentConfiguration.canaryConfiguration" = { "canaryPercent": 0.0 } }
                => ["ECS0908 deploymentConfiguration.canaryConfiguration.canaryPercent"];
            "DP-020": { "deploymentConfiguration.canaryConfiguration" = { "canaryBakeTimeInMinutes": 0 } } => [];
            "DP-020": { "deploymentConfiguration.canaryConfiguration" = { "canaryBakeTimeInMinutes": 1441 } }
                => ["ECS0908 deploymentConfiguration.canaryConfiguration.canaryBakeTimeInMinutes"];
        },
    );
}

#[test]
fn early_success() {
    let criteria = |healthy: i32| json!({ "enable": true, "healthyPercent": healthy, "sourceServiceRevisionCleanup": "DEFERRED" });
    let (right, low, high) = (criteria(100), criteria(99), criteria(101));
    on_fargate(rows! {
        "DP-022": { "deploymentConfiguration.earlySuccessCriteria" = { "enable": false } } => [];
        "DP-022": { "deploymentConfiguration.earlySuccessCriteria" = { "enable": true } }
            => ["ECS0909 deploymentConfiguration.earlySuccessCriteria"];
        "DP-023": { "deploymentConfiguration.earlySuccessCriteria" = right,
                    "deploymentConfiguration.minimumHealthyPercent" = 100 } => [];
        "DP-023": { "deploymentConfiguration.earlySuccessCriteria" = low,
                    "deploymentConfiguration.minimumHealthyPercent" = 100 }
            => ["ECS0909 deploymentConfiguration.earlySuccessCriteria.healthyPercent"];
        "DP-023": { "deploymentConfiguration.earlySuccessCriteria" = low }
            => ["ECS0909 deploymentConfiguration.earlySuccessCriteria.healthyPercent"];
        "DP-023": { "deploymentConfiguration.earlySuccessCriteria" = low,
                    "deploymentConfiguration.minimumHealthyPercent" = 99 } => [];
        "DP-011": { "deploymentConfiguration.alarms" = { "alarmNames": ["web-5xx"], "enable": true, "rollback": true } }
            => [];
        "DP-011": { "deploymentConfiguration.alarms" = { "alarmNames": [], "enable": false, "rollback": false } }
            => [];
        "DP-011": { "deploymentConfiguration.alarms" = { "alarmNames": [], "enable": true, "rollback": true } }
            => ["ECS0914 deploymentConfiguration.alarms.alarmNames"];
        "DP-011": { "deploymentConfiguration.alarms" = { "alarmNames": [""], "enable": true, "rollback": true } }
            => ["ECS0914 deploymentConfiguration.alarms.alarmNames[0]"];
        "DP-023": { "deploymentConfiguration.earlySuccessCriteria" = high }
            => ["ECS0909 deploymentConfiguration.earlySuccessCriteria.healthyPercent"];
        "DP-024": { "deploymentConfiguration.earlySuccessCriteria" = { "enable": false, "sourceServiceRevisionCleanup": "LATER" } }
            => ["ECS0001 deploymentConfiguration.earlySuccessCriteria.sourceServiceRevisionCleanup"];
    });
}

#[test]
fn hooks() {
    let at = |stage: &str| json!({ "targetType": "PAUSE", "lifecycleStages": [stage] });
    let timeout = |minutes: i32, action: &str| {
        let mut hook = at("POST_SCALE_UP");
        hook["timeoutConfiguration"] = json!({ "timeoutInMinutes": minutes, "action": action });
        hook
    };
    let lambda = json!({ "hookTargetArn": FUNCTION, "lifecycleStages": ["POST_SCALE_UP"] });
    let mut wrong_function = lambda.clone();
    wrong_function["hookTargetArn"] = json!(GROUP);
    let mut pause_with_function = at("POST_SCALE_UP");
    pause_with_function["hookTargetArn"] = json!(FUNCTION);
    let mut pause_with_details = at("POST_SCALE_UP");
    pause_with_details["hookDetails"] = json!({ "a": 1 });
    let (pause, test, production, unknown) =
        (at("POST_SCALE_UP"), at("TEST_TRAFFIC_SHIFT"), at("PRODUCTION_TRAFFIC_SHIFT"), at("LATER"));
    let (shortest, too_short, longest, too_long, stop) = (
        timeout(1, "ROLLBACK"),
        timeout(0, "ROLLBACK"),
        timeout(20_160, "CONTINUE"),
        timeout(20_161, "CONTINUE"),
        timeout(1, "STOP"),
    );
    shifted(
        "BLUE_GREEN",
        rows! {
            "DP-025": { "deploymentConfiguration.lifecycleHooks[0]" = lambda } => [];
            "DP-025": { "deploymentConfiguration.lifecycleHooks[0]" = { "hookTargetArn": FUNCTION } }
                => ["ECS0910 deploymentConfiguration.lifecycleHooks[0].lifecycleStages"];
            "DP-026": { "deploymentConfiguration.lifecycleHooks[0]" = { "targetType": "STEP", "lifecycleStages": ["POST_SCALE_UP"] } }
                => ["ECS0001 deploymentConfiguration.lifecycleHooks[0].targetType"];
            "DP-026": { "deploymentConfiguration.lifecycleHooks[0]" = unknown }
                => ["ECS0001 deploymentConfiguration.lifecycleHooks[0].lifecycleStages[0]"];
            "DP-027": { "deploymentConfiguration.lifecycleHooks[0]" = { "lifecycleStages": ["POST_SCALE_UP"] } }
                => ["ECS0911 deploymentConfiguration.lifecycleHooks[0].hookTargetArn"];
            "DP-027": { "deploymentConfiguration.lifecycleHooks[0]" = wrong_function }
                => ["ECS0706 deploymentConfiguration.lifecycleHooks[0].hookTargetArn"];
            "DP-027": { "deploymentConfiguration.lifecycleHooks[0]" = pause_with_function }
                => ["ECS0911 deploymentConfiguration.lifecycleHooks[0].hookTargetArn"];
            "DP-028": { "deploymentConfiguration.lifecycleHooks[0]" = pause } => [];
            "DP-028": { "deploymentConfiguration.lifecycleHooks[0]" = test }
                => ["ECS0910 deploymentConfiguration.lifecycleHooks[0].lifecycleStages[0]"];
            "DP-028": { "deploymentConfiguration.lifecycleHooks[0]" = production }
                => ["ECS0910 deploymentConfiguration.lifecycleHooks[0].lifecycleStages[0]"];
            "DP-029": { "deploymentConfiguration.lifecycleHooks[0]" = pause_with_details }
                => ["ECS0902 deploymentConfiguration.lifecycleHooks[0].hookDetails"];
            "DP-030": { "deploymentConfiguration.lifecycleHooks[0]" = shortest } => [];
            "DP-030": { "deploymentConfiguration.lifecycleHooks[0]" = too_short }
                => ["ECS0912 deploymentConfiguration.lifecycleHooks[0].timeoutConfiguration.timeoutInMinutes"];
            "DP-030": { "deploymentConfiguration.lifecycleHooks[0]" = longest } => [];
            "DP-030": { "deploymentConfiguration.lifecycleHooks[0]" = too_long }
                => ["ECS0912 deploymentConfiguration.lifecycleHooks[0].timeoutConfiguration.timeoutInMinutes"];
            "DP-031": { "deploymentConfiguration.lifecycleHooks[0]" = stop }
                => ["ECS0001 deploymentConfiguration.lifecycleHooks[0].timeoutConfiguration.action"];
        },
    );
}
