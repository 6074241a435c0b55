package org.assemble.local;

/// Something stands in the way that a person can mend; the message is a sentence for them, shown
/// without a stack trace.
public final class CannotStart extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotStart(String sentence) {
        super(sentence);
    }

    CannotStart(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
