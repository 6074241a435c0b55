package org.assemble.platform.problem;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.assemble.platform.problem.Problem.FieldError;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jose4j.jwt.consumer.InvalidJwtException;

/// The one place where what went wrong becomes what the caller sees.
@Singleton
public class ProblemMappers {
    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
    private static final String RETRY_AFTER_SECONDS = "5";
    private static final String REQUEST_ID = "X-Request-Id";

    /// What stands before the value in the path of a method's violation.
    private static final int METHOD_AND_PARAMETER = 2;

    @ConfigProperty(name = "assemble.service")
    String service;

    @Inject HttpServerRequest request;

    @ServerExceptionMapper
    public Response refused(RefusalException refused, UriInfo asked) {
        Response answer = answer(refused.refusal(), refused.getMessage(), asked, refused.errors());
        return refused.retryAfter()
                .map(wait ->
                        Response.fromResponse(answer)
                                .header("Retry-After", wait.toSeconds())
                                .build())
                .orElse(answer);
    }

    @ServerExceptionMapper
    public Response notSignedIn(UnauthorizedException nobody, UriInfo asked) {
        return answer(CommonRefusal.NOT_SIGNED_IN, "A bearer token is needed.", asked, List.of());
    }

    @ServerExceptionMapper
    public Response badToken(AuthenticationFailedException failed, UriInfo asked) {
        boolean expired =
                Outage.causes(failed)
                        .anyMatch(
                                cause -> cause instanceof InvalidJwtException e && e.hasExpired());
        return expired
                ? answer(CommonRefusal.TOKEN_EXPIRED, "The token has expired.", asked, List.of())
                : answer(
                        CommonRefusal.NOT_SIGNED_IN, "The token is not genuine.", asked, List.of());
    }

    @ServerExceptionMapper
    public Response notAllowed(ForbiddenException forbidden, UriInfo asked) {
        return answer(
                CommonRefusal.NOT_ALLOWED,
                "The operation is for other roles than yours.",
                asked,
                List.of());
    }

    @ServerExceptionMapper
    public Response invalid(ConstraintViolationException invalid, UriInfo asked) {
        return refused(
                Unreadable.of(invalid.getConstraintViolations(), METHOD_AND_PARAMETER), asked);
    }

    /// Named apart from its parent, because the framework has a mapper of its own for this one.
    @ServerExceptionMapper
    public Response mismatched(MismatchedInputException unreadable, UriInfo asked) {
        return unreadable(unreadable, asked);
    }

    @ServerExceptionMapper
    public Response unreadable(JacksonException unreadable, UriInfo asked) {
        return refused(Unreadable.of(unreadable), asked);
    }

    /// What JAX-RS itself refuses: unknown paths, methods, media types, bodies that can't be read.
    @ServerExceptionMapper
    public Response web(WebApplicationException web, UriInfo asked) {
        Throwable cause = web.getCause();
        if (cause instanceof JacksonException unreadable) {
            return unreadable(unreadable, asked);
        }
        int status = web.getResponse().getStatus();
        if (status == 404 && cause != null && asked.getRequestUri().getQuery() != null) {
            // A query parameter that can't be read is "not found" to JAX-RS.
            return answer(
                    CommonRefusal.MALFORMED_REQUEST,
                    "A query parameter can't be read.",
                    asked,
                    List.of());
        }
        CommonRefusal refusal =
                switch (status) {
                    case 400 -> CommonRefusal.MALFORMED_REQUEST;
                    case 401 -> CommonRefusal.NOT_SIGNED_IN;
                    case 403 -> CommonRefusal.NOT_ALLOWED;
                    case 404 -> CommonRefusal.UNKNOWN_ADDRESS;
                    case 405 -> CommonRefusal.METHOD_NOT_ALLOWED;
                    case 406 -> CommonRefusal.NOT_ACCEPTABLE;
                    case 413 -> CommonRefusal.TOO_LARGE;
                    case 415 -> CommonRefusal.UNSUPPORTED_MEDIA_TYPE;
                    default -> null;
                };
        return refusal == null
                ? bug(web, asked)
                : answer(refusal, refusal.explanation(), asked, List.of());
    }

    @ServerExceptionMapper
    public Response bug(Throwable thrown, UriInfo asked) {
        if (Outage.isBehind(thrown)) {
            LOG.warnf("%s is refused: %s", asked.getPath(), thrown.toString());
            return answer(
                    CommonRefusal.NOT_AVAILABLE,
                    "A part that is needed is away. Ask again with the same Idempotency-Key.",
                    asked,
                    List.of());
        }
        LOG.errorf(
                thrown,
                "a bug met by %s, request %s",
                asked.getPath(),
                request.getHeader(REQUEST_ID));
        return answer(CommonRefusal.BUG, "The mistake is ours.", asked, List.of());
    }

    private Response answer(
            Refusal refusal, String detail, UriInfo asked, List<FieldError> errors) {
        Problem problem =
                Problem.of(
                        service,
                        refusal,
                        detail,
                        asked.getPath(),
                        request.getHeader(REQUEST_ID),
                        errors);
        Response.ResponseBuilder response =
                Response.status(refusal.status()).type(Problem.MEDIA_TYPE).entity(problem);
        if (refusal.status() == 401) {
            response.header("WWW-Authenticate", "Bearer");
        }
        if (refusal.status() == 503) {
            response.header("Retry-After", RETRY_AFTER_SECONDS);
        }
        return response.build();
    }
}
