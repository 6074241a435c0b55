package org.assemble.platform.problem;

import java.util.List;

/// A refusal on its way to the caller. It rolls the transaction back and carries no stack trace: it
/// is an answer, not a bug.
public final class RefusalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;
    private final transient List<Problem.FieldError> errors;

    public RefusalException(Refusal refusal, String detail) {
        this(refusal, detail, List.of());
    }

    public RefusalException(Refusal refusal, String detail, List<Problem.FieldError> errors) {
        super(detail, null, false, false);
        this.refusal = refusal;
        this.errors = List.copyOf(errors);
    }

    public Refusal refusal() {
        return refusal;
    }

    public List<Problem.FieldError> errors() {
        return errors;
    }
}
