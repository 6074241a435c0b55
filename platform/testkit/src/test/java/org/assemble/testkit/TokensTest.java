package org.assemble.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class TokensTest {
    private final Tokens olive =
            Tokens.person("olive").roles("campaign-organiser").campaign("0193").region("E12000003");

    @Test
    void a_token_says_who_may_do_what_where() throws Exception {
        var claims = claims(olive.token());
        assertThat(claims.at("/sub").asText()).isEqualTo(Tokens.idOf("olive").toString());
        assertThat(claims.at("/realm_access/roles/0").asText()).isEqualTo("campaign-organiser");
        assertThat(claims.at("/groups").toString())
                .isEqualTo("[\"/campaign/0193\",\"/region/E12000003\"]");
        assertThat(claims.at("/aud").asText()).isEqualTo("assemble-api");
        assertThat(claims.at("/exp").asLong()).isGreaterThan(Instant.now().getEpochSecond());
        assertThat(claims(olive.expired().token()).at("/exp").asLong())
                .isLessThan(Instant.now().getEpochSecond());
    }

    @Test
    void only_a_forged_one_does_not_bear_our_signature() throws Exception {
        assertThat(signedByUs(olive.token())).isTrue();
        assertThat(signedByUs(olive.forged().token())).isFalse();
    }

    @Test
    void a_token_is_signed_once_until_it_is_to_say_something_else() throws Exception {
        var token = olive.token();
        assertThat(olive.token()).isEqualTo(token);
        assertThat(claims(olive.roles("facilitator").token()).at("/realm_access/roles/1").asText())
                .isEqualTo("facilitator");
    }

    private static JsonNode claims(String token) throws Exception {
        return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    }

    private static boolean signedByUs(String token) throws Exception {
        var dot = token.lastIndexOf('.');
        var check = Signature.getInstance("SHA256withRSA");
        check.initVerify(
                KeyFactory.getInstance("RSA")
                        .generatePublic(
                                new X509EncodedKeySpec(
                                        Base64.getDecoder().decode(Tokens.publicKey()))));
        check.update(token.substring(0, dot).getBytes(StandardCharsets.US_ASCII));
        return check.verify(Base64.getUrlDecoder().decode(token.substring(dot + 1)));
    }
}
