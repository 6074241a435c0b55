package org.assemble.gateway.log;

/// What is written down of one request. No path and no query, in which codes, tokens and people's
/// ids may stand, but the route's pattern; no header of the caller's; of the address a pseudonym.
///
/// @param epochMillis when it was over
/// @param address as it is; it is only written as a pseudonym
/// @param status 499 where the caller left before the answer was given in full
/// @param refusal the code of the gateway's own refusal, or null
/// @param brokenOff whether the answer ended before its end
record AccessLine(
        long epochMillis,
        String requestId,
        String traceId,
        String address,
        String client,
        String method,
        String route,
        String service,
        int status,
        String refusal,
        boolean callerLeft,
        boolean brokenOff,
        long micros,
        long bytesIn,
        long bytesOut) {

    /// One line of JSON. Everything in it is the gateway's own or checked before, except the
    /// client's name and the method, which are written as strings.
    void writeTo(StringBuilder out, Timestamps times, String pseudonym) {
        times.write(out.append("{\"time\":\""), epochMillis);
        out.append("\",\"requestId\":\"").append(requestId);
        out.append("\",\"traceId\":\"").append(traceId);
        out.append("\",\"caller\":\"").append(pseudonym);
        string(out.append("\",\"client\":"), client);
        string(out.append(",\"method\":"), method);
        string(out.append(",\"route\":"), route);
        string(out.append(",\"service\":"), service);
        out.append(",\"status\":").append(status);
        if (refusal != null) {
            string(out.append(",\"refusal\":"), refusal);
        }
        if (callerLeft) {
            out.append(",\"callerLeft\":true");
        }
        if (brokenOff) {
            out.append(",\"brokenOff\":true");
        }
        out.append(",\"millis\":").append(micros / 1_000).append('.');
        out.append((char) ('0' + micros / 100 % 10));
        out.append(",\"bytesIn\":").append(bytesIn);
        out.append(",\"bytesOut\":").append(bytesOut).append("}\n");
    }

    private static void string(StringBuilder out, String value) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char letter = value.charAt(i);
            if (letter == '"' || letter == '\\') {
                out.append('\\').append(letter);
            } else if (letter >= ' ' && letter < 0x7f) {
                out.append(letter);
            } else {
                out.append("\\u%04x".formatted((int) letter));
            }
        }
        out.append('"');
    }
}
