package org.assemble.training.certificate;

import static org.assemble.training.TrainingRefusal.TERM_BEFORE_TODAY;
import static org.assemble.training.TrainingRefusal.TERM_TOO_FAR_AHEAD;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.assemble.platform.paging.PageRequest;
import org.assemble.training.course.Courses;

/// How long a certificate of a course is held: decided by the national team, from a day on (T4,
/// policy). Nothing decided: it does not expire.
@ApplicationScoped
class Terms {
    private static final int MOST_YEARS_AHEAD = 10;

    @Inject Courses courses;
    @Inject Clock clock;

    /// Keeps a decision. A day that has passed is refused: what was issued keeps its expiry.
    @WithTransaction
    Uni<TermRow> decide(TermRow term) {
        return courses.mustExist(term.course)
                .invoke(() -> mustBePossible(term.validFrom, LocalDate.now(clock)))
                .chain(() -> term.persist());
    }

    private static void mustBePossible(LocalDate validFrom, LocalDate today) {
        if (validFrom.isBefore(today)) {
            throw TERM_BEFORE_TODAY.at("/validFrom", "%s has passed.".formatted(validFrom));
        }
        LocalDate last = today.plusYears(MOST_YEARS_AHEAD);
        if (validFrom.isAfter(last)) {
            throw TERM_TOO_FAR_AHEAD.at(
                    "/validFrom", "%s is later than %s.".formatted(validFrom, last));
        }
    }

    /// In the order of deciding.
    @WithSession
    Uni<List<TermRow>> list(String course, PageRequest page) {
        return courses.mustExist(course)
                .chain(() ->
                        TermRow.<TermRow>find(
                                        "course = ?1 and id > ?2 order by id",
                                        course,
                                        page.afterId())
                                .page(0, page.rows())
                                .list());
    }
}
