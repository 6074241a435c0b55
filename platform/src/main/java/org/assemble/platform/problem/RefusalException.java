package org.assemble.platform.problem;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A refusal on its way to the caller. It rolls the transaction back and carries no stack trace: it
/// is an answer, not a bug.
public final class RefusalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;
    private final transient List<Problem.FieldError> errors;
    private final transient Duration retryAfter;

    public RefusalException(Refusal refusal, String detail) {
        this(refusal, detail, List.of());
    }

    public RefusalException(Refusal refusal, String detail, List<Problem.FieldError> errors) {
        this(refusal, detail, errors, null);
    }

    private RefusalException(
            Refusal refusal, String detail, List<Problem.FieldError> errors, Duration retryAfter) {
        super(detail, null, false, false);
        this.refusal = refusal;
        this.errors = List.copyOf(errors);
        this.retryAfter = retryAfter;
    }

    /// The same, for what may be asked again: the header `Retry-After` says when, in whole seconds.
    public RefusalException retryAfter(Duration wait) {
        return new RefusalException(refusal, getMessage(), errors, wait);
    }

    public Refusal refusal() {
        return refusal;
    }

    public List<Problem.FieldError> errors() {
        return errors;
    }

    /// When to ask again; empty where it makes no difference.
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
