package org.assemble.gateway.problem;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assemble.gateway.request.AnswerBody;

/// The pages that the `type` of the gateway's own problems leads to, and the way to the others.
@ApplicationScoped
public class ProblemPages {

    private final Problems problems;

    ProblemPages(Problems problems) {
        this.problems = problems;
    }

    /// Whose problems there are: the gateway's, and each service's, which answers its own pages.
    public void services(RoutingContext exchange, Stream<String> services) {
        String list =
                Stream.concat(Stream.of("gateway"), services.sorted())
                        .map("<li><a href=\"/api/problems/%1$s\">%1$s</a></li>"::formatted)
                        .collect(Collectors.joining("\n"));
        show(exchange, "What is refused", "<ul>\n" + list + "\n</ul>");
    }

    public void index(RoutingContext exchange) {
        String list =
                Arrays.stream(Refusal.values())
                        .map(refusal ->
                                "<li><a href=\"%s\">%s</a> (%d): %s</li>"
                                        .formatted(
                                                refusal.type(),
                                                refusal.code(),
                                                refusal.status(),
                                                refusal.title()))
                        .collect(Collectors.joining("\n"));
        show(exchange, "What the gateway refuses", "<ul>\n" + list + "\n</ul>");
    }

    public void page(RoutingContext exchange) {
        Refusal.of(exchange.pathParam("code"))
                .ifPresentOrElse(
                        refusal -> show(exchange, refusal.title(), explanation(refusal)),
                        () -> problems.refuse(exchange, Refusal.UNKNOWN_PROBLEM));
    }

    private static String explanation(Refusal refusal) {
        return """
        <p>%s</p>
        <p>Status <code>%d</code>, code <code>%s</code>.</p>
        <p><a href="/api/problems/gateway">All that the gateway refuses</a></p>
        """
                .formatted(refusal.detail(), refusal.status(), refusal.code());
    }

    private static void show(RoutingContext exchange, String title, String body) {
        exchange.response()
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .putHeader(
                        "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
        String page =
                """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width">
                <title>%1$s</title>
                <style>body { font: 1.1em/1.5 system-ui; max-width: 40em; margin: 3em auto; padding: 0 1em }</style>
                </head>
                <body>
                <h1>%1$s</h1>
                %2$s
                </body>
                </html>
                """
                        .formatted(title, body);
        AnswerBody.end(exchange, Buffer.buffer(page));
    }
}
