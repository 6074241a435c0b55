package org.assemble.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoutingTableTest {

    private final RoutingTable table =
            new RoutingTable(
                    Map.of(
                            "campaign",
                            List.of("campaigns", "elections"),
                            "ledger",
                            List.of("ledger")));

    @Test
    void the_word_after_the_version_names_the_service() {
        assertThat(table.serviceFor("/api/v1/campaigns")).contains("campaign");
        assertThat(table.serviceFor("/api/v1/elections/1/candidates")).contains("campaign");
        assertThat(table.serviceFor("/api/v1/ledger/donations")).contains("ledger");
    }

    @Test
    void a_word_that_only_begins_alike_is_unknown() {
        assertThat(table.serviceFor("/api/v1/campaignsx")).isEmpty();
        assertThat(table.serviceFor("/api/v1/campaign")).isEmpty();
        assertThat(table.serviceFor("/api/v1")).isEmpty();
        assertThat(table.serviceFor("/api/v2/campaigns")).isEmpty();
        assertThat(table.serviceFor("/q/health")).isEmpty();
    }

    @Test
    void problem_pages_are_the_services_own() {
        assertThat(table.serviceFor("/api/problems/ledger/unknown-invoice")).contains("ledger");
        assertThat(table.serviceFor("/api/problems/nobody/unknown-invoice")).isEmpty();
    }

    @Test
    void no_word_stands_twice() {
        Map<String, List<String>> twice =
                Map.of("campaign", List.of("people"), "training", List.of("people"));

        assertThatThrownBy(() -> new RoutingTable(twice))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("people")
                .hasMessageContaining("campaign")
                .hasMessageContaining("training");
    }
}
