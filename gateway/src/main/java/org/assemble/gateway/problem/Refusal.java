package org.assemble.gateway.problem;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Everything the gateway itself refuses: a closed list, in the order in which it is checked. The
/// code is the constant's name in kebab case; its page is `/api/problems/gateway/<code>`.
public enum Refusal {
    PATH_NOT_CANONICAL(
            400,
            "This path is written in an unusual way",
            "Two ways of writing one path must never be two answers, so the gateway takes only the plain one: no empty,"
                    + " “.” or “..” segments, no slash at the end, no backslash, semicolon or percent-encoding."),
    METHOD_NOT_ALLOWED(
            405,
            "This method is not used here",
            "The API knows GET, HEAD, POST, PUT, PATCH, DELETE and OPTIONS."),
    HEADERS_TOO_LARGE(
            431,
            "The headers are too large",
            "All headers of a request together may have 16 KiB. A token that is too large names too much: ask for fewer"
                    + " scopes."),
    UNKNOWN_ADDRESS(
            404,
            "There is nothing at this address",
            "No service answers this path. What there is, is listed at /api/docs."),
    UNKNOWN_PROBLEM(
            404,
            "There is no such problem",
            "The gateway has no refusal with this code; the ones it has are listed at /api/problems/gateway."),
    TOO_MANY_REQUESTS(
            429,
            "Too many requests",
            "The limit that the RateLimit headers name is used up. Retry-After says in how many seconds one more request"
                    + " is possible; sending earlier only makes it later."),
    ORIGIN_NOT_ALLOWED(
            403,
            "This page may not use this application's tokens",
            "The Origin header names a page that is not among the application's own. Have its address added to the"
                    + " application's settings, without a path, such as https://app.example."),
    NOT_SIGNED_IN(
            401,
            "You are not signed in",
            "The Authorization header must hold one bearer token, signed by Assemble's sign-in, made for this API"
                    + " (audience assemble-api). Leave the header out to see what is public."),
    TOKEN_EXPIRED(
            401,
            "Your token has expired",
            "Ask the sign-in for a new token with your refresh token, and send the request again."),
    SIGN_IN_AWAY(
            503,
            "The sign-in does not answer",
            "The gateway could not fetch the key that this token is said to be signed with. Try again in a moment."),
    SCOPE_MISSING(
            403,
            "This application may not do that",
            "The token lacks the scope that the WWW-Authenticate header names. Applications name what they want to do"
                    + " when they ask for a token, such as scope=openid ledger:read campaign:write."),
    TOO_LARGE(
            413,
            "The body is too large",
            "A JSON body may have 1 MiB. Longer lists go as files or as NDJSON where an operation takes them."),
    BODY_TOO_SLOW(
            408,
            "The body came too slowly",
            "A body must come at 1 KiB a second or more, on the average, so that it doesn't keep a place from others. Send"
                    + " it again over a better connection; with the same Idempotency-Key it can't count twice."),
    SERVICE_BUSY(
            503,
            "The service has too much to do",
            "Too many requests already wait for this service. Nothing was done; try again in a moment."),
    SERVICE_AWAY(
            503,
            "The service is away",
            "The service that answers this path could not be reached. Nothing was done; try again in a moment."),
    SERVICE_SLOW(
            504,
            "The service took too long",
            "The service did not answer in time. It may have done what was asked: repeat the request with the same"
                    + " Idempotency-Key to learn the outcome."),
    SERVICE_BROKEN(
            502,
            "The service broke off",
            "The service ended the connection before it had answered in full. It may have done what was asked: repeat the"
                    + " request with the same Idempotency-Key to learn the outcome."),
    SERVICE_UNREADABLE(
            502,
            "The service's answer can't be read",
            "The service's answer is not what it says of its own length, or is no proper HTTP. It may have done what was"
                    + " asked: repeat the request with the same Idempotency-Key to learn the outcome."),
    BUG(
            500,
            "The gateway made a mistake",
            "This is a fault of ours, not of your request. Our log has the details under the requestId.");

    private final int status;
    private final String title;
    private final String detail;

    Refusal(int status, String title, String detail) {
        this.status = status;
        this.title = title;
        this.detail = detail;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    public String detail() {
        return detail;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The page that explains it, relative to the gateway.
    public String type() {
        return "/api/problems/gateway/" + code();
    }

    /// Whether the same request may well succeed in a moment.
    boolean passes() {
        return status == 503;
    }

    static Optional<Refusal> of(String code) {
        return Arrays.stream(values()).filter(refusal -> refusal.code().equals(code)).findFirst();
    }
}
