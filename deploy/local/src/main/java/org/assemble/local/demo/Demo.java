package org.assemble.local.demo;

import java.util.List;

/// Plays the agreement's story.
public final class Demo {
    private Demo() {}

    /// @return the exit status: 0 when every figure of the books is right
    public static int run(Target target, List<String> options) {
        System.err.println("the story is not written yet");
        return 1;
    }
}
