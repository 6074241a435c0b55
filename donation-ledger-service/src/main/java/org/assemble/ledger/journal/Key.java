package org.assemble.ledger.journal;

import org.assemble.platform.problem.RefusalException;

/// A name under which something is asked for once. It is kept for ever, with what was asked and the
/// first answer: the same again does nothing new and is answered the same; the same name for
/// something else is refused.
///
/// @param name what is kept, with a prefix that says whose name it is: `request:`, `message:`,
///   `donation:`
/// @param request SHA-256 of what is asked
/// @param reused the refusal where the name was used for something else
public record Key(String name, byte[] request, RefusalException reused) {}
