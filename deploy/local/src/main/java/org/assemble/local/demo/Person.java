package org.assemble.local.demo;

/// Who takes part in the story: sign-ins that exist in the local realm only.
enum Person {
    NADIA,
    FIN,
    AMAL,
    OLIVE,
    TARIQ,
    MINA,
    FELIX,
    TESS;

    static final String PASSWORD = "assemble-local";

    String userName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
