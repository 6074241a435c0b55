package org.assemble.campaign.agreement;

import static org.assemble.campaign.CampaignRefusal.UNKNOWN_AGREEMENT;
import static org.assemble.campaign.CampaignRefusal.VERSION_PUBLISHED_ALREADY;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.assemble.platform.id.Ids;
import org.assemble.platform.paging.PageRequest;
import org.assemble.platform.problem.Constraint;

/// The versions of the agreement (G1). A version is published once and never changed: a new text is
/// a new version, and campaigns keep theirs until they confirm the new one (G3).
@ApplicationScoped
public class Agreements {
    @Inject Clock clock;

    @WithTransaction
    Uni<AgreementRow> publish(UUID by, String version, String title, String text, String guideUrl) {
        AgreementRow row = new AgreementRow();
        row.id = Ids.next();
        row.version = version;
        row.title = title;
        row.text = text;
        row.guideUrl = guideUrl;
        row.publishedAt = clock.instant();
        row.publishedBy = by;
        return row.<AgreementRow>persistAndFlush()
                .onFailure(Constraint.broken("agreement_version_key"))
                .transform(_ ->
                        VERSION_PUBLISHED_ALREADY.at(
                                "/version", "Version %s is published.".formatted(version)));
    }

    @WithSession
    Uni<AgreementRow> get(UUID id) {
        return AgreementRow.<AgreementRow>findById(id)
                .onItem()
                .ifNull()
                .failWith(() -> UNKNOWN_AGREEMENT.because("No agreement has the id " + id));
    }

    /// The version's name, for a campaign that confirms it.
    public Uni<String> versionOf(UUID id) {
        return get(id).map(row -> row.version);
    }

    @WithSession
    Uni<List<AgreementRow>> list(PageRequest page) {
        return AgreementRow.<AgreementRow>find("id > ?1 order by id", page.afterId())
                .page(0, page.rows())
                .list();
    }
}
