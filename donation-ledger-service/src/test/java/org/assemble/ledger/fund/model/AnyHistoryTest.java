package org.assemble.ledger.fund.model;

import static org.assemble.ledger.Happened.AGREED;
import static org.assemble.ledger.Happened.ASSEMBLY;
import static org.assemble.ledger.Happened.CAMPAIGN;
import static org.assemble.ledger.Happened.DAY;
import static org.assemble.ledger.Happened.POLLING_DAY;
import static org.assemble.ledger.Happened.REGISTERED;
import static org.assemble.ledger.Happened.id;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import org.assemble.ledger.books.model.Account;
import org.assemble.ledger.books.model.Account.Bank;
import org.assemble.ledger.books.model.Account.CampaignPayable;
import org.assemble.ledger.books.model.Account.MatchCost;
import org.assemble.ledger.books.model.Posting;
import org.assemble.ledger.books.model.Postings;
import org.assemble.ledger.donation.model.Donation;
import org.assemble.ledger.donation.model.Donations;
import org.assemble.ledger.donation.model.RecordDonation;
import org.assemble.ledger.donation.model.Reversals;
import org.assemble.ledger.donation.model.ReverseDonation;
import org.assemble.ledger.fund.model.FundCommand.HoldLaunch;
import org.assemble.ledger.journal.model.Decision;
import org.assemble.ledger.journal.model.DonationEvent.Gift;
import org.assemble.ledger.journal.model.LedgerEvent;
import org.assemble.ledger.journal.model.MandateEvent.MandatePledged;
import org.assemble.ledger.journal.model.ReversalEvent.Kind;
import org.assemble.ledger.mandate.model.Mandate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Any sequence of gifts and reversals, with a share that changes, a launch somewhere and a small
/// cap, against the rules told once more in plain words: a list of payments and sums over it.
class AnyHistoryTest {

    private static final int STEPS = 400;
    private static final int DONORS = 12;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 40);
    }

    /// A payment as the plain model keeps it.
    private static final class Payment {
        private final UUID donationId;
        private final UUID donorId; // null: not of a ward assembly
        private final long shareBasisPoints;
        private long leftPence;
        private long matchPence;
        private long matchedOfPence;

        Payment(UUID donationId, UUID donorId, long pence, long shareBasisPoints) {
            this.donationId = donationId;
            this.donorId = donorId;
            this.leftPence = pence;
            this.shareBasisPoints = shareBasisPoints;
        }

        /// M7: in proportion of what was matched, rounded half-even once.
        long stillMatchedPence() {
            return matchPence == 0
                    ? 0
                    : matchPence
                            - BigDecimal.valueOf(matchPence * (matchedOfPence - leftPence))
                                    .divide(
                                            BigDecimal.valueOf(matchedOfPence),
                                            0,
                                            RoundingMode.HALF_EVEN)
                                    .longValueExact();
        }
    }

    /// The rules of M2, M5 and M7, without events.
    private static final class Plain {
        private final List<Payment> payments = new ArrayList<>();

        /// Donors in the order in which the payment that is their first now became it.
        private final List<UUID> order = new ArrayList<>();

        private boolean launched;

        /// M5: the first that is not wholly reversed.
        Optional<Payment> firstOf(UUID donorId) {
            return payments.stream()
                    .filter(payment -> donorId.equals(payment.donorId) && payment.leftPence > 0)
                    .findFirst();
        }

        void give(Payment payment, long capPence) {
            payments.add(payment);
            if (payment.donorId != null && firstOf(payment.donorId).get() == payment) {
                becomesFirst(payment, capPence);
            }
        }

        private void becomesFirst(Payment payment, long capPence) {
            order.remove(payment.donorId);
            order.add(payment.donorId);
            if (launched) {
                match(payment, capPence);
            }
        }

        void launch(long capPence) {
            launched = true;
            order.forEach(donor -> firstOf(donor).ifPresent(first -> match(first, capPence)));
        }

        private void match(Payment payment, long capPence) {
            payment.matchPence =
                    Math.max(0, Math.min(payment.leftPence, capPence - matchedPence()));
            payment.matchedOfPence = payment.leftPence;
        }

        void reverse(Payment payment, long pence, long capPence) {
            boolean first = payment.donorId != null && firstOf(payment.donorId).get() == payment;
            payment.leftPence -= pence;
            if (first && payment.leftPence == 0) {
                firstOf(payment.donorId).ifPresent(next -> becomesFirst(next, capPence));
            }
        }

        long matchedPence() {
            return payments.stream().mapToLong(Payment::stillMatchedPence).sum();
        }

        long raisedPence() {
            return payments.stream().mapToLong(payment -> payment.leftPence).sum();
        }

        long raisedInAssembliesPence() {
            return payments.stream()
                    .filter(payment -> payment.donorId != null)
                    .mapToLong(payment -> payment.leftPence)
                    .sum();
        }

        /// M2: cumulated exactly, rounded half-even once.
        long sharePence() {
            return payments.stream()
                    .map(payment ->
                            BigDecimal.valueOf(payment.leftPence)
                                    .multiply(BigDecimal.valueOf(payment.shareBasisPoints, 4)))
                    .reduce(BigDecimal.ZERO, BigDecimal::add)
                    .setScale(0, RoundingMode.HALF_EVEN)
                    .longValueExact();
        }
    }

    /// The ledger's own deciders, as an appender drives them.
    private static final class Real {
        private Fund fund = Fund.UNKNOWN.evolve(REGISTERED).evolve(AGREED);
        private final Map<UUID, Mandate> mandates = new HashMap<>();
        private final Map<UUID, Donation> donations = new HashMap<>();
        private final Map<Account, Long> balances = new HashMap<>();
        private final List<UUID> order = new ArrayList<>();

        void happen(Decision decision) {
            for (LedgerEvent event : ((Decision.Accepted) decision).events()) {
                fund = fund.evolve(event);
                switch (event.stream().kind()) {
                    case MANDATE ->
                            mandates.computeIfPresent(
                                    event.stream().id(), (_, mandate) -> mandate.evolve(event));
                    case DONATION ->
                            donations.put(
                                    event.stream().id(),
                                    donations
                                            .getOrDefault(event.stream().id(), Donation.UNKNOWN)
                                            .evolve(event));
                    default -> {}
                }
                Postings.of(event).forEach(this::post);
            }
        }

        private void post(Posting posting) {
            balances.merge(posting.debit(), posting.pence(), Long::sum);
            balances.merge(posting.credit(), -posting.pence(), Long::sum);
        }

        long creditPence(Account account) {
            return -balances.getOrDefault(account, 0L);
        }

        Optional<Donation.Recorded> nextPayment(UUID donorId, UUID donationId) {
            return order.stream()
                    .filter(other -> !other.equals(donationId))
                    .map(other -> (Donation.Recorded) donations.get(other))
                    .filter(other -> {
                        Gift gift = other.event().gift();
                        return donorId.equals(gift.donorId())
                                && gift.assemblyId() != null
                                && other.leftPence() > 0;
                    })
                    .findFirst();
        }
    }

    private final Plain plain = new Plain();
    private final Real real = new Real();

    private static Terms terms(int shareBasisPoints, long capPence) {
        return new Terms(shareBasisPoints, capPence, 200_000, 100_000_000, POLLING_DAY);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void M2_M5_M7_any_history_comes_out_as_the_plain_rules_say(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int donor = 1; donor <= DONORS; donor++) {
            real.mandates.put(
                    id(donor),
                    Mandate.UNKNOWN.evolve(
                            new MandatePledged(
                                    id(donor), CAMPAIGN, ASSEMBLY, id(donor), 100, null, DAY)));
        }
        int launch = random.nextInt(STEPS);
        long capPence = random.nextLong(1, 3_000);
        int shareBasisPoints = 8_000;
        for (int step = 0; step < STEPS; step++) {
            if (random.nextInt(50) == 0) {
                shareBasisPoints = random.nextInt(10_001);
                capPence = random.nextLong(1, 3_000);
            }
            Terms terms = terms(shareBasisPoints, capPence);
            if (step == launch) {
                plain.launch(capPence);
                real.happen(real.fund.decide(new HoldLaunch(CAMPAIGN, DAY), terms));
            } else if (random.nextInt(5) < 2 && plain.raisedPence() > 0) {
                reverse(random, terms);
            } else {
                give(random, step, terms);
            }
            holds(capPence);
        }
    }

    private void give(RandomGenerator random, int step, Terms terms) {
        int donor = random.nextInt(DONORS + 3); // some are of no mandate
        long pence = random.nextInt(4) == 0 ? random.nextLong(1, 2_000) : random.nextLong(1, 12);
        UUID donationId = id(1_000 + step);
        UUID mandateId = donor == 0 || donor > DONORS ? null : id(donor);
        RecordDonation command =
                new RecordDonation(
                        donationId,
                        "bank",
                        "ref-" + step,
                        pence,
                        DAY,
                        null,
                        mandateId,
                        mandateId == null ? CAMPAIGN : null,
                        false);
        Mandate mandate = mandateId == null ? Mandate.UNKNOWN : real.mandates.get(mandateId);
        real.happen(Donations.decide(command, mandate, real.fund, terms, DAY));
        real.order.add(donationId);
        plain.give(
                new Payment(donationId, mandateId, pence, terms.shareBasisPoints()),
                terms.matchCapPence());
    }

    private void reverse(RandomGenerator random, Terms terms) {
        List<Payment> open =
                plain.payments.stream().filter(payment -> payment.leftPence > 0).toList();
        Payment payment = open.get(random.nextInt(open.size()));
        long pence =
                random.nextBoolean()
                        ? payment.leftPence
                        : random.nextLong(1, payment.leftPence + 1);
        Donation.Recorded donation = (Donation.Recorded) real.donations.get(payment.donationId);
        ReverseDonation command =
                new ReverseDonation(
                        UUID.randomUUID(),
                        payment.donationId,
                        Kind.REFUND,
                        "bank",
                        "back",
                        pence,
                        DAY);
        Optional<Donation.Recorded> next =
                Reversals.passesOn(command, donation, real.fund)
                        ? real.nextPayment(payment.donorId, payment.donationId)
                        : Optional.empty();
        Mandate mandate =
                payment.donorId == null ? Mandate.UNKNOWN : real.mandates.get(payment.donorId);
        real.happen(Reversals.decide(command, donation, mandate, real.fund, next, terms, DAY));
        plain.reverse(payment, pence, terms.matchCapPence());
    }

    private long highestCapPence;

    private void holds(long capPence) {
        highestCapPence = Math.max(highestCapPence, capPence);
        Fund fund = real.fund;
        assertThat(fund.share().campaignPence()).isEqualTo(plain.sharePence());
        assertThat(fund.share().raisedPence()).isEqualTo(plain.raisedPence());
        assertThat(fund.match().matchedPence())
                .isEqualTo(plain.matchedPence())
                .isLessThanOrEqualTo(highestCapPence);
        assertThat(fund.raisedByAssembly().get(ASSEMBLY).orElse(0L))
                .isEqualTo(plain.raisedInAssembliesPence());
        for (int donor = 1; donor <= DONORS; donor++) {
            assertFirstOf(id(donor));
        }
        assertThat(real.creditPence(new CampaignPayable(CAMPAIGN)))
                .isEqualTo(fund.payable().owedPence())
                .isEqualTo(plain.sharePence() + plain.matchedPence());
        assertThat(-real.creditPence(new MatchCost(CAMPAIGN))).isEqualTo(plain.matchedPence());
        assertThat(-real.creditPence(new Bank())).isEqualTo(plain.raisedPence());
        assertThat(real.balances.values().stream().mapToLong(pence -> pence).sum()).isZero();
    }

    private void assertFirstOf(UUID donorId) {
        Optional<Payment> expected = plain.firstOf(donorId);
        Optional<Match.First> first = real.fund.match().firsts().get(donorId);
        assertThat(first.map(Match.First::donationId))
                .isEqualTo(expected.map(payment -> payment.donationId));
        assertThat(first.map(Match.First::matchedPence))
                .isEqualTo(expected.map(Payment::stillMatchedPence));
        assertThat(((Mandate.Known) real.mandates.get(donorId)).paid().firstPaymentId())
                .isEqualTo(expected.map(payment -> payment.donationId).orElse(null));
    }
}
