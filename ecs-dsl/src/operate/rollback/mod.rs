//! Putting a service back to a task definition revision that it ran before.
//!
//! A deployment that is under way is undone by ECS itself, which also puts back what else it changed of
//! the service. Otherwise the service is given the older revision, and nothing else of it changes. Either
//! way the code is left as it is, and still wants what it says.

mod mark;
mod needs;
mod target;
mod undo;

use std::time::Duration;

use serde_json::{Value, json};

use super::service::Service;
use crate::apply::{
    self, Event, Failure, Options, Run, Setting, Target, Undone, follow, perform, primary, short,
};
use crate::assembly::{DIGEST_TAG, STACK_TAG};
use crate::plan::{self, Action, Impact, MemberChange, Plan, PlannedCall, PlannedResource};
use crate::resource::task_definition::lifecycle;
use target::Way;

/// What a service may be put back to, found and looked at.
#[derive(Debug)]
pub struct Prepared {
    run: Run,
    address: String,
    service: Service,
    /// The task definition that it is on, as it is described.
    current: Value,
    /// The one that it goes back to.
    target: Value,
    way: Way,
    timeout: Duration,
}

impl Prepared {
    /// Finds what the service at an address goes back to: the revision that is named, or else what the
    /// deployment under way replaces, or else the latest revision before this one that it ran. `None` when
    /// it is on the named revision already.
    ///
    /// A revision is named by its number, as `family:number`, or by its ARN.
    ///
    /// # Errors
    /// The service is not the stack's or not ECS's to deploy; there is nothing to go back to, or it needs
    /// what is gone; what can befall a call.
    pub async fn new(
        setting: Setting,
        options: Options,
        address: &str,
        to: Option<&str>,
    ) -> Result<Option<Self>, Failure> {
        let service = Service::read(&setting, address).await?;
        belongs_to(&service, &setting.manifest.stack)?;
        let controller = service.described["deploymentController"]["type"].as_str().unwrap_or("ECS");
        if controller != "ECS" {
            let what = format!("{controller} carries out the deployments of {address}, not ECS");
            return Err(Failure::new(what).fix("roll it back there"));
        }
        let current = primary(&service.described).map(|one| &one["taskDefinition"]);
        let current = current.or(Some(&service.described["taskDefinition"])).and_then(Value::as_str);
        let current = target::described(&setting, current.unwrap_or_default()).await?;
        let Some((target, way)) = target::find(&setting, &service, &current, to).await? else {
            return Ok(None);
        };
        needs::check(&setting, &target).await?;
        let resource = &setting.manifest.resources[address];
        let timeout = options.timeout.unwrap_or_else(|| apply::patience(&setting.manifest, resource));
        let known = setting.plan_options.known.clone();
        let run = Run::new(setting, options, known);
        Ok(Some(Self { run, address: address.to_owned(), service, current, target, way, timeout }))
    }

    /// Returns `family:revision` of what the service is on.
    pub fn from(&self) -> &str {
        name_of(&self.current)
    }

    /// Returns `family:revision` of what it goes back to.
    pub fn to(&self) -> &str {
        name_of(&self.target)
    }

    /// Returns how this is done, in words.
    pub fn how(&self) -> &'static str {
        match self.way {
            Way::Update => "a deployment of the older revision is started",
            Way::Stop(_) => "the deployment under way is stopped, and ECS puts back what it replaces",
            Way::Watch => "ECS puts it back already",
        }
    }

    /// Returns whether AWS is asked for a change.
    pub fn is_change(&self) -> bool {
        self.way != Way::Watch
    }

    /// Returns how long it is followed, if it is.
    pub fn patience(&self) -> Option<Duration> {
        self.run.options.wait.then_some(self.timeout)
    }

    /// Returns the rollback as a plan, for showing and for being agreed to: what differs between the two
    /// revisions, member by member.
    pub fn plan(&self) -> Plan {
        let mut members = vec![MemberChange {
            member: "taskDefinition".to_owned(),
            old: Some(self.from().into()),
            new: Some(self.to().into()),
            known_after_apply: false,
            hidden: false,
        }];
        let (new, old) = (lifecycle::live(&self.target).whole, lifecycle::live(&self.current).whole);
        // The digest only says that something else differs.
        let digest = format!("tags[{DIGEST_TAG}]");
        let differing = plan::members("ecs:task-definition", &new, &old);
        members.extend(
            differing
                .into_iter()
                .filter(|change| change.member != digest)
                .map(|change| MemberChange { member: format!("taskDefinition.{}", change.member), ..change }),
        );
        let resource = PlannedResource {
            address: self.address.clone(),
            kind: "ecs:service".to_owned(),
            name: self.service.name.clone(),
            action: Action::Update,
            because: Vec::new(),
            blocked: None,
            create_first: false,
            impact: Impact::RollingRestart,
            lost: None,
            marks: Vec::new(),
            members,
            deploys: true,
            arn: self.service.described["serviceArn"].as_str().map(str::to_owned),
            after: Default::default(),
            calls: self.call().into_iter().collect(),
            later: Vec::new(),
        };
        Plan {
            format: plan::FORMAT.to_owned(),
            stack: self.run.manifest.stack.clone(),
            region: self.run.manifest.region.clone(),
            account: Some(self.run.account.id.clone()),
            resources: vec![resource],
            adopt: false,
            known: plan::Known::new(),
            notes: Default::default(),
        }
    }

    fn call(&self) -> Option<PlannedCall> {
        let Service { cluster, name, .. } = &self.service;
        match &self.way {
            Way::Update => {
                let revision = &self.target["taskDefinitionArn"];
                let body = json!({ "cluster": cluster, "service": name, "taskDefinition": revision });
                Some(PlannedCall::new("ecs", "UpdateService", body))
            }
            Way::Stop(deployment) => {
                let body = json!({ "serviceDeploymentArn": deployment, "stopType": "ROLLBACK" });
                Some(PlannedCall::new("ecs", "StopServiceDeployment", body))
            }
            Way::Watch => None,
        }
    }

    /// Puts the service back, and follows that to its end if the options say so.
    ///
    /// Meanwhile the stack is marked as it is by a deploy, so that nobody else deploys it.
    ///
    /// # Errors
    /// Somebody deploys the stack; it failed, was stopped or took too long; what is known of the cause is in
    /// the details.
    pub async fn apply(&self) -> Result<(), Failure> {
        // To look on changes nothing, which any number may do.
        if !self.is_change() {
            return self.told().await;
        }
        let claim = mark::begin(&self.run).await?;
        claim.during(self.told()).await?;
        mark::refuse(&claim, &self.run)
    }

    /// Does the work, and tells how it goes.
    async fn told(&self) -> Result<(), Failure> {
        let begun = self.run.aws.time().now();
        let address = self.address.clone();
        self.run.tell(Event::Begun { address: address.clone(), what: "roll back" });
        let outcome = self.work().await;
        self.run.tell(match &outcome {
            Ok(()) => {
                let took = self.run.aws.time().now().saturating_sub(begun);
                Event::Done { address, what: "roll back", took }
            }
            Err(failure) => Event::Failed { address, what: failure.what.clone() },
        });
        outcome
    }

    async fn work(&self) -> Result<(), Failure> {
        let mut deployment = None;
        match (&self.way, self.call()) {
            (Way::Stop(arn), Some(call)) => {
                undo::stop(&self.run, &call.request).await?;
                if self.run.options.wait {
                    undo::follow(&self.run, &self.address, &self.service, arn, self.timeout).await?;
                }
                return Ok(());
            }
            (Way::Update, Some(call)) => {
                let answer = perform(&self.run, &self.run.aws, &self.address, &call).await;
                let answer =
                    answer.map_err(|(Undone::Failed(failure) | Undone::LookAgain(failure))| failure)?;
                deployment =
                    primary(&answer["service"]).and_then(|one| one["id"].as_str()).map(str::to_owned);
            }
            _ => {}
        }
        if !self.run.options.wait {
            return Ok(());
        }
        let followed = Target {
            address: self.address.clone(),
            cluster: self.service.cluster.clone(),
            service: self.service.name.clone(),
            deployment,
            task_definition: self.target["taskDefinitionArn"].as_str().map(str::to_owned),
            timeout: self.timeout,
        };
        follow(&self.run, &followed).await
    }
}

fn name_of(definition: &Value) -> &str {
    short(definition["taskDefinitionArn"].as_str().unwrap_or_default())
}

fn belongs_to(service: &Service, stack: &str) -> Result<(), Failure> {
    let mut tags = service.described["tags"].as_array().into_iter().flatten();
    let owner = tags.find(|tag| tag["key"] == STACK_TAG).and_then(|tag| tag["value"].as_str());
    match owner {
        Some(owner) if owner == stack => Ok(()),
        Some(owner) => Err(Failure::new(format!("the service {} belongs to stack `{owner}`", service.name))),
        None => Err(Failure::new(format!("the service {} belongs to no stack", service.name))
            .fix(format!("bring it under this one: `deploy {stack} --adopt`"))),
    }
}
