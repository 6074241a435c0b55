package org.assemble.platform.inbox;

/// A message that can't be read, now or later: it goes to the dead-letter topic with this reason.
public final class UnreadableEvent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableEvent(String reason) {
        super(reason, null, false, false);
    }
}
