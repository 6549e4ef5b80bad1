//! Connections: secure ones to AWS, plain ones to what stands in for it on this machine.

use std::sync::{Arc, OnceLock};

use aws_smithy_http_client::{Builder, tls};
use aws_smithy_runtime_api::client::connector_metadata::ConnectorMetadata;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
    SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;

/// An HTTP client that makes what secure connections need when the first of them is asked for.
///
/// Reading the machine's root certificates takes longer than a small deployment to a local endpoint,
/// and the SDK would do it for each of its clients. Where the endpoint comes from (the command line, the
/// environment, a profile) does not matter: only what a request is sent to does.
#[derive(Debug)]
pub(super) struct Transport {
    plain: SharedHttpClient,
    secure: Arc<OnceLock<SharedHttpClient>>,
}

impl Transport {
    pub(super) fn shared() -> SharedHttpClient {
        SharedHttpClient::new(Self { plain: Builder::new().build_http(), secure: Arc::default() })
    }
}

impl HttpClient for Transport {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(ByScheme {
            plain: self.plain.clone(),
            secure: Arc::clone(&self.secure),
            settings: settings.clone(),
            components: components.clone(),
        })
    }

    fn connector_metadata(&self) -> Option<ConnectorMetadata> {
        self.plain.connector_metadata()
    }
}

/// Sends each request over the kind of connection that its URL asks for.
#[derive(Debug)]
struct ByScheme {
    plain: SharedHttpClient,
    secure: Arc<OnceLock<SharedHttpClient>>,
    settings: HttpConnectorSettings,
    components: RuntimeComponents,
}

impl HttpConnector for ByScheme {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let plain = request.uri().get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case("http://"));
        let client = if plain { &self.plain } else { self.secure.get_or_init(secure) };
        // The client keeps its connectors, and with them the open connections.
        client.http_connector(&self.settings, &self.components).call(request)
    }
}

fn secure() -> SharedHttpClient {
    let provider = tls::Provider::Rustls(tls::rustls_provider::CryptoMode::Ring);
    Builder::new().tls_provider(provider).build_https()
}
