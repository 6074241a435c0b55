package org.assemble.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Each rule finds what it forbids.
class HouseRulesTest {
    private final JavaClasses house =
            new ClassFileImporter().importPackages("org.assemble.testkit.house");

    @Test
    void a_model_that_knows_a_framework_is_found() {
        assertThat(breaches(HouseRules.A_MODEL_DEPENDS_ON_JAVA_ALONE))
                .isNotEmpty()
                .allMatch(breach -> breach.contains("JsonNode"));
    }

    @Test
    void a_model_that_asks_for_the_time_or_an_id_is_found() {
        assertThat(breaches(HouseRules.A_MODEL_IS_GIVEN_TIME_AND_IDS))
                .anyMatch(breach -> breach.contains("Instant.now()"))
                .anyMatch(breach -> breach.contains("UUID.randomUUID()"));
    }

    @Test
    void a_feature_that_sends_by_itself_is_found() {
        assertThat(breaches(HouseRules.ONLY_THE_PLATFORM_SENDS_AND_TAKES))
                .isNotEmpty()
                .allMatch(breach -> breach.contains("SendsByItself"));
    }

    private List<String> breaches(ArchRule rule) {
        return rule.evaluate(house).getFailureReport().getDetails();
    }
}
