package org.assemble.gateway.limit;

import java.net.InetAddress;
import java.util.HexFormat;

/// Whom an address stands for when requests are counted: an IPv4 address for itself, an IPv6
/// address for the 64 bits of its network, since whoever has one address of it has them all.
final class CallerAddress {

    private static final int NETWORK_BYTES = 8;

    private CallerAddress() {}

    /// @param address as it is written; not a name
    static String of(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        int zone = address.indexOf('%');
        byte[] bytes =
                InetAddress.ofLiteral(zone < 0 ? address : address.substring(0, zone)).getAddress();
        return bytes.length == 4 // an IPv4 address in the clothes of an IPv6 address
                ? InetAddress.ofLiteral(address).getHostAddress()
                : HexFormat.of().formatHex(bytes, 0, NETWORK_BYTES);
    }
}
