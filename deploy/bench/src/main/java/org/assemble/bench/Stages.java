package org.assemble.bench;

import java.nio.file.Path;

/// Opens stages: one at a time, or several beside each other that have names.
///
/// @param folder for the data of those that are open
record Stages(Path folder, Subject subject) {

    Stage open() {
        return Stage.open(folder, subject);
    }

    /// @param name of its folder
    Stage open(String name) {
        return Stage.open(folder.resolve(name), subject);
    }
}
