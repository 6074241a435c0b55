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
    TWO_CREDENTIALS(
            400,
            "Two credentials came with one request",
            "A request bears one bearer token, or one API key in X-Api-Key, never both: which of the two counts must"
                    + " not be a guess."),
    KEY_NOT_KNOWN(
            401,
            "This API key is not known",
            "The key in X-Api-Key was never given out, has expired, was revoked or was replaced. Leave the header out"
                    + " to read what is public within the limits for everybody."),
    KEY_ONLY_READS(
            403,
            "An API key only reads",
            "With an API key an application reads what is public, and nothing else. To change something, sign in."),
    TOO_MANY_REQUESTS(
            429,
            "Too many requests",
            "A limit is used up: the one that the RateLimit headers name, or, where RateLimit says that there is more"
                    + " left, the one that the problem's detail names. Retry-After says in how many seconds to try"
                    + " again."),
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
            "The gateway could not fetch the key that this token is said to be signed with, or may not ask for it again"
                    + " so soon. Retry-After says when."),
    SCOPE_MISSING(
            403,
            "This application may not do that",
            "The token lacks the scope that the WWW-Authenticate header names. Applications name what they want to do"
                    + " when they ask for a token, such as scope=openid ledger:read campaign:write."),
    NOT_ALLOWED(
            403,
            "Your roles do not allow this",
            "The operation is for other roles than those in your token."),
    NOT_YOUR_CAMPAIGN(
            403,
            "This is not your campaign",
            "A role is necessary and never sufficient: you must also belong to the very campaigns whose events you ask"
                    + " for, and name them."),
    TOO_LARGE(
            413,
            "The body is too large",
            "A JSON body may have 1 MiB. Longer lists go as files or as NDJSON where an operation takes them."),
    MALFORMED_REQUEST(
            400,
            "The request can't be read",
            "The body is no valid JSON, a field is missing or of the wrong kind, or a parameter can't be read. The"
                    + " errors name the places."),
    TARGET_NOT_ALLOWED(
            422,
            "Nothing is sent to this address",
            "Webhooks go to public https addresses, without a user, a password or a fragment in them. Addresses inside"
                    + " a network are never asked, whatever name leads there."),
    IDEMPOTENCY_KEY_REUSED(
            422,
            "This key was used for another request",
            "An Idempotency-Key names one request for ever. The same key came with another body or address. Use a new"
                    + " key for a new request."),
    UNKNOWN_KEY(404, "There is no such API key", "No API key has this id."),
    UNKNOWN_SUBSCRIPTION(
            404,
            "There is no such subscription",
            "No webhook subscription of yours has this id. Subscriptions that have ended are listed no more."),
    UNKNOWN_DELIVERY(
            404,
            "There is no such delivery",
            "This subscription has no delivery with this id. Deliveries are kept as long as the events they are of."),
    CHANGED_MEANWHILE(
            412,
            "Somebody changed it meanwhile",
            "The ETag in If-Match is not the latest. Read it again, and decide again."),
    TOO_MANY(
            409,
            "There are too many already",
            "Everything has a limit. End what is no longer used before you make more."),
    SUBSCRIPTION_NOT_ON(
            409,
            "The subscription is not on",
            "Nothing is delivered to a subscription that is off or disabled. Turn it on first."),
    SUBSCRIPTION_NOT_TRIED(
            409,
            "The subscription's address was not tried",
            "Before a subscription is turned on its address must have answered a ping (POST …/test) with success, so"
                    + " that nobody is told who didn't ask. A new address must answer one of its own."),
    EVENTS_FORGOTTEN(
            410,
            "These events are no longer kept",
            "The place to go on from is older than the oldest event that is kept. Read the resources themselves, then"
                    + " listen from now on."),
    TOO_MANY_STREAMS(
            429,
            "Too many streams are open",
            "Close a stream before you open another, or wait until there is room again."),
    NOT_AVAILABLE(
            503,
            "Not available for the moment",
            "The gateway's own database is away. What other services answer is not concerned. Whether a request that"
                    + " was under way was done is told by asking again with the same Idempotency-Key."),
    BODY_TOO_SLOW(
            408,
            "The body came too slowly",
            "A body must begin within 10 seconds, pause for no longer than 30, and come at 1 KiB a second or more, on"
                    + " the average, so that it doesn't keep a place from others. Send it again over a better"
                    + " connection; with the same Idempotency-Key it can't count twice."),
    ANSWER_TOO_SLOW(
            408,
            "The answer was taken too slowly",
            "A long answer is broken off where its caller takes nothing of it for 30 seconds, or less than 4 KiB a"
                    + " second, on the average, so that it doesn't keep a place from others. Ask again over a better"
                    + " connection, or for shorter pages."),
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
            "The service ended the connection before it had answered in full. It may have done what was asked: repeat"
                    + " the request with the same Idempotency-Key to learn the outcome."),
    SERVICE_UNREADABLE(
            502,
            "The service's answer can't be read",
            "The service's answer is not what it says of its own length, or is no proper HTTP. It may have done what"
                    + " was asked: repeat the request with the same Idempotency-Key to learn the outcome."),
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
        return status == 503 || status == 429;
    }

    static Optional<Refusal> of(String code) {
        return Arrays.stream(values()).filter(refusal -> refusal.code().equals(code)).findFirst();
    }
}
