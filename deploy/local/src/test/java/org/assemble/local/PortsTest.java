package org.assemble.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void who_holds_a_taken_port_is_said() throws IOException {
        var port = Ports.free();
        try (var taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Ports.isFree(taken.getLocalPort())).isFalse();
            assertThatThrownBy(() -> Ports.requireFree("gateway", port))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageStartingWith(
                            "port %d, which gateway needs, is taken by process %d (",
                            port, ProcessHandle.current().pid());
        }
        assertThatCode(() -> Ports.requireFree("gateway", port)).doesNotThrowAnyException();
    }
}
