package org.assemble.assembly;

import java.util.List;
import org.assemble.testkit.Golden;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The golden examples are what their schemas say. That the service sends them, and reads its
/// neighbours' messages, is tested beside the features.
class ContractTest {
    static List<Golden> published() {
        return Golden.events("assembly-service");
    }

    @ParameterizedTest
    @MethodSource("published")
    void every_example_fits_its_schema(Golden event) {
        event.exampleFitsSchema();
    }
}
