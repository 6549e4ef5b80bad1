//! Mistakes in roles and their policies.

use ecs_dsl::iam::policy::Principal;
use ecs_dsl::prelude::*;

use super::{Mistake, parts};

pub(super) const MISTAKES: &[Mistake] = &[
    Mistake {
        name: "action_misspelt",
        what: "a misspelt IAM action",
        code: "IAM0203",
        app: || {
            let it = parts();
            let document = PolicyDocument::new().allow("s3:GetObjects", "arn:aws:s3:::web-assets/*");
            let _ = it.role.clone().policy("assets", document);
            it.app()
        },
    },
    Mistake {
        name: "resource_does_not_suit",
        what: "an action on a resource of another kind",
        code: "IAM0303",
        app: || {
            let it = parts();
            let document = PolicyDocument::new().allow("s3:GetObject", "arn:aws:s3:::web-assets");
            let _ = it.role.clone().policy("assets", document);
            it.app()
        },
    },
    Mistake {
        name: "trust_without_principal",
        what: "a trust policy that lets nobody in",
        code: "IAM0502",
        app: || {
            let it = parts();
            let mut statement =
                Statement::allow("sts:AssumeRole").by(Principal::service("ecs-tasks.amazonaws.com"));
            statement.principal = None;
            let _ = it.role.clone().trust(PolicyDocument::new().statement(statement));
            it.app()
        },
    },
    Mistake {
        name: "trust_of_another_service",
        what: "a task role that ECS tasks may not take on",
        code: "IAM0610",
        app: || {
            let it = parts();
            let trust = Statement::allow("sts:AssumeRole").by(Principal::service("ec2.amazonaws.com"));
            let _ = it.role.clone().trust(PolicyDocument::new().statement(trust));
            it.app()
        },
    },
    Mistake {
        name: "session_too_short",
        what: "a session of ten minutes",
        code: "IAM0604",
        app: || {
            let it = parts();
            let _ = it.role.clone().max_session_duration(Seconds::new(600));
            it.app()
        },
    },
];
