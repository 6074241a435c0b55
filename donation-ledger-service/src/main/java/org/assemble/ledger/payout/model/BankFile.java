package org.assemble.ledger.payout.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.assemble.ledger.bank.model.BankAccount;

/// The file a run is released as, in the form small banks take: no header; sort code, account
/// number, name, amount with two decimals, reference, dd/mm/yyyy. The same run gives the same
/// bytes, whenever it is asked for again.
public record BankFile(String fileName, String content, long controlTotalPence, int payments) {

    /// What a bank takes in one file.
    public static final int MAX_PAYMENTS = 100;

    private static final int REFERENCE_LENGTH = 18;
    private static final int NAME_LENGTH = 18;
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("dd/MM/yyyy", Locale.UK);

    public record Payment(UUID campaignId, BankAccount payee, long pence) {}

    public static BankFile of(UUID runId, LocalDate day, List<Payment> payments) {
        if (payments.size() > MAX_PAYMENTS) {
            throw new IllegalArgumentException(payments.size() + " payments in one file");
        }
        String reference = reference(runId);
        String content =
                payments.stream()
                        .map(payment -> line(payment, reference, day))
                        .collect(Collectors.joining());
        long total = payments.stream().mapToLong(Payment::pence).reduce(0, Math::addExact);
        return new BankFile(
                "payout-" + day + "-" + runId + ".csv", content, total, payments.size());
    }

    public String sha256() {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// `ASSEMBLE ` and the end of the run's id, which is its random part.
    private static String reference(UUID runId) {
        String id = runId.toString().replace("-", "").toUpperCase(Locale.ROOT);
        return "ASSEMBLE " + id.substring(id.length() - (REFERENCE_LENGTH - 9));
    }

    private static String line(Payment payment, String reference, LocalDate day) {
        BankAccount payee = payment.payee();
        return String.join(
                        ",",
                        payee.sortCode(),
                        payee.accountNumber(),
                        name(payee.name()),
                        String.format(
                                Locale.ROOT,
                                "%d.%02d",
                                payment.pence() / 100,
                                payment.pence() % 100),
                        reference,
                        DAY.format(day))
                + "\r\n";
    }

    /// Banks take letters, digits and a few signs; anything else, a comma above all, would break
    /// the line.
    private static String name(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9 .&/-]", " ").replaceAll(" +", " ").strip();
        return plain.substring(0, Math.min(NAME_LENGTH, plain.length())).strip();
    }
}
