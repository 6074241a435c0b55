package org.assemble.gateway.forward;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who answers what: an immutable value, so that a new table can take an old one's place in one
/// step.
public final class RoutingTable {

    private static final String API = "/api/v1/";
    private static final String PROBLEMS = "/api/problems/";

    private final Map<String, String> serviceOfWord;
    private final Map<String, List<String>> wordsOfService;

    /// @param wordsOfService the words after `/api/v1/` that each service answers
    /// @throws IllegalArgumentException where two services list one word
    public RoutingTable(Map<String, List<String>> wordsOfService) {
        Map<String, String> serviceOfWord = new HashMap<>();
        wordsOfService.forEach((service, words) -> {
            for (String word : words) {
                String other = serviceOfWord.putIfAbsent(word, service);
                if (other != null) {
                    throw new IllegalArgumentException(
                            "The routing table lists \"%s\" twice: for %s and for %s"
                                    .formatted(word, other, service));
                }
            }
        });
        this.serviceOfWord = Map.copyOf(serviceOfWord);
        this.wordsOfService = Map.copyOf(wordsOfService);
    }

    /// @param path a canonical path
    /// @return the name of the service that answers it
    public Optional<String> serviceFor(String path) {
        if (path.startsWith(API)) {
            return Optional.ofNullable(serviceOfWord.get(wordAfter(API, path)));
        }
        if (path.startsWith(PROBLEMS)) {
            return Optional.of(wordAfter(PROBLEMS, path)).filter(wordsOfService::containsKey);
        }
        return Optional.empty();
    }

    private static String wordAfter(String prefix, String path) {
        int slash = path.indexOf('/', prefix.length());
        return path.substring(prefix.length(), slash < 0 ? path.length() : slash);
    }
}
