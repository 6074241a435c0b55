package org.assemble.training.certificate.model;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Collection;
import java.util.zip.GZIPOutputStream;

/// A list of bits, one for a certificate: set where it is withdrawn (W3C Bitstring Status List).
/// Every list has the same length and its places are taken by chance, so that neither a place nor
/// its neighbours say anything of who else was there, and who asks for a list does not say of whom.
/// How many lists there are says in steps of [#MOST_TAKEN] how many certificates were issued.
public final class StatusBits {
    /// The fewest that the standard allows: 16 KiB.
    public static final int LENGTH = 131_072;

    /// So many places of a list are taken before the next one begins: as long as half are free, a
    /// free one is soon drawn.
    public static final int MOST_TAKEN = LENGTH / 2;

    private StatusBits() {}

    /// In which list a certificate is.
    public static long listOf(long index) {
        return index / LENGTH;
    }

    /// Where in its list.
    public static int placeOf(long index) {
        return Math.toIntExact(index % LENGTH);
    }

    /// As it is published: the bits from the left, compressed (GZIP), as multibase base64url.
    public static String encoded(Collection<Integer> placesSet) {
        byte[] bits = new byte[LENGTH / Byte.SIZE];
        for (int place : placesSet) {
            bits[place / Byte.SIZE] |= (byte) (0b1000_0000 >> place % Byte.SIZE);
        }
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bits);
        } catch (IOException cannotBe) {
            throw new UncheckedIOException(cannotBe);
        }
        return "u"
                + Base64.getUrlEncoder().withoutPadding().encodeToString(compressed.toByteArray());
    }
}
