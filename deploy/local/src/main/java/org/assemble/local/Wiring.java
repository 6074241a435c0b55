package org.assemble.local;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One platform: where it keeps its data, where its parts listen, and what each of them is told.
///
/// @param portOffset added to every port, so that several platforms can run on one machine
/// @param keycloak the address of the Keycloak whose tokens count
record Wiring(Path checkout, Home home, int portOffset, URI keycloak, Secrets secrets) {
    static final int POSTGRES = 15432;
    static final int KAFKA = 19092;
    static final int KAFKA_CONTROLLER = 19093;
    static final int KEYCLOAK = 18080;
    static final int KEYCLOAK_MANAGEMENT = 18081;
    static final int GATEWAY_MANAGEMENT = 8090;

    /// As the environment says: ASSEMBLE_DATA (a folder, by default `.assemble` in the checkout)
    /// and ASSEMBLE_PORT_OFFSET (by default 0).
    static Wiring fromEnvironment() {
        var checkout = findCheckout();
        var home =
                new Home(
                        Optional.ofNullable(System.getenv("ASSEMBLE_DATA"))
                                .map(Path::of)
                                .orElse(checkout.resolve(".assemble")));
        var offset = offset();
        return new Wiring(checkout, home, offset, keycloak(offset), Secrets.of(home));
    }

    /// Another platform of this checkout, with its own data and ports, but our people and tokens.
    Wiring elsewhere(Home other, int otherOffset) {
        return new Wiring(checkout, other, otherOffset, keycloak, Secrets.of(other));
    }

    private static int offset() {
        var offset = Optional.ofNullable(System.getenv("ASSEMBLE_PORT_OFFSET")).orElse("0");
        try {
            return Integer.parseInt(offset);
        } catch (NumberFormatException e) {
            throw new CannotStart(
                    "ASSEMBLE_PORT_OFFSET must be a number, not \"" + offset + "\"", e);
        }
    }

    private static Path findCheckout() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("deploy/local"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new CannotStart("this is not inside a checkout of Assemble");
            }
        }
        return folder;
    }

    int port(int base) {
        return base + portOffset;
    }

    int port(Service service) {
        return port(service.port);
    }

    URI address(Service service) {
        return URI.create("http://localhost:" + port(service));
    }

    /// The ports of a service, the one that tells how it is last: the gateway's is not the
    /// public's.
    List<Integer> ports(Service service) {
        return service == Service.GATEWAY
                ? List.of(port(service), port(GATEWAY_MANAGEMENT))
                : List.of(port(service));
    }

    URI readiness(Service service) {
        return URI.create("http://localhost:" + ports(service).getLast() + "/q/health/ready");
    }

    private static URI keycloak(int offset) {
        return URI.create("http://localhost:" + (KEYCLOAK + offset));
    }

    URI realm() {
        return keycloak().resolve("/realms/" + Keycloak.REALM);
    }

    Path keycloakFolder() {
        return checkout.resolve("deploy/keycloak");
    }

    String superuserPassword() {
        return secrets.get("postgres.password");
    }

    Postgres.Database database(String name) {
        return new Postgres.Database(
                port(POSTGRES),
                name,
                secrets.get(name + ".owner.password"),
                secrets.get(name + ".app.password"));
    }

    Keycloak.Settings keycloakSettings() {
        return new Keycloak.Settings(
                port(KEYCLOAK),
                port(KEYCLOAK_MANAGEMENT),
                database(Keycloak.PART),
                secrets.get("keycloak.admin.password"),
                LocalRealm.write(keycloakFolder(), home.file("realm.json")),
                Map.of(
                        "ASSEMBLE_WEB_URL", "http://localhost:3000",
                        "ASSEMBLE_MACHINE_SECRET", machineSecret(),
                        "ASSEMBLE_KEYCLOAK_CLIENT_SECRET",
                                secrets.get("keycloak.campaign-service.secret")));
    }

    String machineSecret() {
        return secrets.get("keycloak.machine.secret");
    }

    /// What a service reads from its environment.
    Map<String, String> environment(Service service) {
        var environment = new HashMap<String, String>();
        environment.put("ASSEMBLE_HTTP_PORT", Integer.toString(port(service)));
        environment.put("ASSEMBLE_ISSUER", realm().toString());
        environment.put("ASSEMBLE_KAFKA", "127.0.0.1:" + port(KAFKA));
        var database = database(service.part());
        environment.put("ASSEMBLE_DB_URL", database.address());
        environment.put("ASSEMBLE_DB_USER", database.app());
        environment.put("ASSEMBLE_DB_PASSWORD", database.appPassword());
        environment.put("ASSEMBLE_DB_OWNER", database.owner());
        environment.put("ASSEMBLE_DB_OWNER_PASSWORD", database.ownerPassword());
        environment.putAll(own(service));
        return environment;
    }

    /// The checkout's own routing table, unless the environment names another.
    private Path routes() {
        return Optional.ofNullable(System.getenv("ASSEMBLE_ROUTES"))
                .map(Path::of)
                .orElseGet(() ->
                        Service.GATEWAY.module(checkout).resolve("src/main/resources/routes.yaml"));
    }

    private Map<String, String> own(Service service) {
        return switch (service) {
            case CAMPAIGN ->
                    Map.of(
                            "ASSEMBLE_KEYCLOAK_URL", keycloak().toString(),
                            "ASSEMBLE_KEYCLOAK_CLIENT_SECRET",
                                    secrets.get("keycloak.campaign-service.secret"),
                            "ASSEMBLE_PERSON_KEY", secrets.get("person.key"));
            case GATEWAY ->
                    Map.of(
                            "ASSEMBLE_MANAGEMENT_PORT", Integer.toString(port(GATEWAY_MANAGEMENT)),
                            "ASSEMBLE_ROUTES", routes().toString(),
                            "ASSEMBLE_CAMPAIGN_URL", address(Service.CAMPAIGN).toString(),
                            "ASSEMBLE_ASSEMBLY_URL", address(Service.ASSEMBLY).toString(),
                            "ASSEMBLE_TRAINING_URL", address(Service.TRAINING).toString(),
                            "ASSEMBLE_LEDGER_URL", address(Service.LEDGER).toString(),
                            "ASSEMBLE_WEBHOOK_KEY", secrets.get("webhook.key"),
                            "ASSEMBLE_WEBHOOK_LOCAL_TARGETS", "true");
            case LEDGER -> Map.of("ASSEMBLE_CHECKPOINT_KEY", secrets.get("checkpoint.key"));
            case TRAINING ->
                    Map.of(
                            "ASSEMBLE_PUBLIC_URL", address(Service.GATEWAY).toString(),
                            "ASSEMBLE_CERTIFICATE_KEY", secrets.rsaKey("certificate.key"),
                            "ASSEMBLE_PERSON_KEY", secrets.get("training.person.key"));
            case ASSEMBLY -> Map.of();
        };
    }
}
