package org.assemble.assembly.pledge.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.assemble.assembly.AssemblyRefusal;
import org.assemble.assembly.pledge.model.Decision.No;
import org.assemble.assembly.pledge.model.Decision.Pledged;
import org.assemble.assembly.pledge.model.Decision.Why;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AttendeeTest {
    private static final long LIMIT_PENCE = 1_000_000;

    @ParameterizedTest
    @CsvSource({"1", "1000", "1000000"})
    void A3_who_came_pledges_up_to_the_limit(long pence) {
        assertThat(new Attendee(true, false).pledge(pence, LIMIT_PENCE))
                .isEqualTo(new Pledged(pence));
    }

    /// The order in which the rules are checked: each line breaks one rule less.
    @ParameterizedTest(name = "{0} pence, checked in: {1}, pledged before: {2}: {3}")
    @CsvSource({
        "0,       false, true, PLEDGE_NOT_POSITIVE",
        "-1,      false, true, PLEDGE_NOT_POSITIVE",
        "1000001, false, true, PLEDGE_ABOVE_LIMIT",
        "1000000, false, true, UNKNOWN_ATTENDEE",
        "1000000, true,  true, PLEDGED_ALREADY"
    })
    void A3_a_pledge_that_can_not_be_is_refused(
            long pence, boolean checkedIn, boolean hasPledged, Why why) {
        assertThat(new Attendee(checkedIn, hasPledged).pledge(pence, LIMIT_PENCE))
                .isInstanceOfSatisfying(No.class, no -> assertThat(no.why()).isEqualTo(why));
    }

    @Test
    void A3_the_limit_is_said() {
        assertThat(new Attendee(true, false).pledge(11, 10))
                .isEqualTo(new No(Why.PLEDGE_ABOVE_LIMIT, "The limit is 10 pence."));
    }

    @ParameterizedTest
    @EnumSource
    void every_rule_that_says_no_is_a_refusal_with_a_page(Why why) {
        assertThat(AssemblyRefusal.valueOf(why.name()).code()).isNotBlank();
    }
}
