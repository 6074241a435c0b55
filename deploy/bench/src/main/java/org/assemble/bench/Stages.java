package org.assemble.bench;

import java.nio.file.Path;

/// Opens stages, one at a time.
///
/// @param folder for the data of the one that is open
record Stages(Path folder, Subject subject) {

    Stage open() {
        return Stage.open(folder, subject);
    }
}
