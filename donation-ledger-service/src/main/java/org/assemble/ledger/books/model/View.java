package org.assemble.ledger.books.model;

import java.time.LocalDate;

/// Which books: everything up to a position that counts on or before a day. Asked again, it gives
/// the same answer for ever.
public record View(long position, LocalDate lastDay) {

    /// Later than any day that counts; PostgreSQL's own infinity is no LocalDate.
    public static final LocalDate ALWAYS = LocalDate.of(9999, 12, 31);

    public View on(LocalDate day) {
        return new View(position, day);
    }
}
