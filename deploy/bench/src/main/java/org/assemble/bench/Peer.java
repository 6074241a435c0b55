package org.assemble.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// One way from the loader to the upstream, and who stands on it.
///
/// @param port where the loader asks
/// @param between the process whose time counts; null where nobody stands between
record Peer(String name, int port, ProcessHandle between) {

    Map<String, ProcessHandle> processes(ProcessHandle upstream) {
        var processes = new TreeMap<String, ProcessHandle>();
        processes.put("loader", ProcessHandle.current());
        processes.put("upstream", upstream);
        if (between != null) {
            processes.put("proxy", between);
        }
        return processes;
    }

    /// The same request in turn for each of the callers.
    HttpLoad load(int connections, List<byte[]> requests) {
        var turn = new int[1];
        return new HttpLoad(
                port, connections, 200, () -> requests.get(turn[0]++ % requests.size()));
    }
}
