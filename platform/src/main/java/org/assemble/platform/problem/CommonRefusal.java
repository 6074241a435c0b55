package org.assemble.platform.problem;

/// Refusals that every service has, in the order in which they are checked.
public enum CommonRefusal implements Refusal {
    UNKNOWN_ADDRESS(
            404,
            "There is nothing at this address",
            "No operation has this path. The list of all of them is at /api/docs."),
    METHOD_NOT_ALLOWED(
            405,
            "This address does not take this method",
            "The path exists, but not for this HTTP method. /api/docs says which it takes."),
    UNSUPPORTED_MEDIA_TYPE(
            415, "The body is of the wrong kind", "Send the body as application/json."),
    NOT_ACCEPTABLE(
            406,
            "None of the accepted media types can be given",
            "Accept application/json, or one of the types that /api/docs lists for the operation."),
    NOT_SIGNED_IN(
            401,
            "You are not signed in",
            "The operation needs a bearer token of the realm, and none that is genuine came with"
                    + " the request."),
    TOKEN_EXPIRED(
            401,
            "Your sign-in has expired",
            "The token was genuine and is too old. Refresh it and ask again."),
    NOT_ALLOWED(
            403,
            "Your roles do not allow this",
            "The operation is for other roles than those in your token."),
    NOT_YOUR_CAMPAIGN(
            403,
            "This is not your campaign",
            "A role is necessary and never sufficient: you must also belong to the very campaign"
                    + " that the request touches."),
    NOT_YOUR_REGION(
            403,
            "This is not your region",
            "A role is necessary and never sufficient: you must also belong to the very region"
                    + " that the request touches."),
    TOO_LARGE(
            413,
            "The body is too large",
            "The body is longer than the operation takes. Split it, or use a streamed operation."),
    MALFORMED_REQUEST(
            400,
            "The request can't be read",
            "The body is no valid JSON, a field is missing or of the wrong kind, or a parameter"
                    + " can't be read. The errors name the places."),
    REVISION_NEEDED(
            428,
            "Say which revision you mean to change",
            "Several people edit the same things. Send the header If-Match with the ETag that came"
                    + " with what you read, so that nothing of theirs is lost."),
    CHANGED_MEANWHILE(
            412,
            "Somebody changed it meanwhile",
            "What If-Match names is not the newest revision any more. Nothing was changed: read it"
                    + " again, and decide again."),
    NOT_WHOLE_PENCE(
            422,
            "Money is a whole number of pence",
            "Amounts are given in minor units without a fraction: £120.50 is 12050."),
    WRONG_CURRENCY(422, "Only pounds", "The accounts are kept in GBP, and only GBP is taken."),
    IDEMPOTENCY_KEY_REUSED(
            422,
            "This key was used for another request",
            "An Idempotency-Key names one request for ever. The same key came with another body"
                    + " or address. Use a new key for a new request."),
    STILL_UNREADABLE(
            422,
            "The message still can't be read",
            "The message was given to the service again and is as unreadable as before. It stays"
                    + " where it is; mend its cause first."),
    NOT_AVAILABLE(
            503,
            "Not available for the moment",
            "A part that the service needs is away. Nothing is half done; whether a request that"
                    + " was under way was done is told by asking again with the same"
                    + " Idempotency-Key, after the time that Retry-After names."),
    BUG(
            500,
            "Something is wrong with us",
            "The request met a mistake of ours. The log has the details under the requestId.");

    private final Meaning meaning;

    CommonRefusal(int status, String title, String explanation) {
        meaning = new Meaning(status, title, explanation);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
