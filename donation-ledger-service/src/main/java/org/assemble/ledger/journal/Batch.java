package org.assemble.ledger.journal;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assemble.ledger.announcement.Announcements;
import org.assemble.ledger.bank.model.BankDetails;
import org.assemble.ledger.books.model.Account;
import org.assemble.ledger.books.model.Posting;
import org.assemble.ledger.books.model.Postings;
import org.assemble.ledger.donation.model.Donation;
import org.assemble.ledger.fund.model.Election;
import org.assemble.ledger.fund.model.Fund;
import org.assemble.ledger.fund.model.Terms;
import org.assemble.ledger.invoice.model.Invoice;
import org.assemble.ledger.journal.Memory.Folded;
import org.assemble.ledger.journal.Memory.Head;
import org.assemble.ledger.journal.Rows.AccountRow;
import org.assemble.ledger.journal.Rows.EventRow;
import org.assemble.ledger.journal.Rows.KeyRow;
import org.assemble.ledger.journal.Rows.PostingRow;
import org.assemble.ledger.journal.Session.Turn;
import org.assemble.ledger.journal.model.Decision;
import org.assemble.ledger.journal.model.DonationEvent.GivenToCampaign;
import org.assemble.ledger.journal.model.LedgerEvent;
import org.assemble.ledger.journal.model.State;
import org.assemble.ledger.journal.model.StreamId;
import org.assemble.ledger.mandate.model.Mandate;
import org.assemble.ledger.payout.model.PayoutRun;
import org.assemble.ledger.period.model.Periods;
import org.assemble.ledger.policy.model.Policies;

/// One append in the making: decides order after order, each on what the ones before it have come
/// to, and collects the rows. Nothing of it is remembered unless it commits.
final class Batch implements Ledger {

    private static final ZoneId LEGAL_DAYS = ZoneId.of("Europe/London");

    private final Session session;
    private final Memory memory;
    private final Instant now;
    private final LocalDate today;
    private final Map<String, Known> known;
    private final Chain chain;
    private Rows rows = Rows.none();
    private final List<LedgerEvent> events = new ArrayList<>();
    private final Map<StreamId, Folded> states = new HashMap<>();
    private final Map<String, AccountRow> accounts = new HashMap<>();
    private final Map<TermsKey, Terms> terms = new HashMap<>();
    private Policies termsAreOf;
    private Head head;
    private final Map<StreamId, LocalDate> lastEffective = new HashMap<>();
    private Long freeInBankPence;

    /// What terms depend on beside the policies.
    private record TermsKey(LocalDate day, UUID campaignId, LocalDate pollingDay) {}

    /// @param memory at the turn's head
    Batch(Session session, Memory memory, Chain chain, Turn turn) {
        this.session = session;
        this.memory = memory;
        this.chain = chain;
        this.known = new HashMap<>(turn.known());
        this.head = memory.head();
        this.freeInBankPence = memory.freeInBankPence();
        turn.histories().forEach(this::remembered);
        Instant read = turn.now().truncatedTo(ChronoUnit.MICROS);
        this.now = read.isBefore(head.recorded()) ? head.recorded() : read;
        this.today = LocalDate.ofInstant(now, LEGAL_DAYS);
    }

    /// What became of an order: its answer, or why it is refused.
    <T> Outcome<T> decide(Order<T> order) {
        for (Key key : order.keys()) {
            Known first = known.get(key.name());
            if (first != null) {
                return Arrays.equals(first.request(), key.request())
                        ? repeated(order, first)
                        : new Outcome.Refused<>(key.reused());
            }
        }
        return switch (order.task().apply(this)) {
            case Decision.Refused(var rule, String detail) ->
                    new Outcome.Refused<>(new LedgerRefusal(rule).because(detail));
            case Decision.Accepted(List<LedgerEvent> decided) -> accepted(order, decided);
        };
    }

    /// A second name for what was done under another is kept too.
    private <T> Outcome<T> repeated(Order<T> order, Known first) {
        keep(order, first.first());
        return new Outcome.Answered<>(new Answer<>(again(order.reply(), first.first()), true));
    }

    private static <T> T again(Reply<T> reply, Known.First first) {
        return switch (first) {
            case Known.First.Answered(String answer) -> EventJson.readAny(answer, reply.view());
            case Known.First.Happened(_, LedgerEvent event) ->
                    switch (reply) {
                        case Reply.OfEvent<T>(Function<LedgerEvent, T> answer, _) ->
                                answer.apply(event);
                        case Reply.Kept<T> _ ->
                                throw new IllegalStateException("the first answer was not kept");
                    };
        };
    }

    private <T> Outcome<T> accepted(Order<T> order, List<LedgerEvent> decided) {
        decided.forEach(this::add);
        rows.documents().addAll(order.documents());
        return new Outcome.Answered<>(new Answer<>(answer(order, decided), false));
    }

    private <T> T answer(Order<T> order, List<LedgerEvent> decided) {
        switch (order.reply()) {
            case Reply.Kept<T>(Function<Ledger, T> answer, _) -> {
                T body = answer.apply(this);
                keep(order, new Known.First.Answered(EventJson.writeAny(body)));
                return body;
            }
            case Reply.OfEvent<T>(Function<LedgerEvent, T> answer, _) -> {
                LedgerEvent first = decided.getFirst();
                keep(order, new Known.First.Happened(head.position() - decided.size() + 1, first));
                return answer.apply(first);
            }
        }
    }

    private void keep(Order<?> order, Known.First first) {
        for (Key key : order.keys()) {
            if (known.putIfAbsent(key.name(), new Known(key.request(), first)) == null) {
                rows.keys().add(row(key, first));
            }
        }
    }

    private static KeyRow row(Key key, Known.First first) {
        return switch (first) {
            case Known.First.Answered(String answer) ->
                    new KeyRow(key.name(), key.request(), answer, null);
            case Known.First.Happened(long position, _) ->
                    new KeyRow(key.name(), key.request(), null, position);
        };
    }

    private void add(LedgerEvent event) {
        Entry entry = entry(event);
        byte[] salt = chain.salt();
        byte[] hash = chain.link(head.hash(), salt, entry);
        rows.events().add(new EventRow(entry, salt, hash));
        post(entry, Postings.of(event));
        Announcements.of(event).ifPresent(rows.announcements()::add);
        event.concerned().forEach(stream -> evolve(stream, event));
        events.add(event);
        head = new Head(entry.position(), hash, now);
    }

    private Entry entry(LedgerEvent event) {
        LocalDate effective = effective(event);
        lastEffective.merge(
                event.stream(), effective, (one, other) -> one.isAfter(other) ? one : other);
        return new Entry(
                head.position() + 1,
                event.stream().toString(),
                versionAfter(event.stream()),
                event.campaign().orElse(null),
                EventJson.typeOf(event),
                EventJson.write(event),
                event.occurredOn(),
                effective,
                now);
    }

    /// Where a month was reopened, what came before may count later than the same day counts now,
    /// and what follows it does not count before it: nothing goes back that did not come yet.
    private LocalDate effective(LedgerEvent event) {
        LocalDate day = periods().effective(event.occurredOn());
        if (!periods().isEverReopened() || Postings.of(event).isEmpty()) {
            return day;
        }
        return Stream.of(
                        Optional.ofNullable(lastEffective.get(event.stream())),
                        read(() -> session.lastEffective(event.stream())))
                .flatMap(Optional::stream)
                .filter(before -> before.isAfter(day))
                .max(Comparator.naturalOrder())
                .orElse(day);
    }

    /// A stream that nobody looked at before deciding is a new one; were it not, the table would
    /// refuse the version.
    private int versionAfter(StreamId stream) {
        Folded folded = loaded(stream);
        return folded == null ? 1 : folded.version() + 1;
    }

    private void post(Entry entry, List<Posting> postings) {
        int line = 0;
        for (Posting posting : postings) {
            line++;
            rows.postings()
                    .add(
                            new PostingRow(
                                    entry.position(),
                                    line,
                                    number(posting.debit()),
                                    number(posting.credit()),
                                    posting.pence(),
                                    entry.effective().toString()));
            freeInBankPence = freeInBankPence == null ? null : freeInBankPence + freed(posting);
        }
    }

    private int number(Account account) {
        String name = account.text();
        AccountRow row = memory.accounts().get(name);
        if (row == null) {
            row = accounts.get(name);
        }
        if (row == null) {
            int id = memory.accounts().size() + accounts.size() + 1;
            row = new AccountRow(id, name, account.kind().text(), account.campaign().orElse(null));
            accounts.put(name, row);
            rows.accounts().add(row);
        }
        return row.id();
    }

    /// What a posting adds to what the bank account holds and no released run is about to take.
    private static long freed(Posting posting) {
        long in = isOfTheBank(posting.debit()) ? posting.pence() : 0;
        long out = isOfTheBank(posting.credit()) ? posting.pence() : 0;
        return in - out;
    }

    private static boolean isOfTheBank(Account account) {
        return account instanceof Account.Bank || account instanceof Account.PayoutInTransit;
    }

    /// What nobody looked at yet is left alone, but for a new stream, which begins here.
    private void evolve(StreamId stream, LedgerEvent event) {
        Folded folded = loaded(stream);
        if (folded == null && stream.equals(event.stream())) {
            folded = new Folded(unknown(stream), 0);
        }
        if (folded != null) {
            states.put(stream, folded.after(stream, event));
        }
    }

    private Folded loaded(StreamId stream) {
        Folded folded = states.get(stream);
        return folded == null ? memory.state(stream) : folded;
    }

    /// What was read for all orders at once.
    private void remembered(StreamId stream, List<LedgerEvent> history) {
        if (memory.state(stream) == null) {
            states.put(stream, folded(stream, history.stream()));
        }
    }

    private Folded folded(StreamId stream, Stream<LedgerEvent> history) {
        Folded folded = new Folded(unknown(stream), 0);
        for (LedgerEvent event : (Iterable<LedgerEvent>) history::iterator) {
            folded = folded.after(stream, event);
        }
        return folded;
    }

    private Folded load(StreamId stream) {
        Folded folded = loaded(stream);
        if (folded == null) {
            Stream<LedgerEvent> ofThisBatch =
                    events.stream().filter(event -> event.concerned().anyMatch(stream::equals));
            Stream<LedgerEvent> stored = read(() -> session.history(stream)).stream();
            folded = folded(stream, Stream.concat(stored, ofThisBatch));
            states.put(stream, folded);
        }
        return folded;
    }

    private State<?> unknown(StreamId stream) {
        return switch (stream.kind()) {
            case FUND -> Fund.UNKNOWN;
            case ELECTION -> Election.UNKNOWN;
            case MANDATE -> Mandate.UNKNOWN;
            case DONATION -> Donation.UNKNOWN;
            case INVOICE -> Invoice.UNKNOWN;
            case BANK_DETAILS -> BankDetails.NONE;
            case PAYOUT_RUN -> PayoutRun.UNKNOWN;
            case POLICIES -> memory.policies();
            case PERIODS -> Periods.ALL_OPEN;
        };
    }

    /// What came about since it was asked last, but for announcements: they are written in the end.
    Rows part() {
        Rows part = rows;
        rows = Rows.announcing(part.announcements());
        return part.withoutAnnouncements();
    }

    /// What is left to write.
    Rows rows() {
        return rows;
    }

    /// The batch is committed: what it came to is what is remembered.
    void remember() {
        memory.committed(head, states, freeInBankPence);
        accounts.values().forEach(memory::opened);
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public LocalDate today() {
        return today;
    }

    @Override
    public Terms termsOn(LocalDate day, Fund fund) {
        UUID electionId = fund.life().electionId();
        LocalDate pollingDay =
                electionId == null
                        ? null
                        : ((Election) state(StreamId.election(electionId))).pollingDay();
        return termsOn(new TermsKey(day, fund.life().campaignId(), pollingDay), policies());
    }

    /// Looked up once for all gifts of a day, as long as no policy changes.
    private Terms termsOn(TermsKey key, Policies policies) {
        if (termsAreOf != policies) {
            terms.clear();
            termsAreOf = policies;
        }
        return terms.computeIfAbsent(
                key, k -> Terms.on(k.day(), policies, k.campaignId(), k.pollingDay()));
    }

    @Override
    public Fund fund(UUID campaignId) {
        return (Fund) state(StreamId.fund(campaignId));
    }

    @Override
    public Mandate mandate(UUID mandateId) {
        return (Mandate) state(StreamId.mandate(mandateId));
    }

    @Override
    public Donation donation(UUID donationId) {
        return (Donation) state(StreamId.donation(donationId));
    }

    @Override
    public Invoice invoice(UUID invoiceId) {
        return (Invoice) state(StreamId.invoice(invoiceId));
    }

    @Override
    public BankDetails bankDetails(UUID campaignId) {
        return (BankDetails) state(StreamId.bankDetails(campaignId));
    }

    @Override
    public PayoutRun payoutRun(UUID runId) {
        return (PayoutRun) state(StreamId.payoutRun(runId));
    }

    @Override
    public Policies policies() {
        return (Policies) state(StreamId.POLICIES);
    }

    @Override
    public Periods periods() {
        return (Periods) state(StreamId.PERIODS);
    }

    @Override
    public Optional<Donation.Recorded> nextPayment(UUID campaignId, UUID donorId, UUID donationId) {
        StreamId first = StreamId.donation(donationId);
        Stream<StreamId> stored =
                read(() -> session.paymentsAfter(campaignId, donorId, first)).stream();
        return Stream.concat(stored, paymentsOfThisBatch(campaignId, donorId))
                .filter(payment -> !payment.equals(first))
                .map(payment -> (Donation.Recorded) state(payment))
                .filter(payment -> payment.leftPence() > 0)
                .findFirst();
    }

    private Stream<StreamId> paymentsOfThisBatch(UUID campaignId, UUID donorId) {
        return events.stream()
                .filter(event ->
                        event instanceof GivenToCampaign given
                                && given.campaignId().equals(campaignId)
                                && given.gift().assemblyId() != null
                                && donorId.equals(given.gift().donorId()))
                .map(LedgerEvent::stream);
    }

    private State<?> state(StreamId stream) {
        return load(stream).state();
    }

    @Override
    public List<UUID> campaignsEverOwed() {
        String payable = Account.Kind.CAMPAIGN_PAYABLE.text();
        return Stream.concat(memory.accounts().values().stream(), accounts.values().stream())
                .filter(account -> account.kind().equals(payable))
                .map(AccountRow::campaignId)
                .sorted()
                .toList();
    }

    @Override
    public long freeInBankPence() {
        if (freeInBankPence == null) {
            long ofThisBatch =
                    events.stream()
                            .flatMap(event -> Postings.of(event).stream())
                            .mapToLong(Batch::freed)
                            .sum();
            freeInBankPence = read(session::freeInBankPence) + ofThisBatch;
        }
        return freeInBankPence;
    }

    @Override
    public <T> T document(UUID documentId, Class<T> type) {
        return EventJson.readAny(read(() -> session.document(documentId)), type);
    }

    private interface Query<T> {
        T run() throws SQLException;
    }

    private static <T> T read(Query<T> query) {
        try {
            return query.run();
        } catch (SQLException e) {
            throw new Unreadable(e);
        }
    }

    /// The database failed while an order was decided; the append fails with it.
    static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreadable(SQLException cause) {
            super(cause);
        }
    }
}
