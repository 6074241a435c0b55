package org.assemble.platform.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/// An error as callers see it: RFC 9457, with a permanent code and, where fields are to blame,
/// their JSON pointers.
///
/// @param type the address of a page that explains the code
/// @param instance the path that was asked
/// @param requestId what the gateway named the request, by which the log has it; none for who asks
///   the service itself
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        String instance,
        String requestId,
        List<FieldError> errors) {

    public static final String MEDIA_TYPE = "application/problem+json";

    /// What is wrong with one field.
    ///
    /// @param pointer RFC 6901, `/monthly/amount`
    public record FieldError(String pointer, String detail) {}

    static Problem of(
            String service,
            Refusal refusal,
            String detail,
            String path,
            String requestId,
            List<FieldError> errors) {
        return new Problem(
                "/api/problems/" + service + "/" + refusal.code(),
                refusal.title(),
                refusal.status(),
                detail,
                refusal.code(),
                path,
                requestId,
                errors);
    }
}
