package org.assemble.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalRealmTest {
    private static final Path SHIPPED = Path.of("../keycloak");

    @TempDir Path folder;

    @Test
    void nobody_can_sign_in_by_a_known_password_to_the_realm_that_is_shipped() throws IOException {
        var text = Files.readString(SHIPPED.resolve("realm.json"));
        assertThat(text).doesNotContain("credentials", LocalRealm.PASSWORD);
        assertThat(
                        client(read(SHIPPED.resolve("realm.json")))
                                .path("directAccessGrantsEnabled")
                                .asBoolean())
                .isFalse();
    }

    @Test
    void every_secret_in_it_is_a_placeholder() throws IOException {
        read(SHIPPED.resolve("realm.json"))
                .findValues("secret")
                .forEach(secret -> assertThat(secret.asText()).matches("\\$\\{[A-Z_]+}"));
    }

    @Test
    void D1_tokens_say_whether_an_address_is_verified() throws IOException {
        var realm = read(SHIPPED.resolve("realm.json"));
        assertThat(realm.path("clientScopes").findValuesAsText("claim.name"))
                .contains("email_verified");
        var local = read(LocalRealm.write(SHIPPED, folder.resolve("realm.json")));
        assertThat(local.path("users").findValuesAsText("emailVerified"))
                .isNotEmpty()
                .containsOnly("true");
    }

    @Test
    void the_local_realm_has_people_to_try_it_with() throws IOException {
        var local = read(LocalRealm.write(SHIPPED, folder.resolve("realm.json")));
        assertThat(client(local).path("directAccessGrantsEnabled").asBoolean()).isTrue();
        assertThat(local.path("users").findValuesAsText("username"))
                .contains(
                        "nadia", "fin", "amal", "rosa", "olive", "otto", "tariq", "mina", "felix",
                        "tess")
                .contains("service-account-assemble-machine");
    }

    @Test
    void it_has_a_group_for_each_of_the_twelve_nations_and_regions() throws IOException {
        var regions = read(SHIPPED.resolve("realm.json")).path("groups").path(0);
        assertThat(regions.path("name").asText()).isEqualTo("region");
        assertThat(regions.path("subGroups")).hasSize(12);
    }

    @Test
    void every_scope_that_our_applications_ask_for_is_one_that_the_client_may_have()
            throws IOException {
        var realm = read(SHIPPED.resolve("realm.json"));
        assertThat(realm.path("clientScopes").findValuesAsText("name")).contains(ownScopes());
        var optional = new ArrayList<String>();
        client(realm).path("optionalClientScopes").forEach(scope -> optional.add(scope.asText()));
        assertThat(optional).containsExactlyInAnyOrder(ownScopes());
    }

    private static String[] ownScopes() {
        return LocalRealm.SCOPES.replaceFirst("openid ", "").split(" ");
    }

    private static JsonNode client(JsonNode realm) {
        for (var client : realm.path("clients")) {
            if (client.path("clientId").asText().equals(LocalRealm.CLIENT)) {
                return client;
            }
        }
        throw new AssertionError("no client " + LocalRealm.CLIENT);
    }

    private static JsonNode read(Path file) throws IOException {
        return new ObjectMapper().readTree(file.toFile());
    }
}
