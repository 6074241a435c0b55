package org.assemble.acceptance;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Who asks: the columns of `permissions.txt`, in their order. People are the matrix's own, so that
/// no other test gives them anything.
enum Asker {
    NOBODY,
    KEY,
    EXPIRED,
    ELSEWHERE,
    UNSCOPED,
    NATIONAL_ADMIN("national-admin"),
    FINANCE("finance"),
    FINANCE_APPROVER("finance-approver"),
    RECRUITER("recruiter"),
    MACHINE("service"),
    COORDINATOR("regional-coordinator", Asker.REGION),
    OTHER_COORDINATOR("regional-coordinator", Asker.OTHER_REGION),
    ORGANISER("campaign-organiser"),
    OTHER_ORGANISER("campaign-organiser"),
    MEMBER,
    OTHER_MEMBER,
    FACILITATOR("facilitator"),
    OTHER_FACILITATOR("facilitator"),
    TRAINER("trainer"),
    OTHER_TRAINER("trainer");

    /// Ours: Yorkshire and The Humber.
    static final String REGION = "E12000003";

    /// Another: London.
    static final String OTHER_REGION = "E12000007";

    private final List<String> roles;
    private final String region;

    Asker() {
        this.roles = List.of();
        this.region = null;
    }

    Asker(String role) {
        this(role, null);
    }

    Asker(String role, String region) {
        this.roles = List.of(role);
        this.region = region;
    }

    List<String> roles() {
        return roles;
    }

    Optional<String> region() {
        return Optional.ofNullable(region);
    }

    /// Whether a good token comes with what is asked, with all scopes that are needed.
    boolean hasFullToken() {
        return ordinal() > UNSCOPED.ordinal();
    }

    /// Who has signed in as themselves, for nothing but this matrix.
    boolean isPerson() {
        return hasFullToken() && this != MACHINE;
    }

    String userName() {
        return "matrix-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
