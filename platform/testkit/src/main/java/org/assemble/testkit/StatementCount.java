package org.assemble.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Counts what a service asks of its tables, from PostgreSQL's own log.
public final class StatementCount {

    private static final Path LOG = Path.of("target/real-parts/logs/postgres.log");

    /// A statement of the service, with its text; a line that goes on begins with a tab.
    private static final String ASKED =
            "LOG:  (?:execute [^:\n]*|statement):[^\n]*(?:\n\t[^\n]*)*?\\bfrom (?:%s)\\b";

    private static final int TIMES = 10;

    private StatementCount() {}

    /// How many statements on these tables a request takes. It is asked some times over, and the
    /// number that was seen most often is told: a connection hears a little late that it is to log,
    /// and now and then a job of the service looks at the same tables.
    ///
    /// @param tables what a statement must read to be counted
    public static long of(List<String> tables, Runnable request) {
        Pattern asked = Pattern.compile(ASKED.formatted(String.join("|", tables)));
        try (Connection database = RealParts.connect("postgres")) {
            log(database, "all");
            try {
                Map<Long, Integer> seen = new HashMap<>();
                for (int i = 0; i < TIMES; i++) {
                    seen.merge(during(asked, request), 1, Integer::sum);
                }
                seen.remove(0L);
                return seen.entrySet().stream()
                        .max(Map.Entry.comparingByValue())
                        .map(Map.Entry::getKey)
                        .orElse(0L);
            } finally {
                log(database, "none");
            }
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long during(Pattern asked, Runnable request) throws IOException {
        int from = Math.toIntExact(Files.size(LOG));
        request.run();
        byte[] all = Files.readAllBytes(LOG);
        String text = new String(all, from, all.length - from, StandardCharsets.UTF_8);
        return asked.matcher(text).results().count();
    }

    private static void log(Connection database, String which) throws SQLException {
        database.createStatement().execute("alter system set log_statement = '" + which + "'");
        database.createStatement().execute("select pg_reload_conf()");
    }
}
