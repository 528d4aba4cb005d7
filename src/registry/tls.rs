//! TLS: whom we trust, and who we say that we are.

use std::sync::Arc;

use rustls::{
    ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme,
    client::{
        WebPkiServerVerifier,
        danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
        verify_server_name,
    },
    crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature},
    pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime, pem::PemObject},
    server::ParsedCertificate,
};

use crate::{
    config::Certificates,
    error::{Context, Error, Result},
};

/// The configuration for one registry: the system's authorities (`SSL_CERT_FILE` and `SSL_CERT_DIR` replace them) and those
/// of `certs.d`; with `verify` false, anyone.
pub(super) fn config(certificates: &Certificates, verify: bool) -> Result<ClientConfig> {
    let provider = Arc::new(ring::default_provider());
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider));
    let builder = builder.with_safe_default_protocol_versions().context("cannot set up TLS")?;
    let verifier: Arc<dyn ServerCertVerifier> = match verify {
        true => Arc::new(Pinning::new(certificates, provider)?),
        false => Arc::new(Anyone(provider)),
    };
    let builder = builder.dangerous().with_custom_certificate_verifier(verifier);
    let Some(pair) = &certificates.client else { return Ok(builder.with_no_client_auth()) };
    let chain = CertificateDer::pem_slice_iter(&pair.certificate).collect::<std::result::Result<Vec<_>, _>>();
    let chain = chain.with_context(|| format!("{} is not PEM", pair.path.display()))?;
    let key = PrivateKeyDer::from_pem_slice(&pair.key)
        .with_context(|| format!("{} is not a private key in PEM", pair.path.with_extension("key").display()))?;
    builder.with_client_auth_cert(chain, key).with_context(|| format!("{} is no use for TLS", pair.path.display()))
}

/// Whether all that is wrong with a certificate is that it is marked as an authority: its time was looked at before.
pub(super) fn is_own_authority(error: &rustls::Error) -> bool {
    use rustls::{CertificateError, Error};
    matches!(error, Error::InvalidCertificate(CertificateError::Other(other)) if other.to_string().contains("CaUsedAsEndEntity"))
}

/// The usual verification, except that a certificate which itself is among the trusted ones will do even if it is marked as
/// an authority: that is what `openssl req -x509` makes, and what many a private registry shows.
#[derive(Debug)]
struct Pinning {
    usual: Option<Arc<WebPkiServerVerifier>>,
    pinned: Vec<CertificateDer<'static>>,
    provider: Arc<CryptoProvider>,
}

impl Pinning {
    fn new(certificates: &Certificates, provider: Arc<CryptoProvider>) -> Result<Self> {
        let mut roots = RootCertStore::empty();
        // Unreadable system certificates only make the store smaller; what is missing shows in the handshake.
        let mut pinned = rustls_native_certs::load_native_certs().certs;
        roots.add_parsable_certificates(pinned.iter().cloned());
        for (path, pem) in &certificates.authorities {
            for certificate in CertificateDer::pem_slice_iter(pem) {
                let certificate = certificate.with_context(|| format!("{} is not PEM", path.display()))?;
                roots.add(certificate.clone()).with_context(|| format!("{} is no certificate", path.display()))?;
                pinned.push(certificate);
            }
        }
        let usual = match roots.is_empty() {
            true => None,
            false => Some(
                WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider))
                    .build()
                    .map_err(|error| Error::new(format!("cannot set up TLS: {error}")))?,
            ),
        };
        Ok(Pinning { usual, pinned, provider })
    }
}

impl ServerCertVerifier for Pinning {
    fn verify_server_cert(
        &self,
        end: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> std::result::Result<ServerCertVerified, rustls::Error> {
        let usual = match &self.usual {
            Some(verifier) => verifier.verify_server_cert(end, intermediates, name, ocsp, now),
            None => Err(rustls::CertificateError::UnknownIssuer.into()),
        };
        if usual.as_ref().is_err_and(is_own_authority) && self.pinned.iter().any(|certificate| certificate == end) {
            verify_server_name(&ParsedCertificate::try_from(end)?, name)?;
            return Ok(ServerCertVerified::assertion());
        }
        usual
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> std::result::Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> std::result::Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

/// Trusts everyone: `--tls-verify=false` and `insecure = true`.
#[derive(Debug)]
struct Anyone(Arc<CryptoProvider>);

impl ServerCertVerifier for Anyone {
    fn verify_server_cert(
        &self,
        _end: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _name: &ServerName<'_>,
        _ocsp: &[u8],
        _now: UnixTime,
    ) -> std::result::Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _message: &[u8],
        _cert: &CertificateDer<'_>,
        _dss: &DigitallySignedStruct,
    ) -> std::result::Result<HandshakeSignatureValid, rustls::Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn verify_tls13_signature(
        &self,
        _message: &[u8],
        _cert: &CertificateDer<'_>,
        _dss: &DigitallySignedStruct,
    ) -> std::result::Result<HandshakeSignatureValid, rustls::Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use std::process::Command;
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_trusted_certificate_that_is_an_authority_will_do_until_it_expires() {
        let dir = tempfile::tempdir().unwrap();
        let (key, path) = (dir.path().join("key.pem"), dir.path().join("ca.crt"));
        let made = Command::new("openssl")
            .args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"])
            .args(["-subj", "/CN=q.io", "-addext", "subjectAltName=DNS:q.io", "-keyout"])
            .args([key.as_os_str(), "-out".as_ref(), path.as_os_str()])
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let pem = std::fs::read(&path).unwrap();
        let end = CertificateDer::from_pem_slice(&pem).unwrap();
        let certificates = Certificates { authorities: vec![(path, pem)], ..Certificates::default() };
        let pinning = Pinning::new(&certificates, Arc::new(ring::default_provider())).unwrap();
        let (now, day) = (UnixTime::now().as_secs(), 24 * 3600);
        for (host, time, expected) in [("q.io", now, true), ("r.io", now, false), ("q.io", now + 3 * day, false)] {
            let time = UnixTime::since_unix_epoch(Duration::from_secs(time));
            let verdict = pinning.verify_server_cert(&end, &[], &ServerName::try_from(host).unwrap(), &[], time);
            assert_eq!(verdict.is_ok(), expected, "{host} {verdict:?}");
        }
    }
}
