package org.assemble.gateway.own;

import java.util.Optional;
import org.assemble.gateway.problem.Refusal;

/// A refusal of one of the gateway's own operations, on its way to the caller: an answer, not a
/// bug, and so without a stack trace.
public final class Rejection extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Refusal refusal;
    private final String pointer;
    private final Integer retryAfterSeconds;

    private Rejection(Refusal refusal, String detail, String pointer, Integer retryAfterSeconds) {
        super(detail, null, false, false);
        this.refusal = refusal;
        this.pointer = pointer;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    public static Rejection of(Refusal refusal) {
        return new Rejection(refusal, refusal.detail(), null, null);
    }

    public static Rejection because(Refusal refusal, String detail) {
        return new Rejection(refusal, detail, null, null);
    }

    /// For a reason that passes.
    public static Rejection until(Refusal refusal, String detail, int retryAfterSeconds) {
        return new Rejection(refusal, detail, null, retryAfterSeconds);
    }

    /// @param pointer the place in the request, as a JSON pointer
    public static Rejection at(Refusal refusal, String pointer, String detail) {
        return new Rejection(refusal, detail, pointer, null);
    }

    /// A field that can't be taken as it is.
    public static Rejection malformed(String pointer, String detail) {
        return at(Refusal.MALFORMED_REQUEST, pointer, detail);
    }

    public Refusal refusal() {
        return refusal;
    }

    /// Null where the whole request is meant.
    public String pointer() {
        return pointer;
    }

    /// When to try again; empty where nobody knows.
    public Optional<Integer> retryAfterSeconds() {
        return Optional.ofNullable(retryAfterSeconds);
    }
}
