package org.assemble.local.demo;

import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Plays the story against a running platform and shows what it did to the books.
///
/// With `--json` it prints one document instead of sentences. `ASSEMBLE_GATEWAY_URL` and
/// `ASSEMBLE_ISSUER` say where the platform is, when not where `./assemble up` puts it. Ends with 1
/// where a figure is off by a penny, or where the story can't go on.
public final class Demo {
    private static final String GATEWAY = "http://localhost:8080";
    private static final String ISSUER = "http://localhost:18080/realms/assemble";

    private Demo() {}

    public static void main(String[] arguments) {
        Map<String, String> environment = System.getenv();
        System.exit(
                play(
                        URI.create(environment.getOrDefault("ASSEMBLE_GATEWAY_URL", GATEWAY)),
                        URI.create(environment.getOrDefault("ASSEMBLE_ISSUER", ISSUER)),
                        List.of(arguments).contains("--json"),
                        System.out));
    }

    /// @return what the process should end with: 0 where every figure is right
    public static int play(URI gateway, URI issuer, boolean asJson, PrintStream out) {
        Told told = asJson ? new Told.AsJson(out) : new Told.InWords(out);
        try (HttpClient http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
            SignIn signIn = new SignIn(http, issuer);
            Story.Outcome outcome = new Story(new Api(http, gateway, signIn), signIn, told).tell();
            told.books(outcome);
            return outcome.right() ? 0 : 1;
        } catch (StoryStopped stopped) {
            System.err.println("The story stopped: " + stopped.getMessage());
            return 1;
        }
    }
}
