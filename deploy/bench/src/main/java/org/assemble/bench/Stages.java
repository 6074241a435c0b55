package org.assemble.bench;

import java.nio.file.Path;

/// Opens stages, one at a time.
///
/// @param folder for the data of the one that is open
/// @param build the packaged service
record Stages(Path folder, Path build) {

    Stage open() {
        return Stage.open(folder, build);
    }
}
