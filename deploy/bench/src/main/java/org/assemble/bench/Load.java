package org.assemble.bench;

/// Clients that ask one thing after the other until they are told to stop.
interface Load {

    void start(Recorder recorder) throws Exception;

    /// Returns when all of them have ended; fails if one of them failed.
    void stop() throws Exception;
}
