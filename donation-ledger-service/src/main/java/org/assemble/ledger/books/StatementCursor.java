package org.assemble.ledger.books;

import java.time.LocalDate;
import java.util.List;
import org.assemble.ledger.books.model.View;
import org.assemble.platform.problem.CommonRefusal;

/// Where a page of a statement begins, with all that the pages before it have come to: a later page
/// of a busy day costs no more than the first of a quiet one, and all pages are of the same books.
///
/// @param account whose statement it is
/// @param from its first day
/// @param view its books
/// @param until the last day on which anything counts in them
/// @param openingPence before the first day
/// @param closingPence after the last
/// @param effective of the last movement that was shown, like `position` and `line`
/// @param balancePence after it
record StatementCursor(
        String account,
        LocalDate from,
        View view,
        LocalDate until,
        long openingPence,
        long closingPence,
        LocalDate effective,
        long position,
        int line,
        long balancePence) {

    private static final String LIST = "statement";
    private static final int PARTS = 12;

    StatementCursor after(LocalDate day, long atPosition, int atLine, long balance) {
        return new StatementCursor(
                account,
                from,
                view,
                until,
                openingPence,
                closingPence,
                day,
                atPosition,
                atLine,
                balance);
    }

    @Override
    public String toString() {
        return String.join(
                "/",
                LIST,
                account,
                from.toString(),
                view.lastDay().toString(),
                Long.toString(view.position()),
                until.toString(),
                Long.toString(openingPence),
                Long.toString(closingPence),
                effective.toString(),
                Long.toString(position),
                Integer.toString(line),
                Long.toString(balancePence));
    }

    static StatementCursor parse(String text) {
        List<String> parts = List.of(text.split("/"));
        try {
            if (parts.size() == PARTS && parts.getFirst().equals(LIST)) {
                return new StatementCursor(
                        parts.get(1),
                        LocalDate.parse(parts.get(2)),
                        new View(Long.parseLong(parts.get(4)), LocalDate.parse(parts.get(3))),
                        LocalDate.parse(parts.get(5)),
                        Long.parseLong(parts.get(6)),
                        Long.parseLong(parts.get(7)),
                        LocalDate.parse(parts.get(8)),
                        Long.parseLong(parts.get(9)),
                        Integer.parseInt(parts.get(10)),
                        Long.parseLong(parts.get(11)));
            }
        } catch (RuntimeException notAPlace) {
            // Said below, together with what has other parts.
        }
        throw ofAnotherList();
    }

    /// Refuses a cursor of another account, of other days or of other books.
    ///
    /// @param asked the books that were asked for by name, or null
    void mustBeOf(String wanted, LocalDate first, LocalDate last, Long asked) {
        boolean same =
                account.equals(wanted)
                        && from.equals(first)
                        && view.lastDay().equals(last)
                        && (asked == null || asked == view.position());
        if (!same) {
            throw ofAnotherList();
        }
    }

    private static RuntimeException ofAnotherList() {
        return CommonRefusal.MALFORMED_REQUEST.at("/cursor", "This cursor is of another list.");
    }
}
