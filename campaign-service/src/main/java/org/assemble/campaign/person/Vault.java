package org.assemble.campaign.person;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import org.assemble.platform.vault.KeyVault;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// What identifies a person is encrypted under a key of their own (D3): destroying it erases
/// everything that was written under it.
@Startup // a key that does not fit stops the start
@Singleton
class Vault extends KeyVault {
    Vault(@ConfigProperty(name = "assemble.person-key") String masterKey) {
        super(masterKey, "ASSEMBLE_PERSON_KEY");
    }
}
