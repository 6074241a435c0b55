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
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;

/// The pages behind the `type` of every problem. Every part of them is our own text; nothing of the
/// request is echoed.
@Path("/api/problems/{service}")
@PermitAll
public class ProblemPages {
    private static final String PAGE =
            """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>%1$s</title>
            <style>body { font: 1.1em/1.5 system-ui; max-width: 40em; margin: 3em auto; padding: 0 1em }</style>
            <h1>%1$s</h1>
            """;

    @Inject @Any Instance<Refusals> refusals;

    @ConfigProperty(name = "assemble.service")
    String name;

    @GET
    @Produces(MediaType.TEXT_HTML)
    @Operation(summary = "All problem codes of a service")
    public String index(@RestPath String service) {
        return all().sorted(Comparator.comparing(Refusal::status))
                .map(refusal ->
                        "<li><a href=\"/api/problems/%s/%s\">%2$s</a> (%d): %s</li>"
                                .formatted(name, refusal.code(), refusal.status(), refusal.title()))
                .collect(
                        Collectors.joining(
                                "\n",
                                PAGE.formatted("What " + name + " refuses") + "<ul>",
                                "</ul>"));
    }

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
        return PAGE.formatted(refusal.title())
                + """
                <p>%s</p><p>Status <code>%d</code>, code <code>%s</code>.</p>
                <p><a href="/api/problems/%s">All that this service refuses</a></p>
                """
                        .formatted(refusal.explanation(), refusal.status(), refusal.code(), name);
    }

    private Stream<Refusal> all() {
        return Stream.concat(
                Arrays.stream(CommonRefusal.values()),
                refusals.stream().flatMap(list -> list.all().stream()));
    }
}
