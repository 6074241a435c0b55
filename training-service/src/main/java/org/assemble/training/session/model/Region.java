package org.assemble.training.session.model;

/// The twelve nations and regions of the United Kingdom, by their ONS codes.
public final class Region {
    public static final String CODE = "E1200000[1-9]|N92000002|S92000003|W92000004";

    private Region() {}
}
