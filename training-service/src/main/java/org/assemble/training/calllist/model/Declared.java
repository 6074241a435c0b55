package org.assemble.training.calllist.model;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;

/// What the caller says of a list.
///
/// @param format empty: it is told by the titles of its columns
/// @param columns the titles of the columns of a list that has no known format
/// @param times how times are written; empty: as they look
/// @param zone in which they are
public record Declared(
        Optional<Format> format,
        Map<Meaning, String> columns,
        Optional<DateTimeFormatter> times,
        ZoneId zone) {}
