package org.assemble.platform.revision;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.stream.Stream;
import org.assemble.platform.problem.CommonRefusal;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/// Nobody overwrites what they have not seen: what is edited has a revision, which an answer says
/// in the header `ETag` and an edit names in `If-Match` (RFC 9110, 8.8.3 and 13.1.1). A revision
/// stands for what is edited; counts that stand beside it change without a new one.
@ApplicationScoped
public class Revisions {
    private static final String IF_MATCH = "If-Match";

    @Inject HttpServerRequest request;

    /// The revisions that the caller means to change.
    public record Expected(String tags) {

        /// Refuses who means another revision than the one that is there. To be asked where nobody
        /// else can change it any more: behind its lock.
        public void mustBe(long revision) {
            if (!tags.strip().equals("*")
                    && Stream.of(tags.split(","))
                            .map(String::strip)
                            .noneMatch(tag -> tag.equals(tag(revision)))) {
                throw CommonRefusal.CHANGED_MEANWHILE.because(
                        "It is at revision %s now.".formatted(tag(revision)));
            }
        }
    }

    /// What the request under way expects; refuses one that doesn't say.
    public Expected expected() {
        String tags = request.getHeader(IF_MATCH);
        if (tags == null || tags.isBlank()) {
            throw CommonRefusal.REVISION_NEEDED.because(
                    "The header If-Match is needed, with the ETag of what is to be changed.");
        }
        return new Expected(tags);
    }

    /// An answer that says its revision.
    public static <T> RestResponse<T> tagged(T view, long revision) {
        return ResponseBuilder.ok(view).header("ETag", tag(revision)).build();
    }

    /// Adds the revision to an answer.
    public static <T> RestResponse<T> tag(RestResponse<T> answer, long revision) {
        answer.getHeaders().putSingle("ETag", tag(revision));
        return answer;
    }

    private static String tag(long revision) {
        return "\"" + revision + "\"";
    }
}
