package org.assemble.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who starts the platform from this checkout afterwards finds Keycloak built.
class RealKeycloakTest {
    @TempDir Path folder;

    @Test
    void it_is_built_once_for_all_who_start_it_from_this_checkout() throws IOException {
        var distribution = Keycloak.prepare(new Home(folder));
        var built = distribution.resolve("lib/quarkus/generated-bytecode.jar");
        var first = Files.getLastModifiedTime(built);

        assertThat(Keycloak.prepare(new Home(folder))).isEqualTo(distribution);
        assertThat(Files.getLastModifiedTime(built)).isEqualTo(first);
    }
}
