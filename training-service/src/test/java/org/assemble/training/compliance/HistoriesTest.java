package org.assemble.training.compliance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assemble.training.TrainingApi.TRAINER;
import static org.assemble.training.TrainingApi.as;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.assemble.platform.inbox.Inbox;
import org.assemble.testkit.Golden;
import org.assemble.testkit.Messages;
import org.assemble.testkit.Messages.Message;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Soon;
import org.junit.jupiter.api.Test;

/// Random histories of teams and of what people hold, told in random order and more than once:
/// compliance on every day, and what the others are told in the end, are what a plain model says.
@QuarkusTest
@WithTestResource(RealParts.class)
class HistoriesTest {
    private static final int HISTORIES = 15;
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final LocalDate TODAY = LocalDate.now(LONDON);
    private static final int DAYS = 6;
    private static final String COMPLETE = "TeamTrainingComplete.v1";
    private static final String INCOMPLETE = "TeamTrainingIncomplete.v1";

    @Inject Inbox inbox;

    private record Change(UUID campaign, UUID person, Instant at, UUID message, boolean onTeam) {}

    private record Holding(
            UUID person,
            String course,
            Instant since,
            LocalDate expiresOn,
            Instant withdrawnAt,
            boolean again) {
        boolean holdsOn(LocalDate day) {
            return since.isBefore(endOf(day))
                    && (expiresOn == null || expiresOn.isAfter(day))
                    && (withdrawnAt == null || !withdrawnAt.isBefore(endOf(day)));
        }
    }

    /// A history, and the plain model of what is true.
    private record History(
            Map<UUID, Instant> registered, List<Change> changes, List<Holding> holdings) {

        /// By member what they lack; null where nothing is known of the team.
        Map<String, List<String>> lacking(UUID campaign, LocalDate day) {
            List<Change> until =
                    changes.stream()
                            .filter(change -> change.campaign().equals(campaign))
                            .filter(change -> change.at().isBefore(endOf(day)))
                            .sorted(
                                    Comparator.comparing(Change::at)
                                            .thenComparing(change -> change.message().toString()))
                            .toList();
            if (until.isEmpty()) {
                return null;
            }
            Map<UUID, Boolean> last = new TreeMap<>();
            until.forEach(change -> last.put(change.person(), change.onTeam()));
            Map<String, List<String>> lacking = new TreeMap<>();
            last.forEach((person, onTeam) -> {
                if (onTeam) {
                    lacking.put(person.toString(), missing(person, day));
                }
            });
            return lacking;
        }

        List<String> missing(UUID person, LocalDate day) {
            return Held.FOUR.stream()
                    .filter(course ->
                            holdings.stream()
                                    .filter(held -> held.person().equals(person))
                                    .filter(held -> held.course().equals(course))
                                    .noneMatch(held -> held.holdsOn(day)))
                    .toList();
        }
    }

    @Test
    void T4_compliance_and_what_is_said_of_teams_are_the_same_in_whichever_order_it_is_told()
            throws Throwable {
        List<History> histories =
                IntStream.range(0, HISTORIES).mapToObj(seed -> history(new Random(seed))).toList();
        List<Runnable> told = new ArrayList<>(histories.stream().flatMap(this::steps).toList());
        Collections.shuffle(told, new Random(HISTORIES));
        told.forEach(Runnable::run);
        Held.awaitReviews();

        for (History history : histories) {
            for (UUID campaign : history.registered().keySet()) {
                for (int ago = -DAYS; ago <= DAYS; ago++) {
                    isTrue(history, campaign, TODAY.minusDays(ago));
                }
            }
        }
        Soon.holds(() -> isSaid(histories));
    }

    private static void isTrue(History history, UUID campaign, LocalDate day) {
        JsonPath answer =
                as(TRAINER)
                        .get(
                                "/api/v1/trainings/campaigns/{id}/compliance?limit=200&asOf={day}",
                                campaign,
                                day.toString())
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath();
        Map<String, List<String>> lacking = history.lacking(campaign, day);
        assertThat(answer.<Object>get("counts") == null).isEqualTo(lacking == null);
        Map<String, List<String>> answered = new TreeMap<>();
        answer.<Map<String, Object>>getList("items")
                .forEach(item -> answered.put(item.get("personId").toString(), texts(item)));
        assertThat(answered)
                .as("%s on %s", campaign, day)
                .isEqualTo(lacking == null ? Map.of() : lacking);
        assertThat(answer.getBoolean("complete")).isEqualTo(isComplete(lacking));
    }

    @SuppressWarnings("unchecked")
    private static List<String> texts(Map<String, Object> item) {
        return (List<String>) item.get("missing");
    }

    private static boolean isComplete(Map<String, List<String>> lacking) {
        return lacking != null
                && !lacking.isEmpty()
                && lacking.values().stream().allMatch(List::isEmpty);
    }

    private static void isSaid(List<History> histories) {
        Messages topic = Messages.of("training");
        List<Message> complete = topic.all(COMPLETE);
        List<Message> incomplete = topic.all(INCOMPLETE);
        for (History history : histories) {
            for (UUID campaign : history.registered().keySet()) {
                Map<Long, Message> said = new TreeMap<>();
                Stream.concat(complete.stream(), incomplete.stream())
                        .filter(message -> message.key().equals(campaign.toString()))
                        .forEach(message ->
                                assertThat(
                                                said.put(
                                                        message.data().at("/version").asLong(),
                                                        message))
                                        .as("a version is said once")
                                        .isNull());
                isLast(history.lacking(campaign, TODAY), List.copyOf(said.values()));
            }
        }
    }

    private static void isLast(Map<String, List<String>> lacking, List<Message> said) {
        if (lacking == null && said.isEmpty()) {
            return;
        }
        assertThat(said).isNotEmpty();
        Message last = said.getLast();
        assertThat(last.data().at("/version").asInt()).isEqualTo(said.size());
        boolean complete = last.type().endsWith(COMPLETE);
        assertThat(complete).isEqualTo(isComplete(lacking));
        Map<String, List<String>> told = new TreeMap<>();
        for (JsonNode member : last.data().at("/members")) {
            List<String> missing = new ArrayList<>();
            member.path("missing").forEach(code -> missing.add(code.asText()));
            told.put(complete ? member.asText() : member.at("/personId").asText(), missing);
        }
        assertThat(told).isEqualTo(lacking == null ? Map.of() : lacking);
        Golden.event("training-service", complete ? COMPLETE : INCOMPLETE).fits(last.data());
    }

    /// Few people, days and moments, so that everything happens: left before joined, both in the
    /// same moment, on several teams, held on some days only.
    private static History history(Random random) {
        List<UUID> people = Stream.generate(() -> id(random)).limit(4).toList();
        Map<UUID, Instant> registered = new TreeMap<>();
        for (int i = 0; i < 3; i++) {
            registered.put(id(random), moment(random));
        }
        List<UUID> campaigns = List.copyOf(registered.keySet());
        List<Change> changes = new ArrayList<>();
        for (int i = random.nextInt(16); i > 0; i--) {
            changes.add(
                    new Change(
                            campaigns.get(random.nextInt(campaigns.size())),
                            people.get(random.nextInt(people.size())),
                            moment(random),
                            id(random),
                            random.nextInt(3) > 0));
        }
        List<Holding> holdings = new ArrayList<>();
        for (UUID person : people) {
            for (String course : new TreeSet<>(Held.FOUR)) {
                if (random.nextInt(8) > 0) {
                    holdings.add(holding(random, person, course, false));
                }
                if (random.nextInt(8) == 0) {
                    holdings.add(holding(random, person, course, true));
                }
            }
        }
        return new History(registered, changes, holdings);
    }

    private static Holding holding(Random random, UUID person, String course, boolean again) {
        return new Holding(
                person,
                course,
                moment(random),
                random.nextInt(6) > 0 ? null : TODAY.plusDays(random.nextInt(2 * DAYS) - DAYS),
                random.nextInt(8) > 0 ? null : moment(random),
                again);
    }

    private static UUID id(Random random) {
        return new UUID(random.nextLong(), UUID.randomUUID().getLeastSignificantBits());
    }

    private static Instant moment(Random random) {
        return TODAY.minusDays(random.nextInt(DAYS))
                .atTime(LocalTime.of(random.nextBoolean() ? 0 : 23, 30))
                .atZone(LONDON)
                .toInstant()
                .minusSeconds(86_400);
    }

    private static Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(LONDON).toInstant();
    }

    /// Everything once, and some of what is told twice.
    private Stream<Runnable> steps(History history) {
        Random random = new Random(history.changes().size());
        List<Runnable> steps = new ArrayList<>();
        history.registered()
                .forEach((campaign, at) -> {
                    Runnable told =
                            message("CampaignRegistered.v1", campaign, null, id(random), at);
                    steps.addAll(List.of(told, told));
                });
        for (Change change : history.changes()) {
            Runnable told =
                    message(
                            change.onTeam() ? "TeamMemberJoined.v1" : "TeamMemberLeft.v1",
                            change.campaign(),
                            change.person(),
                            change.message(),
                            change.at());
            steps.addAll(Collections.nCopies(1 + random.nextInt(2), told));
        }
        history.holdings().forEach(holding -> steps.add(() -> hold(holding)));
        return steps.stream();
    }

    /// Completed, and withdrawn later: later than whatever comes between.
    private static void hold(Holding holding) {
        Held.holds(
                holding.person(),
                holding.course(),
                holding.since(),
                holding.expiresOn(),
                holding.again());
        if (holding.withdrawnAt() != null) {
            Held.withdrawn(
                    holding.person(), holding.course(), holding.withdrawnAt(), holding.again());
        }
    }

    private Runnable message(String name, UUID campaign, UUID person, UUID id, Instant at) {
        String data =
                person == null
                        ? "{\"campaignId\":\"%s\",\"region\":\"E12000003\"}".formatted(campaign)
                        : "{\"campaignId\":\"%s\",\"personId\":\"%s\"}".formatted(campaign, person);
        var message = new ConsumerRecord<>("assemble.campaign.v1", 0, 0, campaign.toString(), data);
        Map.of(
                        "ce_id", id.toString(),
                        "ce_source", "/assemble/campaign",
                        "ce_type", "org.assemble.campaign." + name,
                        "ce_subject", campaign.toString(),
                        "ce_time", at.toString())
                .forEach((header, value) -> message.headers().add(header, value.getBytes(UTF_8)));
        return () -> {
            try {
                VertxContextSupport.subscribeAndAwait(() -> inbox.takeAside(message));
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
        };
    }
}
