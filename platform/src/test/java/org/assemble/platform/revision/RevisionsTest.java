package org.assemble.platform.revision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assemble.platform.problem.CommonRefusal;
import org.assemble.platform.problem.RefusalException;
import org.assemble.platform.revision.Revisions.Expected;
import org.jboss.resteasy.reactive.RestResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevisionsTest {
    @ParameterizedTest
    @ValueSource(strings = {"\"7\"", " \"7\" ", "\"6\", \"7\"", "*"})
    void who_has_seen_the_newest_revision_may_change_it(String ifMatch) {
        assertThatCode(() -> new Expected(ifMatch).mustBe(7)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"6\"", "\"77\"", "7", "W/\"7\"", "\"\"", "anything"})
    void who_has_not_is_told_so(String ifMatch) {
        assertThatThrownBy(() -> new Expected(ifMatch).mustBe(7))
                .isInstanceOfSatisfying(
                        RefusalException.class,
                        refused ->
                                assertThat(refused.refusal())
                                        .isEqualTo(CommonRefusal.CHANGED_MEANWHILE));
    }

    @Test
    void an_answer_says_its_revision_as_it_is_asked_for() {
        assertThat(Revisions.tagged("view", 7).getHeaders().getFirst("ETag")).isEqualTo("\"7\"");
        assertThat(Revisions.tag(RestResponse.ok("view"), 8).getHeaders().getFirst("ETag"))
                .isEqualTo("\"8\"");
    }
}
