package org.assemble.local.demo;

/// The story can't go on; the message is a sentence for whoever plays it, shown without a stack
/// trace.
final class StoryStopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoryStopped(String sentence) {
        super(sentence);
    }

    StoryStopped(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
