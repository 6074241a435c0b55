package org.assemble.platform.problem;

import java.util.List;
import java.util.Locale;

/// One way in which a service says no. Each service keeps its refusals in one closed enum, in the
/// order in which they are checked; codes are permanent and stand in the published contract.
public interface Refusal {

    /// The HTTP status that goes with it.
    int status();

    /// What went wrong, in a few words, the same for every occurrence.
    String title();

    /// What it means and what can be done about it: the text of the page behind the problem's
    /// `type`.
    String explanation();

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
