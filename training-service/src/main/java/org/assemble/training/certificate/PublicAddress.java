package org.assemble.training.certificate;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Set;

/// Addresses as the public finds them, at the gateway.
@ApplicationScoped
class PublicAddress {
    private static final Set<String> SCHEMES = Set.of("http", "https");

    @Inject CertificateSettings settings;

    /// What is printed and signed for years must lead somewhere: an address that can't stops the
    /// start.
    void start(@Observes StartupEvent started) {
        root(settings.publicUrl());
    }

    /// @param path `/api/v1/…`
    String of(String path) {
        return root(settings.publicUrl()) + path;
    }

    static String root(URI url) {
        if (!url.isAbsolute()
                || !SCHEMES.contains(url.getScheme())
                || url.getHost() == null
                || url.getRawUserInfo() != null
                || url.getRawQuery() != null
                || url.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "ASSEMBLE_PUBLIC_URL must be the gateway's address, as https://example.org");
        }
        return url.toString().replaceAll("/+$", "");
    }
}
