package org.assemble.campaign;

import java.util.List;
import org.assemble.testkit.Golden;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What this service publishes is what its contract says; what it reads is what its neighbours'
/// contracts say.
class ContractTest {
    static List<Golden> published() {
        return Golden.events("campaign-service");
    }

    @ParameterizedTest
    @MethodSource("published")
    void every_example_fits_its_schema(Golden event) {
        event.exampleFitsSchema();
    }
}
