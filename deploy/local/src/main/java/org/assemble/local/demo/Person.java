package org.assemble.local.demo;

import java.util.Locale;

/// Who takes part in the story: sign-ins that exist in the local realm only.
enum Person {
    /// National admin.
    NADIA,
    /// Finance.
    FIN,
    /// Approves what finance proposes.
    AMAL,
    /// Organises the campaign.
    OLIVE,
    /// On the campaign's team.
    TARIQ,
    /// On the campaign's team.
    MINA,
    /// Facilitates ward assemblies.
    FELIX,
    /// Gives trainings.
    TESS,
    /// No person: what reads the bank's statements and tells the ledger of donations.
    IMPORTER;

    String userName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
