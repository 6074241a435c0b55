package org.assemble.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignatureTest {

    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final Instant AT = Instant.ofEpochSecond(1614265330);
    private static final String BODY = "{\"test\": 2432232314}";
    private static final byte[] SECRET =
            Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    /// The vector that the libraries of Standard Webhooks are tested with.
    @Test
    void it_is_what_standard_webhooks_says() {
        assertThat(Signature.of(List.of(SECRET), ID, AT, BODY))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void while_a_secret_is_replaced_both_sign() {
        byte[] next =
                "another secret of 24 byte".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

        assertThat(Signature.of(List.of(next, SECRET), ID, AT, BODY))
                .isEqualTo(
                        Signature.of(List.of(next), ID, AT, BODY)
                                + " "
                                + Signature.of(List.of(SECRET), ID, AT, BODY));
    }
}
