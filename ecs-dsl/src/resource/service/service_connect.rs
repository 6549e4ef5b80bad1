//! Service Connect: names by which services of a namespace reach each other.

use crate::api::ecs::{
    LogConfiguration, ServiceConnectAccessLogConfiguration, ServiceConnectAccessLoggingFormat,
    ServiceConnectClientAlias, ServiceConnectContainerConfiguration, ServiceConnectIncludeQueryParameters,
    ServiceConnectLogLevel, ServiceConnectTestTrafficHeaderMatchRules, ServiceConnectTestTrafficHeaderRules,
    ServiceConnectTestTrafficRules, TimeoutConfiguration,
};
use crate::resource::container::{LogChoice, Logs, Port};
use crate::resource::launch::InVpc;
use crate::resource::role::{IntoInfrastructureRole, RoleRef};
use crate::source::SourceLine;
use crate::units::Seconds;

/// A service's part in Service Connect: what it offers to the namespace, or that it only calls others.
///
/// AWS: [`ServiceConnectConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectConfiguration.html)
#[derive(Debug, Clone, Default)]
pub struct ServiceConnect {
    pub(super) namespace: Option<String>,
    pub(super) endpoints: Vec<EndpointState>,
    pub(super) logs: Option<LogChoice>,
    pub(super) access_log: Option<ServiceConnectAccessLogConfiguration>,
    pub(super) container_configurations: Vec<ServiceConnectContainerConfiguration>,
}

/// An endpoint with the facts about its port taken out of the handle.
#[derive(Debug, Clone)]
pub(super) struct EndpointState {
    pub(super) port_name: Option<String>,
    pub(super) container: std::rc::Rc<crate::resource::container::ContainerShared>,
    pub(super) port: i32,
    pub(super) endpoint: Endpoint,
    pub(super) line: SourceLine,
}

impl ServiceConnect {
    /// Makes a part that calls others and offers nothing.
    ///
    /// The namespace is the cluster's default unless [`namespace`](Self::namespace) names another.
    pub fn client() -> Self {
        Self::default()
    }

    /// Offers a port to the namespace; the port must have a name. AWS: `services`.
    #[must_use]
    #[track_caller]
    pub fn endpoint<L: InVpc>(mut self, port: &Port<L>, endpoint: Endpoint) -> Self {
        self.endpoints.push(EndpointState {
            port_name: port.name(),
            container: port.container.clone(),
            port: port.number(),
            endpoint,
            line: SourceLine::caller(),
        });
        self
    }

    /// Sets the Cloud Map namespace, by name or ARN. Default: the cluster's. AWS: `namespace`.
    #[must_use]
    pub fn namespace(mut self, namespace: impl Into<String>) -> Self {
        self.namespace = Some(namespace.into());
        self
    }

    /// Sends the proxy's own output somewhere. AWS: `logConfiguration`.
    #[must_use]
    pub fn logs(mut self, logs: Logs) -> Self {
        self.logs = Some(logs.into_choice());
        self
    }

    /// Logs each request, which needs [`logs`](Self::logs); query parameters may hold personal data. AWS: `accessLogConfiguration`.
    #[must_use]
    pub fn access_log(mut self, format: ServiceConnectAccessLoggingFormat, query_parameters: bool) -> Self {
        let include_query_parameters =
            query_parameters.then_some(ServiceConnectIncludeQueryParameters::Enabled);
        self.access_log = Some(ServiceConnectAccessLogConfiguration { format, include_query_parameters });
        self
    }

    /// Sets how much the proxy says. Default: `info`. AWS: `containerConfigurations.logLevel`.
    #[must_use]
    pub fn log_level(mut self, level: ServiceConnectLogLevel) -> Self {
        self.container_configurations.push(ServiceConnectContainerConfiguration { log_level: Some(level) });
        self
    }

    pub(super) fn log_configuration(&self, region: &str) -> Option<LogConfiguration> {
        self.logs.as_ref().map(|choice| choice.to_wire(region))
    }
}

/// The name and port under which others reach a port of the service.
///
/// AWS: [`ServiceConnectService`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html)
#[derive(Debug, Clone)]
pub struct Endpoint {
    pub(super) discovery_name: Option<String>,
    pub(super) alias: ServiceConnectClientAlias,
    pub(super) ingress_port: Option<i32>,
    pub(super) timeout: Option<TimeoutConfiguration>,
    pub(super) tls: Option<Tls>,
}

impl Endpoint {
    /// Makes an endpoint that clients reach at this port. AWS: `clientAliases.port`.
    pub fn at(port: u16) -> Self {
        let alias = ServiceConnectClientAlias { port: port.into(), ..ServiceConnectClientAlias::default() };
        Self { discovery_name: None, alias, ingress_port: None, timeout: None, tls: None }
    }

    /// Sets the name that clients use. Default: `<discovery name>.<namespace>`. AWS: `clientAliases.dnsName`.
    #[must_use]
    pub fn dns_name(mut self, name: impl Into<String>) -> Self {
        self.alias.dns_name = Some(name.into());
        self
    }

    /// Sets the name in Cloud Map. Default: the port's name. AWS: `discoveryName`.
    #[must_use]
    pub fn discovery_name(mut self, name: impl Into<String>) -> Self {
        self.discovery_name = Some(name.into());
        self
    }

    /// Sends requests with this header, of this value, to the new tasks of a blue/green deployment under test.
    ///
    /// AWS: `clientAliases.testTrafficRules`.
    #[must_use]
    pub fn test_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let value = ServiceConnectTestTrafficHeaderMatchRules { exact: value.into() };
        let header = ServiceConnectTestTrafficHeaderRules { name: name.into(), value: Some(value) };
        self.alias.test_traffic_rules = Some(ServiceConnectTestTrafficRules { header });
        self
    }

    /// Sets the port at which the proxy takes requests. Default: the container's port. AWS: `ingressPortOverride`.
    #[must_use]
    pub fn ingress_port(mut self, port: u16) -> Self {
        self.ingress_port = Some(port.into());
        self
    }

    /// Sets how long a connection may be idle: 0 never ends it. Default: 300 s, of TCP 3,600 s. AWS: `timeout.idleTimeoutSeconds`.
    #[must_use]
    pub fn idle_timeout(mut self, seconds: Seconds) -> Self {
        self.timeout.get_or_insert_default().idle_timeout_seconds = Some(seconds.get());
        self
    }

    /// Sets how long a request may take; not for TCP. AWS: `timeout.perRequestTimeoutSeconds`.
    #[must_use]
    pub fn request_timeout(mut self, seconds: Seconds) -> Self {
        self.timeout.get_or_insert_default().per_request_timeout_seconds = Some(seconds.get());
        self
    }

    /// Encrypts the traffic between tasks. AWS: `tls`.
    #[must_use]
    pub fn tls(mut self, tls: Tls) -> Self {
        self.tls = Some(tls);
        self
    }
}

/// Encryption between tasks, with certificates of a private certificate authority.
///
/// AWS: [`ServiceConnectTlsConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectTlsConfiguration.html)
#[derive(Debug, Clone)]
pub struct Tls {
    pub(super) authority: String,
    pub(super) kms_key: Option<String>,
    pub(super) role: Option<RoleRef>,
}

impl Tls {
    /// Takes certificates of an authority of AWS Private CA, by its ARN. AWS: `issuerCertificateAuthority`.
    pub fn private_ca(arn: impl Into<String>) -> Self {
        Self { authority: arn.into(), kms_key: None, role: None }
    }

    /// Encrypts the private keys with a KMS key of the user's. AWS: `kmsKey`.
    #[must_use]
    pub fn kms_key(mut self, key: impl Into<String>) -> Self {
        self.kms_key = Some(key.into());
        self
    }

    /// Sets the role with which ECS asks for certificates. Default: one derived. AWS: `roleArn`.
    #[must_use]
    #[track_caller]
    pub fn infrastructure_role(mut self, role: impl IntoInfrastructureRole) -> Self {
        self.role = Some(role.into_infrastructure_role());
        self
    }
}
