package org.assemble.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assemble.local.audit.Audit;
import org.assemble.local.audit.Rebuild;
import org.assemble.local.demo.Demo;
import org.assemble.local.demo.Target;

/// The commands of `./assemble` that are more than a line of shell.
public final class Assemble {
    private final Wiring wiring = Wiring.fromEnvironment();

    private Assemble() {}

    public static void main(String[] arguments) {
        try {
            var words = Arrays.asList(arguments);
            var status = new Assemble().run(words.getFirst(), words.subList(1, words.size()));
            System.exit(status);
        } catch (CannotStart sentence) {
            System.err.println(sentence.getMessage());
            System.exit(1);
        } catch (InterruptedException | IOException e) {
            System.err.println(e);
            System.exit(1);
        }
    }

    private int run(String command, List<String> options) throws InterruptedException, IOException {
        switch (command) {
            case "up" -> up(options);
            case "down" -> new Launcher(wiring).down();
            case "status" -> {
                return Status.print(wiring);
            }
            case "reset" -> reset(options);
            case "token" -> Say.line(tokens().token(one(options, "a person, for example olive")));
            case "dev" -> {
                return Dev.run(
                        wiring, Service.named(one(options, "a service, for example ledger")));
            }
            case "demo" -> {
                return Demo.run(tokens(), options);
            }
            case "audit" -> {
                return Audit.run(tokens(), options);
            }
            case "rebuild" -> {
                return Rebuild.run(tokens(), options);
            }
            default -> throw new CannotStart("there is no command \"" + command + "\"");
        }
        return 0;
    }

    /// `--once`: this platform is started a single time, so nothing is recorded for later starts.
    private void up(List<String> options) throws InterruptedException {
        var launcher = new Launcher(wiring);
        if (isUp() && Launcher.find(wiring.home()).isPresent()) {
            Say.line("The platform is up already; ./assemble status shows it.");
        } else if (options.contains("--detach")) {
            launcher.upDetached(
                    options.stream().filter(option -> !option.equals("--detach")).toList());
        } else if (options.contains("--once")) {
            launcher.up(_ -> {});
        } else {
            launcher.up(Recorder::start);
        }
    }

    private void reset(List<String> options) throws IOException {
        var folder = wiring.home().folder();
        if (!options.contains("--yes")) {
            var console = System.console();
            if (console == null) {
                throw new CannotStart(
                        "reset deletes all data in " + folder + "; say --yes when you mean it");
            }
            var answer =
                    console.readLine(
                            "This deletes all data in %s. Type \"yes\" to go on: ", folder);
            if (!"yes".equals(answer)) {
                throw new CannotStart("Nothing was deleted.");
            }
        }
        new Launcher(wiring).down();
        wiring.home().clear();
        Say.line("All data in " + folder + " are gone.");
    }

    private Target tokens() {
        return new Target(wiring.address(Service.GATEWAY), this::token, this::machineToken);
    }

    private String token(String user) {
        var known =
                LocalRealm.people(wiring.keycloakFolder()).stream()
                        .map(LocalRealm.Person::username)
                        .toList();
        if (!known.contains(user)) {
            throw new CannotStart(
                    "There is no sign-in \""
                            + user
                            + "\"; there are "
                            + String.join(", ", known)
                            + ".");
        }
        return token(
                Map.of(
                        "grant_type",
                        "password",
                        "client_id",
                        LocalRealm.CLIENT,
                        "username",
                        user,
                        "password",
                        LocalRealm.PASSWORD,
                        "scope",
                        LocalRealm.SCOPES));
    }

    private String machineToken() {
        return token(
                Map.of(
                        "grant_type", "client_credentials",
                        "client_id", "assemble-machine",
                        "client_secret", wiring.machineSecret()));
    }

    private String token(Map<String, String> form) {
        var endpoint =
                wiring.realm().resolve(wiring.realm().getPath() + "/protocol/openid-connect/token");
        try {
            return new ObjectMapper()
                    .readTree(Http.postForm(endpoint, form))
                    .path("access_token")
                    .asText();
        } catch (IOException e) {
            throw new CannotStart(
                    "no token: " + e.getMessage() + (isUp() ? "" : " (is the platform up?)"), e);
        }
    }

    private boolean isUp() {
        return Files.exists(wiring.home().file("ready"));
    }

    private static String one(List<String> options, String what) {
        if (options.size() != 1) {
            throw new CannotStart("say " + what);
        }
        return options.getFirst();
    }
}
