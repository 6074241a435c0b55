package org.assemble.campaign.campaign.model;

import java.util.Arrays;
import java.util.Optional;

/// One of the twelve nations and regions of the United Kingdom (K1), by its ONS code.
public enum Region {
    NORTH_EAST("E12000001", "North East"),
    NORTH_WEST("E12000002", "North West"),
    YORKSHIRE_AND_THE_HUMBER("E12000003", "Yorkshire and The Humber"),
    EAST_MIDLANDS("E12000004", "East Midlands"),
    WEST_MIDLANDS("E12000005", "West Midlands"),
    EAST_OF_ENGLAND("E12000006", "East of England"),
    LONDON("E12000007", "London"),
    SOUTH_EAST("E12000008", "South East"),
    SOUTH_WEST("E12000009", "South West"),
    NORTHERN_IRELAND("N92000002", "Northern Ireland"),
    SCOTLAND("S92000003", "Scotland"),
    WALES("W92000004", "Wales");

    private final String code;
    private final String title;

    Region(String code, String title) {
        this.code = code;
        this.title = title;
    }

    public String code() {
        return code;
    }

    public String title() {
        return title;
    }

    public static Optional<Region> ofCode(String code) {
        return Arrays.stream(values()).filter(region -> region.code.equals(code)).findFirst();
    }
}
