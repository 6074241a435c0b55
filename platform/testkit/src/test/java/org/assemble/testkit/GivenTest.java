package org.assemble.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class GivenTest {
    record Paid(long pence) {}

    record Purse(long pence) {
        Purse evolve(Paid paid) {
            return new Purse(pence + paid.pence());
        }

        List<Paid> spend(long wanted) {
            if (wanted > pence) {
                throw new IllegalStateException("only " + pence + " left");
            }
            return wanted == 0 ? List.of() : List.of(new Paid(-wanted));
        }
    }

    private final Given<Purse, Paid> given =
            Given.from(new Purse(0), Purse::evolve).events(new Paid(30), new Paid(12));

    @Test
    void events_are_folded_before_the_question_is_put() {
        given.thenState(new Purse(42));
        given.when(purse -> purse.spend(40)).thenEvents(new Paid(-40));
        given.when(purse -> purse.spend(0)).thenNothing();
        given.when(purse -> purse.spend(43)).thenThrown().hasMessage("only 42 left");
    }

    @Test
    void a_wrong_expectation_fails() {
        var asked = given.when(purse -> purse.spend(40));
        assertThatThrownBy(() -> asked.thenEvents(new Paid(-41)))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(asked::thenThrown).isInstanceOf(AssertionError.class);
    }
}
