package org.assemble.gateway.routing;

import java.time.Duration;
import java.util.Optional;

/// Paths that are treated alike.
///
/// @param service who answers them
/// @param label how logs and metrics name them: a pattern, never a path with what a caller put
///   there
/// @param limit a limit per address of their own, where codes could be guessed
/// @param answer the wait for an answer's first line
/// @param streams whether events are streamed there to who asks for them
public record Route(
        String service, String label, Optional<Rate> limit, Duration answer, boolean streams) {}
