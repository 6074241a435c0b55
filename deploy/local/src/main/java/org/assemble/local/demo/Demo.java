package org.assemble.local.demo;

import java.io.PrintStream;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;

/// Plays the agreement's story against a running platform, and shows what it did to the books.
public final class Demo {
    private Demo() {}

    /// @param options `--json` prints one document instead of sentences and a table
    /// @return the exit status: 0 when every figure of the books is right
    public static int run(Target target, List<String> options) {
        return run(target, options.contains("--json"), System.out);
    }

    static int run(Target target, boolean asJson, PrintStream out) {
        Told told = asJson ? new Told.AsJson(out) : new Told.InWords(out);
        try (HttpClient http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
            SignIn signIn = new SignIn(target);
            Api api = new Api(http, target.gateway(), signIn);
            Story.Outcome outcome = new Story(Scene.now(api, signIn, told)).tell();
            told.books(outcome);
            return outcome.right() ? 0 : 1;
        } catch (StoryStopped stopped) {
            System.err.println("The story stopped: " + stopped.getMessage());
            return 1;
        }
    }
}
