package org.assemble.training.certificate.model;

import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The number of a certificate (T4): nobody can guess it, anybody can type it. Nineteen characters
/// of chance, 95 bits, and one that shows a slip of the finger; shown in groups of four.
///
/// The characters are Crockford's base 32: no I, L, O or U, so that none is taken for another.
///
/// @param text the twenty characters, without the dashes that they are shown with
public record CertificateNumber(String text) {
    private static final String CHARACTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 20;
    private static final int GROUP = 4;

    /// Nobody types more dashes than characters.
    private static final int LONGEST_TYPED = 2 * LENGTH;

    // The field of 32 elements: x⁵ + x² + 1 is primitive, so x has the order 31.
    private static final int OVERFLOW = 0b10_0000;
    private static final int REDUCED = 0b10_0101;

    public CertificateNumber {
        if (text.length() != LENGTH || remainder(text) != 0) {
            throw new IllegalArgumentException("not the number of a certificate");
        }
    }

    /// A new one.
    ///
    /// @param random must be one that nobody can predict
    public static CertificateNumber draw(RandomGenerator random) {
        StringBuilder text = new StringBuilder(LENGTH);
        for (int i = 1; i < LENGTH; i++) {
            text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        // The remainder of all that stands before it, moved up by its own place.
        text.append(CHARACTERS.charAt(timesX(remainder(text))));
        return new CertificateNumber(text.toString());
    }

    /// As somebody types it: in small letters, with or without dashes, an O for a 0, an I or L for
    /// a 1.
    ///
    /// @return empty where it can't be the number of any certificate
    public static Optional<CertificateNumber> typed(String typed) {
        if (typed.length() > LONGEST_TYPED) {
            return Optional.empty();
        }
        String text =
                typed.toUpperCase(Locale.ROOT)
                        .replace("-", "")
                        .replace('O', '0')
                        .replaceAll("[IL]", "1");
        boolean possible =
                text.length() == LENGTH
                        && text.chars().allMatch(c -> CHARACTERS.indexOf(c) >= 0)
                        && remainder(text) == 0;
        return possible ? Optional.of(new CertificateNumber(text)) : Optional.empty();
    }

    /// In groups: `7K3Q-9D2M-…`.
    public String shown() {
        return text.replaceAll("(.{" + GROUP + "})(?=.)", "$1-");
    }

    /// The characters taken as a polynomial, at x. One wrong character changes it; so do two that
    /// change places, whichever they are, because no two of fewer than 31 places weigh the same.
    private static int remainder(CharSequence text) {
        int remainder = 0;
        for (int i = 0; i < text.length(); i++) {
            remainder = timesX(remainder) ^ CHARACTERS.indexOf(text.charAt(i));
        }
        return remainder;
    }

    private static int timesX(int element) {
        int doubled = element << 1;
        return (doubled & OVERFLOW) == 0 ? doubled : doubled ^ REDUCED;
    }
}
