package org.assemble.local.demo;

import java.math.BigDecimal;
import java.util.Locale;

/// Money as people read it.
final class Pounds {
    private Pounds() {}

    /// 102400 as `1,024.00`.
    static String of(long pence) {
        return String.format(Locale.UK, "%,.2f", BigDecimal.valueOf(pence, 2));
    }
}
