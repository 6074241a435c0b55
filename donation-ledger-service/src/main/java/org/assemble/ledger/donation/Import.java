package org.assemble.ledger.donation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectReader;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.assemble.ledger.donation.DonationResource.DonationView;
import org.assemble.ledger.donation.DonationResource.NewDonation;
import org.assemble.ledger.donation.ImportResource.ImportView;
import org.assemble.ledger.donation.ImportResource.RefusedLine;
import org.assemble.ledger.donation.Lines.Line;
import org.assemble.ledger.journal.Answer;
import org.assemble.ledger.journal.Journal;
import org.assemble.ledger.journal.Order;
import org.assemble.platform.id.Ids;
import org.assemble.platform.problem.CommonRefusal;
import org.assemble.platform.problem.RefusalException;
import org.assemble.platform.problem.Unreadable;

/// One import under way: lines are read by the thread that was called, as fast as they are
/// recorded, and counted by the appender's as it answers.
final class Import {

    /// Donations that are ordered and not answered: what one append writes and the next gathers.
    private static final int MOST_UNDER_WAY = 2_048;

    /// What an import works with.
    record Tools(Donating donating, Journal journal, ObjectReader json, Validator validator) {}

    private final Tools tools;
    private final CharsetDecoder utf8 = UTF_8.newDecoder();
    private final Semaphore free = new Semaphore(MOST_UNDER_WAY);
    private final TreeMap<Long, RefusedLine> refusals = new TreeMap<>();
    private long recorded;
    private long repeated;
    private long refused;
    private volatile Throwable failure;

    Import(Tools tools) {
        this.tools = tools;
    }

    /// Returns when every line has its answer.
    ImportView run(InputStream body) throws IOException, InterruptedException {
        Lines lines = new Lines(body);
        for (Line line = lines.next(); line != null && failure == null; line = lines.next()) {
            if (!line.isBlank()) {
                take(line);
            }
        }
        free.acquire(MOST_UNDER_WAY);
        throwFailure();
        return view();
    }

    private void take(Line line) throws InterruptedException {
        Order<DonationView> order;
        try {
            order = tools.donating().recording(donation(line).toCommand(Ids.next()));
        } catch (RefusalException refusal) {
            refused(line, refusal);
            return;
        }
        free.acquire();
        tools.journal()
                .submit(order)
                .whenComplete((answer, failed) -> {
                    answered(line, answer, failed);
                    free.release();
                });
    }

    private NewDonation donation(Line line) {
        if (line.bytes() == null) {
            throw CommonRefusal.TOO_LARGE.because(
                    "A line has at most " + Lines.LONGEST + " bytes.");
        }
        NewDonation donation = read(line.bytes());
        if (donation == null) {
            throw CommonRefusal.MALFORMED_REQUEST.because("A line is one donation.");
        }
        Set<ConstraintViolation<NewDonation>> violations = tools.validator().validate(donation);
        if (!violations.isEmpty()) {
            throw Unreadable.of(violations, 0);
        }
        return donation;
    }

    private NewDonation read(byte[] line) {
        try {
            return isAscii(line)
                    ? tools.json().readValue(line)
                    : tools.json().readValue(utf8.decode(ByteBuffer.wrap(line)).toString());
        } catch (CharacterCodingException e) {
            throw CommonRefusal.MALFORMED_REQUEST.because("The line is not UTF-8.");
        } catch (JacksonException unreadable) {
            throw Unreadable.of(unreadable);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /// Then the parser needs no help: of other bytes it lets pass what is no UTF-8.
    private static boolean isAscii(byte[] line) {
        int all = 0;
        for (byte b : line) {
            all |= b;
        }
        return all >= 0;
    }

    private void answered(Line line, Answer<DonationView> answer, Throwable failed) {
        if (failed == null) {
            counted(answer.replayed());
        } else if (failed instanceof RefusalException refusal
                && refusal.refusal() != CommonRefusal.NOT_AVAILABLE) {
            refused(line, refusal);
        } else {
            failure = failed;
        }
    }

    private synchronized void counted(boolean replayed) {
        if (replayed) {
            repeated++;
        } else {
            recorded++;
        }
    }

    /// Listed are the first so many, in the order of their lines.
    private synchronized void refused(Line line, RefusalException refusal) {
        refused++;
        refusals.put(line.number(), RefusedLine.of(line.number(), refusal));
        if (refusals.size() > ImportResource.MOST_LISTED) {
            refusals.pollLastEntry();
        }
    }

    /// The database went away, or a bug: the caller is told that, and not what had come until then.
    private void throwFailure() {
        switch (failure) {
            case null -> {}
            case RuntimeException unchecked -> throw unchecked;
            case Error error -> throw error;
            case Throwable checked -> throw new IllegalStateException(checked);
        }
    }

    private synchronized ImportView view() {
        return new ImportView(
                recorded,
                repeated,
                refused,
                List.copyOf(refusals.values()),
                refused - refusals.size());
    }
}
