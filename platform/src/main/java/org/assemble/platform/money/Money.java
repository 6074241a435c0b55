package org.assemble.platform.money;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import org.assemble.platform.problem.CommonRefusal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Money on the wire: a whole number of minor units and its currency. Inside a service it is `long
/// …Pence`.
///
/// @param amount in pence
/// @param currency ISO 4217; only GBP is taken
@Schema(examples = "{\"amount\": 12050, \"currency\": \"GBP\"}")
public record Money(
        @Schema(required = true) long amount, @Schema(required = true) String currency) {

    public static Money pence(long pence) {
        return new Money(pence, "GBP");
    }

    /// Reads a sum exactly: a fraction of a penny is refused, never rounded; so is another
    /// currency.
    @JsonCreator
    static Money read(
            @JsonProperty(value = "amount", required = true) BigDecimal amount,
            @JsonProperty(value = "currency", required = true) String currency) {
        if (!"GBP".equals(currency)) {
            throw CommonRefusal.WRONG_CURRENCY.because("The currency must be GBP.");
        }
        try {
            return pence(amount.longValueExact());
        } catch (ArithmeticException fractionOrTooLong) {
            throw CommonRefusal.NOT_WHOLE_PENCE.because(
                    "%s is not a whole number of pence.".formatted(amount));
        }
    }
}
