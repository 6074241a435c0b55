package org.assemble.training.certificate;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/// Addresses as the public finds them, at the gateway.
@ApplicationScoped
class PublicAddress {
    @Inject CertificateSettings settings;

    /// @param path `/api/v1/…`
    String of(String path) {
        return settings.publicUrl().toString().replaceAll("/+$", "") + path;
    }
}
