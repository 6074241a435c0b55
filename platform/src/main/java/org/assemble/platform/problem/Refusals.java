package org.assemble.platform.problem;

import java.util.List;

/// A service's own closed list of refusals; it gives one bean of this, so that each code has its
/// page.
public interface Refusals {
    List<Refusal> all();
}
