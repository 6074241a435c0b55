package org.assemble.platform.paging;

/// An answer that is a page of something longer.
public interface Paged {

    /// The cursor of the next page; null on the last.
    String next();
}
