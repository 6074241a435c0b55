package org.assemble.gateway.routing;

import java.util.Set;

/// What the table says of one client: an application that signs people in, or a machine.
///
/// @param origins where its pages come from, as browsers say it: `https://app.example`; a machine
///   has none
/// @param limit how often it may ask
public record ClientEntry(Set<String> origins, Rate limit) {

    public ClientEntry {
        origins = Set.copyOf(origins);
    }
}
