//! What can go wrong between us and AWS, told so that a caller can act on it.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use super::operation::Service;
use super::transport::proxy_variable;

/// The kind of a failure: what decides how to go on.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum CallErrorKind {
    /// What the call is about does not exist.
    NotFound,
    /// Something of that name exists already.
    AlreadyExists,
    /// It exists, but is being deleted or was deleted, and takes no change.
    NotActive,
    /// A service of that name is still stopping its tasks; the name becomes free when they are gone.
    Draining,
    /// It cannot go while something else needs it: a cluster with services, a role with policies.
    Occupied,
    /// Another change to it is under way.
    InProgress,
    /// ECS cannot assume the role yet, or ever: a new role takes up to two minutes to be known.
    CannotAssumeRole {
        /// The role's ARN, where AWS named it.
        role: Option<String>,
    },
    /// AWS says that the request is wrong.
    InvalidParameter,
    /// A quota of the account is used up.
    LimitExceeded,
    /// Calls came too fast, and the retries did not help.
    Throttled,
    /// AWS failed inside.
    ServerFault,
    /// The credentials are good, but do not allow this.
    AccessDenied {
        /// The action that was refused, such as `ecs:CreateService`.
        action: String,
        /// The resource that it was refused on, where AWS named it.
        resource: Option<String>,
        /// Who was refused, where AWS named them.
        principal: Option<String>,
    },
    /// No credentials were found anywhere in the standard chain.
    NoCredentials,
    /// Credentials were found, but AWS does not accept them: expired, revoked or mistyped.
    BadCredentials,
    /// No Region was given and none is configured.
    NoRegion,
    /// Nothing answers at the endpoint: no network, a wrong Region or a wrong endpoint URL.
    Unreachable,
    /// The endpoint answers, but does not know the operation; from what stands in for AWS a web page
    /// instead of an answer means the same.
    NotOffered,
    /// The connection ended before the answer came.
    ConnectionCut,
    /// The answer did not come in time.
    TimedOut,
    /// A gate stopped the call.
    Stopped {
        /// Whether the call was made and only its answer was given up.
        had_effect: bool,
    },
    /// An answer came that is not what the API promises.
    Unreadable,
    /// Something else, told by the error's code and message.
    Other,
}

/// A call that failed.
///
/// What is known of it lies in a box, as it is much larger than what most calls answer.
#[derive(Debug)]
pub struct CallError(Box<Details>);

#[derive(Debug)]
struct Details {
    service: Service,
    operation: String,
    kind: CallErrorKind,
    code: Option<String>,
    message: String,
    status: Option<u16>,
    request_id: Option<String>,
    source: Option<Box<dyn Error + Send + Sync>>,
}

impl CallError {
    pub(super) fn new(
        service: Service,
        operation: impl Into<String>,
        kind: CallErrorKind,
        message: impl Into<String>,
    ) -> Self {
        Self(Box::new(Details {
            service,
            operation: operation.into(),
            kind,
            code: None,
            message: message.into(),
            status: None,
            request_id: None,
            source: None,
        }))
    }

    pub(super) fn with_code(mut self, code: Option<String>) -> Self {
        self.0.code = code;
        self
    }

    pub(super) fn with_status(mut self, status: Option<u16>) -> Self {
        self.0.status = status;
        self
    }

    pub(super) fn with_request_id(mut self, request_id: Option<String>) -> Self {
        self.0.request_id = request_id;
        self
    }

    pub(super) fn with_source(mut self, source: Box<dyn Error + Send + Sync>) -> Self {
        self.0.source = Some(source);
        self
    }

    /// Returns what kind of failure it was.
    pub fn kind(&self) -> &CallErrorKind {
        &self.0.kind
    }

    /// Returns whose operation failed.
    pub fn service(&self) -> Service {
        self.0.service
    }

    /// Returns the operation's name in the API.
    pub fn operation(&self) -> &str {
        &self.0.operation
    }

    /// Returns the error code that AWS gave, such as `ServiceNotFoundException`.
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// Returns what AWS said, or what we say where AWS said nothing.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Returns the HTTP status, if an answer came.
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// Returns the id that AWS's support can find the call by.
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// Returns whether the thing is not there.
    pub fn is_not_found(&self) -> bool {
        self.0.kind == CallErrorKind::NotFound
    }

    /// Returns whether the call may have done what it was to do, although it failed.
    ///
    /// Read before repeating a call for which this holds.
    pub fn may_have_had_effect(&self) -> bool {
        matches!(
            self.0.kind,
            CallErrorKind::ServerFault
                | CallErrorKind::ConnectionCut
                | CallErrorKind::TimedOut
                | CallErrorKind::Unreadable
                | CallErrorKind::Stopped { had_effect: true }
        )
    }

    /// Returns for how long the same call is worth repeating; `None` if it never is.
    ///
    /// The SDK has repeated it a few times already; this is about what takes AWS longer.
    pub fn patience(&self) -> Option<Duration> {
        let seconds = match self.0.kind {
            CallErrorKind::CannotAssumeRole { .. } => 120,
            CallErrorKind::Throttled
            | CallErrorKind::ServerFault
            | CallErrorKind::ConnectionCut
            | CallErrorKind::TimedOut => 120,
            CallErrorKind::InProgress | CallErrorKind::Occupied => 300,
            // Connections of the tasks that stop are given as much as an hour by load balancers.
            CallErrorKind::Draining => 3600,
            _ => return None,
        };
        Some(Duration::from_secs(seconds))
    }

    /// Returns what the user can do about it, where that is known.
    pub fn fix(&self) -> Option<String> {
        Some(match &self.0.kind {
            CallErrorKind::NoCredentials => "set AWS_PROFILE or pass --profile, run `aws sso login`, or set \
                 AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
                .to_owned(),
            CallErrorKind::BadCredentials => "get new credentials (`aws sso login`, or a new session), and \
                 check that the clock of this machine is right"
                .to_owned(),
            CallErrorKind::NoRegion => {
                "state the Region in the stack, `.region(\"…\")`, or pass --region".to_owned()
            }
            CallErrorKind::Unreachable => {
                let mut fix =
                    "check the network, the name of the Region, and AWS_ENDPOINT_URL if it is set".to_owned();
                if let Some(variable) = proxy_variable() {
                    fix.push_str(&format!(
                        "; {variable} names a proxy, and NO_PROXY what is reached without"
                    ));
                }
                fix
            }
            CallErrorKind::AccessDenied { action, resource, principal } => {
                let on = resource.as_deref().map(|arn| format!(" on {arn}")).unwrap_or_default();
                let who = principal.as_deref().unwrap_or("the identity that deploys");
                format!("allow {action}{on} in a policy of {who}")
            }
            CallErrorKind::CannotAssumeRole { role } => {
                let which = role.as_deref().unwrap_or("the role");
                format!("check that the trust policy of {which} lets ECS assume it, and that it exists")
            }
            CallErrorKind::LimitExceeded => {
                "raise the quota in Service Quotas, or remove what is not needed any more".to_owned()
            }
            CallErrorKind::NotOffered => {
                "the endpoint does not have this operation: use a newer emulator, or AWS itself".to_owned()
            }
            _ => return None,
        })
    }
}

impl fmt::Display for CallError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Details { service, operation, message, .. } = &*self.0;
        match &self.0.kind {
            CallErrorKind::NoRegion => return formatter.write_str("no Region is configured"),
            CallErrorKind::NoCredentials => {
                write!(formatter, "no AWS credentials were found for {service}:{operation}")?;
            }
            CallErrorKind::AccessDenied { action, resource, .. } => {
                write!(formatter, "{action} is not allowed")?;
                if let Some(resource) = resource {
                    write!(formatter, " on {resource}")?;
                }
                if !message.is_empty() {
                    write!(formatter, ": {message}")?;
                }
            }
            _ => {
                write!(formatter, "{service}:{operation} failed: ")?;
                match &self.0.code {
                    Some(code) if message.is_empty() => formatter.write_str(code)?,
                    Some(code) => write!(formatter, "{code}: {message}")?,
                    None => formatter.write_str(message)?,
                }
            }
        }
        if let Some(request_id) = &self.0.request_id {
            write!(formatter, " (request {request_id})")?;
        }
        Ok(())
    }
}

impl Error for CallError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source.as_deref().map(|source| source as &(dyn Error + 'static))
    }
}
