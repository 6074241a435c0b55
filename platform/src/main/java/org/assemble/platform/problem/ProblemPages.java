package org.assemble.platform.problem;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;

/// The pages behind the `type` of every problem.
@Path("/api/problems/{service}")
@PermitAll
public class ProblemPages {
    @Inject @Any Instance<Refusals> refusals;

    @GET
    @Path("/{code}")
    @Produces(MediaType.TEXT_HTML)
    @Operation(summary = "What a problem code means")
    public String page(@RestPath String service, @RestPath String code) {
        Refusal refusal =
                all().filter(candidate -> candidate.code().equals(code))
                        .findFirst()
                        .orElseThrow(() ->
                                CommonRefusal.UNKNOWN_ADDRESS.because("No problem has this code."));
        // Every part is our own text; nothing of the request is echoed.
        return """
        <!doctype html><html lang="en"><meta charset="utf-8"><title>%1$s</title>
        <body style="font:1.1rem/1.5 system-ui;max-width:40rem;margin:3rem auto;padding:0 1rem">
        <p><code>%2$s</code> · HTTP %3$d</p><h1>%1$s</h1><p>%4$s</p></body></html>
        """
                .formatted(
                        refusal.title(), refusal.code(), refusal.status(), refusal.explanation());
    }

    private Stream<Refusal> all() {
        return Stream.concat(
                Arrays.stream(CommonRefusal.values()),
                refusals.stream().flatMap(list -> list.all().stream()));
    }
}
