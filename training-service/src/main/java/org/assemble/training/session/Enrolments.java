package org.assemble.training.session;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.assemble.platform.paging.PageRequest;

/// Who has a seat. Every method is part of the caller's transaction.
@ApplicationScoped
class Enrolments {
    Uni<List<EnrolmentRow>> list(UUID sessionId, PageRequest page) {
        return EnrolmentRow.<EnrolmentRow>find(
                        "sessionId = ?1 and id > ?2 order by id", sessionId, page.afterId())
                .page(0, page.rows())
                .list();
    }
}
