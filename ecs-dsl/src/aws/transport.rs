//! Connections: secure ones to AWS, straight or through a proxy, and plain ones to what stands in for it on this
//! machine.

use std::sync::{Arc, OnceLock};

use aws_smithy_http_client::proxy::ProxyConfig;
use aws_smithy_http_client::{Builder, Connector, tls};
use aws_smithy_runtime_api::client::connector_metadata::ConnectorMetadata;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
    SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;

use super::nearby::is_nearby;

/// The variables that name a proxy, as curl and AWS's own tools read them. `NO_PROXY` says for which hosts
/// there is none.
const PROXY_VARIABLES: &[&str] =
    &["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];

/// Returns the first variable of the environment that names a proxy.
pub(super) fn proxy_variable() -> Option<&'static str> {
    let is_set = |name: &&&str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    PROXY_VARIABLES.iter().find(is_set).copied()
}

/// An HTTP client that makes what secure connections need when the first of them is asked for.
///
/// Reading the machine's root certificates takes longer than a small deployment to a local endpoint,
/// and the SDK would do it for each of its clients. Where the endpoint comes from (the command line, the
/// environment, a profile) does not matter: only what a request is sent to does.
///
/// The SDK heeds no proxy by itself. Where the environment names one, requests go through it, but for those
/// to this machine and to what gives it its credentials: no proxy has the way there.
#[derive(Debug)]
pub(super) struct Transport(Arc<Clients>);

#[derive(Debug)]
struct Clients {
    plain: SharedHttpClient,
    secure: OnceLock<SharedHttpClient>,
    proxied: OnceLock<SharedHttpClient>,
    has_proxy: bool,
}

impl Transport {
    pub(super) fn shared() -> SharedHttpClient {
        SharedHttpClient::new(Self(Arc::new(Clients {
            plain: Builder::new().build_http(),
            secure: OnceLock::new(),
            proxied: OnceLock::new(),
            has_proxy: proxy_variable().is_some(),
        })))
    }
}

impl HttpClient for Transport {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(ByUrl {
            clients: Arc::clone(&self.0),
            settings: settings.clone(),
            components: components.clone(),
        })
    }

    fn connector_metadata(&self) -> Option<ConnectorMetadata> {
        self.0.plain.connector_metadata()
    }
}

/// Sends each request over the kind of connection that its URL asks for.
#[derive(Debug)]
struct ByUrl {
    clients: Arc<Clients>,
    settings: HttpConnectorSettings,
    components: RuntimeComponents,
}

impl HttpConnector for ByUrl {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let clients = &self.clients;
        let client = match way(request.uri(), clients.has_proxy) {
            Way::Plain => &clients.plain,
            Way::Secure => clients.secure.get_or_init(secure),
            Way::Proxied => clients.proxied.get_or_init(proxied),
        };
        // The client keeps its connectors, and with them the open connections.
        client.http_connector(&self.settings, &self.components).call(request)
    }
}

/// How a request gets to where it is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Plain,
    Secure,
    /// Through a proxy, or straight where the environment says so of the host.
    Proxied,
}

fn way(url: &str, has_proxy: bool) -> Way {
    let plain = url.get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case("http://"));
    match (has_proxy && !is_nearby(url), plain) {
        (true, _) => Way::Proxied,
        (false, true) => Way::Plain,
        (false, false) => Way::Secure,
    }
}

const TLS: tls::Provider = tls::Provider::Rustls(tls::rustls_provider::CryptoMode::Ring);

fn secure() -> SharedHttpClient {
    Builder::new().tls_provider(TLS).build_https()
}

fn proxied() -> SharedHttpClient {
    Builder::new().build_with_connector_fn(|settings, _| {
        let mut connector = Connector::builder();
        connector.set_connector_settings(settings.cloned());
        connector.proxy_config(ProxyConfig::from_env()).tls_provider(TLS).build()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxy_is_for_what_is_far_away() {
        for (url, has_proxy, expected) in [
            ("https://ecs.eu-central-1.amazonaws.com/", false, Way::Secure),
            ("https://ecs.eu-central-1.amazonaws.com/", true, Way::Proxied),
            ("http://moto:5000/", false, Way::Plain),
            ("HTTP://moto:5000/", true, Way::Proxied),
            ("http://127.0.0.1:5000/", true, Way::Plain),
            ("https://localhost:8443/", true, Way::Secure),
            ("http://169.254.169.254/latest/api/token", true, Way::Plain),
        ] {
            assert_eq!(way(url, has_proxy), expected, "{url} {has_proxy}");
        }
    }
}
