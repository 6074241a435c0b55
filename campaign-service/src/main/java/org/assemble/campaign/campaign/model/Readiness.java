package org.assemble.campaign.campaign.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/// Whether a campaign is ready to contest (K7), item by item, with what is missing and whose turn
/// it is.
public record Readiness(List<Item> items) {

    /// One thing that must be there.
    ///
    /// @param missing what is missing, in words without names; empty where nothing is
    /// @param lacking for the trainings: which of them each person still lacks, by person
    public record Item(
            What what, List<String> missing, Map<UUID, Set<String>> lacking, String whoseTurn) {
        public boolean ready() {
            return missing.isEmpty();
        }
    }

    /// K7's four conditions.
    public enum What {
        AGREEMENT,
        TRAININGS,
        LAUNCH,
        CANDIDATE
    }

    /// What is known of a campaign.
    ///
    /// @param held the trainings that each member of the team holds
    /// @param required the trainings that every member must hold (T1)
    public record Facts(
            Stage stage, Map<UUID, Set<String>> held, Set<String> required, boolean hasCandidate) {}

    public static Readiness of(Facts facts) {
        boolean launched = facts.stage() == Stage.LAUNCHED || facts.stage() == Stage.CONTESTING;
        return new Readiness(
                List.of(
                        item(
                                What.AGREEMENT,
                                facts.stage().hasAgreement(),
                                "a confirmed agreement",
                                "campaign team"),
                        trainings(facts),
                        item(What.LAUNCH, launched, "the launch event", "campaign team"),
                        item(
                                What.CANDIDATE,
                                facts.hasCandidate(),
                                "a candidate",
                                "ward assemblies")));
    }

    public boolean isReady() {
        return items.stream().allMatch(Item::ready);
    }

    public String whatIsMissing() {
        return items.stream()
                .flatMap(item -> item.missing().stream())
                .collect(Collectors.joining(", "));
    }

    // T1: every member, every one of the trainings; a team without members is not trained.
    private static Item trainings(Facts facts) {
        Map<UUID, Set<String>> lacking = new TreeMap<>();
        facts.held()
                .forEach((person, held) -> {
                    Set<String> lacks = new TreeSet<>(facts.required());
                    lacks.removeAll(held);
                    if (!lacks.isEmpty()) {
                        lacking.put(person, lacks);
                    }
                });
        List<String> missing = new ArrayList<>();
        if (facts.held().isEmpty()) {
            missing.add("a team");
        }
        if (!lacking.isEmpty()) {
            int trainings = lacking.values().stream().mapToInt(Set::size).sum();
            missing.add("trainings still to take: %d".formatted(trainings));
        }
        return new Item(What.TRAININGS, missing, lacking, "team members and trainers");
    }

    private static Item item(What what, boolean there, String missing, String whoseTurn) {
        return new Item(what, there ? List.of() : List.of(missing), Map.of(), whoseTurn);
    }
}
