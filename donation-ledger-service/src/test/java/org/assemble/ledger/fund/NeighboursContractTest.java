package org.assemble.ledger.fund;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assemble.testkit.Golden;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// The ledger reads what campaign-service's contract says.
class NeighboursContractTest {

    static final List<Class<? extends Record>> READ =
            List.of(
                    FundMessages.ElectionCalled.class,
                    FundMessages.CampaignRegistered.class,
                    FundMessages.AgreementConfirmed.class,
                    FundMessages.CampaignLaunched.class,
                    FundMessages.CampaignWithdrawn.class);

    @ParameterizedTest
    @FieldSource("READ")
    void what_is_read_is_in_the_golden_example(Class<? extends Record> reading)
            throws ReflectiveOperationException {
        Record told =
                Golden.event("campaign-service", reading.getSimpleName() + ".v1").readAs(reading);
        for (var component : reading.getRecordComponents()) {
            component.getAccessor().setAccessible(true);
            assertThat(component.getAccessor().invoke(told)).as(component.getName()).isNotNull();
        }
    }
}
