package org.assemble.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assemble.acceptance.PermissionTable.Cell;
import org.assemble.acceptance.PermissionTable.Request;
import org.assemble.acceptance.PermissionTable.Row;
import org.assemble.acceptance.Wire.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/// The matrix (`permissions.txt`): who may do what with the whole platform. The description of the
/// API says what there is and for whom; each cell of the table is asked, and each answer is as
/// described.
@ExtendWith(WholePlatform.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PermissionsTest {
    private static final int AT_ONCE = 32;

    /// What other products take for the word of whoever stands before them.
    private static final List<String> IDENTITY_HEADERS =
            List.of(
                    "X-User",
                    "X-User-Id",
                    "X-Remote-User",
                    "Remote-User",
                    "X-Forwarded-User",
                    "X-Auth-Request-User",
                    "X-Subject",
                    "X-Client-Id");

    private static final List<String> ROLE_HEADERS =
            List.of("X-Roles", "X-User-Roles", "X-Groups", "X-Forwarded-Groups", "X-Scope");

    private final PermissionTable table = PermissionTable.read();
    private final Wire wire = new Wire();
    private final ExecutorService askAtOnce = Executors.newFixedThreadPool(AT_ONCE);
    private Askers askers;
    private Ours ours;

    @BeforeAll
    void everyone_and_everything_is_there() {
        askers = Askers.inTheRealm();
        ours = Ours.made(askers);
        askers.signIn();
    }

    @AfterAll
    void hang_up() {
        askAtOnce.close();
        wire.close();
    }

    @Test
    @Order(1)
    void every_operation_has_a_row_and_every_row_is_of_an_operation() throws IOException {
        Set<String> described = described().keySet();
        Set<String> listed =
                table.rows().stream()
                        .map(Row::operation)
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(without(described, listed))
                .as("operations without a row in permissions.txt")
                .isEmpty();
        assertThat(without(listed, described))
                .as("rows of permissions.txt without an operation")
                .isEmpty();
        assertThat(table.rows().stream().map(Row::toString)).doesNotHaveDuplicates();
    }

    @Test
    @Order(1)
    void the_description_says_for_whom_an_operation_is_as_the_table_does() throws IOException {
        Map<String, List<Row>> rows =
                table.rows().stream().collect(Collectors.groupingBy(Row::operation));

        assertThat(
                        described().entrySet().stream()
                                .flatMap(one ->
                                        one
                                                .getValue()
                                                .differs(rows.getOrDefault(one.getKey(), List.of()))
                                                .stream()
                                                .map(wrong -> one.getKey() + ": " + wrong)))
                .isEmpty();
    }

    private static Map<String, ForWhom> described() throws IOException {
        return ForWhom.in(
                new ObjectMapper().readTree(People.anyone().get("/api/openapi.json").asString()));
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    /// Each service looks at the token again, for who comes past the gateway.
    @Test
    @Order(2)
    void each_service_itself_refuses_a_token_that_has_expired_or_is_for_others() {
        List<Callable<Optional<String>>> asked = new ArrayList<>();
        for (Row row : table.rows()) {
            if (!row.cell(Asker.NOBODY).isAnswered() && !row.service().equals("gateway")) {
                URI service = WholePlatform.service(row.service());
                for (Asker asker : List.of(Asker.EXPIRED, Asker.ELSEWHERE)) {
                    asked.add(() ->
                            unless(
                                    answer -> answer.status() == 401,
                                    row,
                                    asker,
                                    send(service, row, asker, Map.of())));
                }
            }
        }

        assertThat(problemsOf(asked)).isEmpty();
    }

    @Test
    @Order(3)
    void nobody_becomes_somebody_else_by_headers() {
        Map<String, String> forged = forged();
        List<Callable<Optional<String>>> asked = new ArrayList<>();
        for (Row row : table.rows()) {
            for (Asker asker : List.of(Asker.NOBODY, Asker.OTHER_MEMBER)) {
                if (row.cell(asker) == Cell.MAY_NOT) {
                    asked.add(() ->
                            unless(
                                    refusal(row, asker),
                                    row,
                                    asker,
                                    send(WholePlatform.gateway(), row, asker, forged)));
                }
            }
        }

        assertThat(problemsOf(asked)).isEmpty();
    }

    private Map<String, String> forged() {
        String somebody = askers.id(Asker.NATIONAL_ADMIN);
        String everything =
                Stream.of(Asker.values())
                        .flatMap(asker -> asker.roles().stream())
                        .distinct()
                        .collect(Collectors.joining(","));
        Map<String, String> forged = new HashMap<>();
        IDENTITY_HEADERS.forEach(name -> forged.put(name, somebody));
        ROLE_HEADERS.forEach(name -> forged.put(name, everything));
        return forged;
    }

    /// First all who may not, while everything is as it was made; then row by row who may: one by
    /// one where that can change something.
    @Test
    @Order(4)
    void each_cell_is_as_the_table_says() {
        List<String> wrong =
                new ArrayList<>(
                        problemsOf(
                                table.rows().stream()
                                        .flatMap(row ->
                                                cells(
                                                        row,
                                                        cell -> !cell.isAnswered(),
                                                        this::refusal))
                                        .toList()));
        for (Row row : table.rows()) {
            List<Callable<Optional<String>>> allowed =
                    cells(row, Cell::isAnswered, this::good).toList();
            if (row.method().equals("GET")) {
                wrong.addAll(problemsOf(allowed));
            } else {
                allowed.forEach(one -> wrong.addAll(problemsOf(List.of(one))));
            }
        }

        assertThat(wrong).isEmpty();
    }

    private Stream<Callable<Optional<String>>> cells(
            Row row, Predicate<Cell> wanted, BiFunction<Row, Asker, Predicate<Answer>> expected) {
        return Arrays.stream(Asker.values())
                .filter(asker -> wanted.test(row.cell(asker)))
                .map(asker ->
                        () ->
                                unless(
                                        expected.apply(row, asker),
                                        row,
                                        asker,
                                        send(WholePlatform.gateway(), row, asker, Map.of())));
    }

    private Predicate<Answer> good(Row row, Asker asker) {
        Predicate<Answer> good =
                answer ->
                        row.good().stream()
                                .anyMatch(one ->
                                        one.status() == answer.status()
                                                && one.code().equals(answer.code()));
        Predicate<Answer> showsOurs = answer -> answer.text().contains(ours.campaignId());
        if (row.cell(asker) == Cell.MAY_BUT_SEES_NOTHING_OF_OURS) {
            return good.and(showsOurs.negate());
        }
        return asker == Asker.ORGANISER && row.cells().contains(Cell.MAY_BUT_SEES_NOTHING_OF_OURS)
                ? good.and(showsOurs)
                : good;
    }

    private Predicate<Answer> refusal(Row row, Asker asker) {
        boolean writesWithKey = asker == Asker.KEY && !row.method().equals("GET");
        int status =
                row.cell(asker) == Cell.NOT_TOLD
                        ? 404
                        : asker.ordinal() >= Asker.UNSCOPED.ordinal() || writesWithKey ? 403 : 401;
        Predicate<Answer> refused = answer -> answer.status() == status && answer.isProblem();
        return switch (asker) {
            case NOBODY, ELSEWHERE ->
                    refused.and(answer -> answer.challenge().startsWith("Bearer"));
            case EXPIRED -> refused.and(answer -> answer.code().equals("token-expired"));
            case UNSCOPED ->
                    refused.and(answer ->
                            answer.challenge().contains("insufficient_scope")
                                    && answer.challenge().contains(row.scope()));
            default -> refused;
        };
    }

    private static Optional<String> unless(
            Predicate<Answer> expected, Row row, Asker asker, Answer answer) {
        return expected.test(answer)
                ? Optional.empty()
                : Optional.of("%s as %s: %s".formatted(row, asker, answer));
    }

    private Answer send(URI where, Row row, Asker asker, Map<String, String> more) {
        Request request = row.request();
        Map<String, String> headers = new HashMap<>(request.headers());
        headers.putAll(more);
        askers.token(asker, row)
                .ifPresent(token -> headers.put("Authorization", "Bearer " + token));
        askers.key(asker).ifPresent(key -> headers.put("X-Api-Key", key));
        URI address = where.resolve(ours.fill(request.target(), asker));
        Answer answer = wire.send(address, row.method(), headers, ours.fill(request.body(), asker));
        if (where.equals(WholePlatform.gateway())) {
            AsDescribed.check(
                    row.method(), address, answer.status(), answer.contentType(), answer.text());
        }
        return answer;
    }

    private List<String> problemsOf(List<Callable<Optional<String>>> asked) {
        List<Future<Optional<String>>> answers = asked.stream().map(askAtOnce::submit).toList();
        return answers.stream().map(PermissionsTest::got).flatMap(Optional::stream).toList();
    }

    private static Optional<String> got(Future<Optional<String>> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            return Optional.of(e.getCause().toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
