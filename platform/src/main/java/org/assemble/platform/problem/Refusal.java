package org.assemble.platform.problem;

import java.util.List;
import java.util.Locale;

/// One way in which a service says no. Each service keeps its refusals in one closed enum, in the
/// order in which they are checked; codes are permanent and stand in the published contract.
public interface Refusal {

    /// What a refusal says, the same for every occurrence.
    ///
    /// @param status the HTTP status that goes with it
    /// @param title what went wrong, in a few words
    /// @param explanation what it means and what can be done about it: the text of the page behind
    ///   the problem's `type`
    record Meaning(int status, String title, String explanation) {}

    Meaning meaning();

    default int status() {
        return meaning().status();
    }

    default String title() {
        return meaning().title();
    }

    default String explanation() {
        return meaning().explanation();
    }

    /// The name as Java has it; every enum gives it.
    String name();

    /// The permanent code, as callers see it: `unknown-campaign`.
    default String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// This refusal, for a reason that fits the occurrence.
    default RefusalException because(String detail) {
        return new RefusalException(this, detail);
    }

    /// This refusal, for one field of the request, named by its JSON pointer.
    default RefusalException at(String pointer, String detail) {
        return new RefusalException(this, detail, List.of(new Problem.FieldError(pointer, detail)));
    }
}
