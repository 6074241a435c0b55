package org.assemble.training.address;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import org.assemble.platform.vault.KeyVault;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The key of what this service holds that identifies people (D3).
@Startup // a key that does not fit stops the start
@Singleton
public class Vault extends KeyVault {
    Vault(@ConfigProperty(name = "assemble.person-key") String masterKey) {
        super(masterKey, "ASSEMBLE_PERSON_KEY");
    }
}
