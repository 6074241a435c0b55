package org.assemble.local.demo;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;

/// Money as people read it, and as the API takes it.
final class Pounds {
    private Pounds() {}

    /// 102400 as `1,024.00`.
    static String of(long pence) {
        return String.format(Locale.UK, "%,.2f", BigDecimal.valueOf(pence, 2));
    }

    /// 102400 as the API's money, in minor units.
    static Map<String, Object> money(long pence) {
        return Map.of("amount", pence, "currency", "GBP");
    }
}
