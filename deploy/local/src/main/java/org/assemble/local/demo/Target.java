package org.assemble.local.demo;

import java.net.URI;
import java.util.function.Function;
import java.util.function.Supplier;

/// The platform that a story is played against: its gateway, and tokens of the people in it.
public record Target(URI gateway, Function<String, String> tokens, Supplier<String> machineTokens) {
    /// An access token of one of the local sign-ins.
    public String token(String username) {
        return tokens.apply(username);
    }

    /// An access token of a machine with the role `service`.
    public String machineToken() {
        return machineTokens.get();
    }
}
