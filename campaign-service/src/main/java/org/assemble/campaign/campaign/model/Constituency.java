package org.assemble.campaign.campaign.model;

import java.util.regex.Pattern;

/// A Westminster constituency as of 2024: its ONS code and its name (K1).
public record Constituency(String code, String name) {
    private static final Pattern CODE = Pattern.compile("(E14|W07|S14|N05)\\d{6}");

    /// Whether a constituency can have this code. Which codes there are is another question.
    public static boolean canHaveCode(String code) {
        return CODE.matcher(code).matches();
    }

    /// Whether the region lies in the country that the code belongs to: both begin with its letter.
    public boolean liesIn(Region region) {
        return code.charAt(0) == region.code().charAt(0);
    }
}
