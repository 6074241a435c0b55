package org.assemble.gateway.webhook;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/// Which addresses are on the open internet. Everything else could be something of ours that nobody
/// outside may reach: this machine, its network, a cloud's metadata. Pure.
///
/// The lists are IANA's special-purpose registries (RFC 6890 and its updates).
final class PublicAddress {

    private static final List<Block> NOT_PUBLIC_4 =
            List.of(
                    block(4, 8, 0), // this network
                    block(4, 8, 10), // private
                    block(4, 10, 100, 64), // shared by a provider's customers
                    block(4, 8, 127), // loopback
                    block(4, 16, 169, 254), // link-local, and clouds' metadata
                    block(4, 12, 172, 16), // private
                    block(4, 24, 192, 0, 0), // protocol assignments
                    block(4, 24, 192, 0, 2), // documentation
                    block(4, 24, 192, 88, 99), // 6to4 relays
                    block(4, 16, 192, 168), // private
                    block(4, 15, 198, 18), // benchmarks
                    block(4, 24, 198, 51, 100), // documentation
                    block(4, 24, 203, 0, 113), // documentation
                    block(4, 4, 224), // multicast
                    block(4, 4, 240)); // reserved, and broadcast

    /// All that is given out to be reached; of it, not these.
    private static final Block GLOBAL_6 = block(16, 3, 0x20);

    private static final List<Block> NOT_PUBLIC_6 =
            List.of(
                    block(16, 23, 0x20, 0x01, 0, 0), // protocol assignments, Teredo among them
                    block(16, 32, 0x20, 0x01, 0x0d, 0xb8), // documentation
                    block(16, 16, 0x20, 0x02), // 6to4: leads to any IPv4 address
                    block(16, 20, 0x3f, 0xff, 0)); // documentation

    private PublicAddress() {}

    private record Block(byte[] start, int bits) {

        boolean holds(byte[] address) {
            int whole = bits / 8;
            for (int i = 0; i < whole; i++) {
                if (address[i] != start[i]) {
                    return false;
                }
            }
            int rest = bits % 8;
            return rest == 0
                    || (address[whole] & 0xff) >> (8 - rest) == (start[whole] & 0xff) >> (8 - rest);
        }
    }

    private static Block block(int length, int bits, int... start) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < start.length; i++) {
            bytes[i] = (byte) start[i];
        }
        return new Block(bytes, bits);
    }

    static boolean is(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address
                ? NOT_PUBLIC_4.stream().noneMatch(block -> block.holds(bytes))
                : GLOBAL_6.holds(bytes)
                        && NOT_PUBLIC_6.stream().noneMatch(block -> block.holds(bytes));
    }
}
