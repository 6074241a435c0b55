package org.assemble.ledger.fund.model;

import java.util.Set;

/// The twelve nations and regions of the United Kingdom (K1), by their ONS codes.
public final class Regions {

    private static final Set<String> CODES =
            Set.of(
                    "E12000001",
                    "E12000002",
                    "E12000003",
                    "E12000004",
                    "E12000005",
                    "E12000006",
                    "E12000007",
                    "E12000008",
                    "E12000009",
                    "N92000002",
                    "S92000003",
                    "W92000004");

    private Regions() {}

    public static boolean exists(String code) {
        return CODES.contains(code);
    }
}
