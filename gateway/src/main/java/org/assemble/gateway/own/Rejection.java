package org.assemble.gateway.own;

import org.assemble.gateway.problem.Refusal;

/// A refusal of one of the gateway's own operations, on its way to the caller: an answer, not a
/// bug, and so without a stack trace.
public final class Rejection extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Refusal refusal;
    private final String pointer;

    private Rejection(Refusal refusal, String detail, String pointer) {
        super(detail, null, false, false);
        this.refusal = refusal;
        this.pointer = pointer;
    }

    public static Rejection of(Refusal refusal) {
        return new Rejection(refusal, refusal.detail(), null);
    }

    public static Rejection because(Refusal refusal, String detail) {
        return new Rejection(refusal, detail, null);
    }

    /// @param pointer the place in the request, as a JSON pointer
    public static Rejection at(Refusal refusal, String pointer, String detail) {
        return new Rejection(refusal, detail, pointer);
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
}
