package org.assemble.local.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Checks a plain-text journal as strictly as hledger should: it lets a tenth of a penny pass and
/// does not mind a code used twice.
final class JournalFile {

    private static final int MOST_FAULTS = 20;
    private static final Pattern TRANSACTION =
            Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2}) \\(([0-9]{1,9})\\) \\S+ \\S+");
    private static final Pattern POSTING =
            Pattern.compile(
                    "    (\\S+)  (-?[0-9]+)\\.([0-9]{2}) GBP = (-?[0-9]+)\\.([0-9]{2}) GBP");
    private static final Pattern END = Pattern.compile("; end of ([0-9]+) transactions");

    private final List<String> faults = new ArrayList<>();
    private final Map<String, Long> balances = new HashMap<>();
    private final BitSet codes = new BitSet();
    private LocalDate day = LocalDate.MIN;
    private long transactions;
    private long open;
    private long said = -1;
    private int number;

    record Found(long transactions, List<String> faults) {}

    private JournalFile() {}

    static Found check(Path file) throws IOException {
        JournalFile journal = new JournalFile();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                journal.line(line);
            }
        }
        journal.mustBalance();
        if (journal.said != journal.transactions) {
            journal.fault("the file is not whole");
        }
        return new Found(journal.transactions, journal.faults);
    }

    private void line(String line) {
        number++;
        Matcher transaction = TRANSACTION.matcher(line);
        Matcher posting = POSTING.matcher(line);
        Matcher end = END.matcher(line);
        if (transaction.matches()) {
            mustBalance();
            begin(LocalDate.parse(transaction.group(1)), Integer.parseInt(transaction.group(2)));
        } else if (posting.matches()) {
            post(
                    posting.group(1),
                    pence(posting.group(2), posting.group(3)),
                    pence(posting.group(4), posting.group(5)));
        } else if (end.matches()) {
            said = Long.parseLong(end.group(1));
        } else if (!line.isEmpty()
                && !line.startsWith("; ")
                && !line.startsWith("account ")
                && !line.startsWith("commodity ")) {
            fault("this is no posting in whole pence: " + line);
        }
    }

    private static long pence(String pounds, String pence) {
        long amount = Math.abs(Long.parseLong(pounds)) * 100 + Long.parseLong(pence);
        return pounds.startsWith("-") ? -amount : amount;
    }

    private void begin(LocalDate date, int code) {
        transactions++;
        if (date.isBefore(day)) {
            fault("the day falls back to " + date);
        }
        if (codes.get(code)) {
            fault("the code " + code + " was used before");
        }
        codes.set(code);
        day = date;
    }

    private void post(String account, long pence, long balance) {
        open += pence;
        long expected = balances.merge(account, pence, Math::addExact);
        if (expected != balance) {
            fault("%s holds %d pence, not %d".formatted(account, expected, balance));
        }
    }

    private void mustBalance() {
        if (open != 0) {
            fault("debits and credits before it differ by %d pence".formatted(open));
            open = 0;
        }
    }

    private void fault(String fault) {
        if (faults.size() < MOST_FAULTS) {
            faults.add("line " + number + ": " + fault);
        }
    }
}
