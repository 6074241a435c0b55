package org.assemble.training.certificate;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How certificates are signed, shown and checked (T4).
@ConfigMapping(prefix = "assemble.certificates")
public interface CertificateSettings {

    /// Where the public finds the gateway: what is printed and signed leads there for years.
    URI publicUrl();

    /// Signs badges: an RSA key of at least 2048 bits, PKCS #8 in base64.
    String key();

    /// Public keys (X.509 in base64) of keys that signed before: they stay published, so that what
    /// they signed can still be verified.
    Optional<List<String>> retiredKeys();

    /// Who issues, as it stands on certificates and badges.
    @WithDefault("Assemble")
    String issuer();

    /// How often what is missing is issued, and what expires soon is said: the schedule of `Sweep`,
    /// which says how often where this does not.
    Optional<String> sweep();

    /// How long a signed list of what was withdrawn is given before it is made anew.
    @WithDefault("1m")
    Duration statusesFor();

    Checks checks();

    /// How often one address may check numbers.
    interface Checks {
        /// This many at once,
        @WithDefault("30")
        int atOnce();

        /// and then one in this time.
        @WithDefault("2s")
        Duration each();

        /// How many addresses are kept in mind at most.
        @WithDefault("50000")
        int addresses();
    }
}
