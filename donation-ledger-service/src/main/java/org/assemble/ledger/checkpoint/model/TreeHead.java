package org.assemble.ledger.checkpoint.model;

import java.util.Base64;

/// What a checkpoint says: how many leaves a log has, and the root of its tree. As text it is the
/// body of a C2SP tlog-checkpoint.
///
/// @param origin names the log, for ever: `example.org/ledger`
public record TreeHead(String origin, long size, byte[] root) {

    public String text() {
        return origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root) + "\n";
    }

    /// @throws IllegalArgumentException where it is none
    public static TreeHead parse(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length < 4 || lines[0].isEmpty() || !lines[1].matches("0|[1-9][0-9]{0,17}")) {
            throw new IllegalArgumentException("this is no checkpoint");
        }
        return new TreeHead(
                lines[0], Long.parseLong(lines[1]), Base64.getDecoder().decode(lines[2]));
    }
}
