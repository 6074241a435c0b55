package org.assemble.assembly.assembly.model;

import java.util.regex.Pattern;

/// A ward: its ONS code and its name (A1).
public record Ward(String code, String name) {
    private static final Pattern CODE = Pattern.compile("(E05|W05|S13|N08)\\d{6}");

    /// Whether a ward can have this code. Which codes there are is another question.
    public boolean canBe() {
        return CODE.matcher(code).matches();
    }

    /// Whether the ward is in the constituency's country, for certain not elsewhere: both codes
    /// begin with its letter.
    public boolean liesIn(String constituencyCode) {
        return code.charAt(0) == constituencyCode.charAt(0);
    }
}
