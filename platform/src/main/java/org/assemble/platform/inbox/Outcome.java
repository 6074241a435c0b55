package org.assemble.platform.inbox;

/// What became of a message. A refusal is an outcome that is recorded, not an error that is
/// retried.
public sealed interface Outcome {

    /// It had its effect.
    record Applied() implements Outcome {}

    /// It had its effect, and `subject` is known from now on: what waited for it is taken up again.
    record Known(String subject) implements Outcome {}

    /// It names `subject`, which is not known yet: it waits.
    record Waiting(String subject) implements Outcome {}

    /// It breaks a rule, for certain and for ever.
    record Refused(String reason) implements Outcome {}

    static Outcome applied() {
        return new Applied();
    }

    static Outcome known(Object subject) {
        return new Known(subject.toString());
    }

    static Outcome waiting(Object subject) {
        return new Waiting(subject.toString());
    }

    static Outcome refused(String reason) {
        return new Refused(reason);
    }
}
