package org.assemble.training;

import java.time.Instant;
import java.time.OffsetDateTime;

/// What SQL's own queries give, as the rest of the code has it.
public final class Columns {
    private Columns() {}

    /// A moment, or null; the driver gives it with an offset, a mapped column without.
    public static Instant time(Object column) {
        return column instanceof OffsetDateTime withOffset
                ? withOffset.toInstant()
                : (Instant) column;
    }
}
