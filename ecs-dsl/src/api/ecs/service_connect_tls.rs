//! Encryption between Service Connect proxies.

use serde::{Deserialize, Serialize};

/// The encryption between Service Connect proxies.
///
/// AWS: [`ServiceConnectTlsConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectTlsConfiguration.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceConnectTlsConfiguration {
    /// The authority that signs the certificates.
    ///
    /// AWS: `ServiceConnectTlsConfiguration.issuerCertificateAuthority`
    pub issuer_certificate_authority: ServiceConnectTlsCertificateAuthority,
    /// The KMS key that encrypts the private keys.
    ///
    /// Default: the key that AWS manages.
    /// AWS: `ServiceConnectTlsConfiguration.kmsKey`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kms_key: Option<String>,
    /// The ECS infrastructure role that fetches and renews the certificates, as an ARN.
    ///
    /// AWS: `ServiceConnectTlsConfiguration.roleArn`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role_arn: Option<String>,
}

/// The authority that signs a service's certificates.
///
/// AWS: [`ServiceConnectTlsCertificateAuthority`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectTlsCertificateAuthority.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceConnectTlsCertificateAuthority {
    /// The ARN of the authority in AWS Private CA.
    ///
    /// AWS: `ServiceConnectTlsCertificateAuthority.awsPcaAuthorityArn`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aws_pca_authority_arn: Option<String>,
}
