package org.assemble.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// `./assemble bench ledger`, `./assemble bench training`
public final class Bench {
    private static final String ONLY = "--only=";

    private static final Map<String, Subjects> SUBJECTS =
            Map.of("ledger", LedgerBench::run, "training", TrainingBench::run);

    private interface Subjects {
        void run(List<String> words, Size size, Report report) throws Exception;
    }

    private Bench() {}

    public static void main(String[] arguments) {
        var words = Arrays.asList(arguments);
        var measured = words.isEmpty() ? null : SUBJECTS.get(words.getFirst());
        if (measured == null) {
            System.err.println(
                    "say what to measure: ./assemble bench ledger|training [--quick] [--json]");
            System.exit(2);
        }
        var size = words.contains("--quick") ? Size.QUICK : Size.WHOLE;
        try {
            measured.run(words, size, new Report(words.contains("--json")));
        } catch (Exception failed) {
            failed.printStackTrace();
            System.exit(1); // what was started in this process would keep it
        }
    }

    /// `--only=appends` and the like measure that alone.
    static boolean isWanted(String section, List<String> words) {
        return words.stream().noneMatch(word -> word.startsWith(ONLY))
                || words.contains(ONLY + section.toLowerCase(Locale.ROOT));
    }

    static Path data() {
        return Path.of(Optional.ofNullable(System.getenv("ASSEMBLE_DATA")).orElse(".assemble"))
                .resolve("bench");
    }

    /// @param variable of the environment, which may name another build
    static Path build(String variable, String module) {
        var build =
                Path.of(
                        Optional.ofNullable(System.getenv(variable))
                                .orElse(module + "/target/quarkus-app"));
        if (!Files.exists(build.resolve("quarkus-run.jar"))) {
            throw new IllegalStateException("the service is not built: there is no " + build);
        }
        return build.toAbsolutePath();
    }
}
