package org.assemble.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assemble.gateway.own.Rejection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

    private static final boolean OPEN_INTERNET_ONLY = false;
    private static final boolean LOCAL_TOO = true;

    @Test
    void an_https_address_is_a_target() {
        assertThat(Target.of("https://example.org", OPEN_INTERNET_ONLY))
                .isEqualTo(new Target(true, "example.org", 443, "/"));
        assertThat(Target.of("https://example.org:8443/a?b=c", OPEN_INTERNET_ONLY))
                .isEqualTo(new Target(true, "example.org", 8443, "/a?b=c"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.org",
                "http://example.org/",
                "ftp://example.org/",
                "file:///etc/passwd",
                "gopher://127.0.0.1:25/",
                "https://",
                "https:///path",
                "https://user@example.org/",
                "https://user:password@example.org/",
                "https://example.org/#fragment",
                "https://exa mple.org/",
                "https://127.0.0.1/",
                "https://10.1.2.3/",
                "https://169.254.169.254/latest/meta-data",
                "https://192.168.0.1:8443/",
                "https://[::1]/",
                "https://[fe80::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[64:ff9b::7f00:1]/",
                "http://localhost/",
                "http://127.0.0.1:8080/"
            })
    void anything_else_is_refused(String url) {
        assertThatThrownBy(() -> Target.of(url, OPEN_INTERNET_ONLY)).isInstanceOf(Rejection.class);
    }

    /// Java and libc read more spellings than the dotted one; what they mean is looked at before
    /// anything is connected to.
    @ParameterizedTest
    @ValueSource(
            strings = {"https://localhost/", "https://2130706433/", "https://127.1/", "https://0/"})
    void a_name_that_leads_into_a_network_is_refused_when_it_is_resolved(String url) {
        assertThatThrownBy(() -> Target.of(url, OPEN_INTERNET_ONLY).resolve())
                .isInstanceOfAny(
                        Target.NotPublic.class,
                        Rejection.class,
                        java.net.UnknownHostException.class);
    }

    @Test
    void this_machine_is_a_target_only_where_the_settings_say_so() throws Exception {
        Target target = Target.of("http://127.0.0.1:9000/x", LOCAL_TOO);

        assertThat(target).isEqualTo(new Target(false, "127.0.0.1", 9000, "/x"));
        assertThat(target.resolve().isLoopbackAddress()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://10.0.0.1/", "http://example.org/", "https://10.0.0.1/"})
    void no_other_machine_is_even_then(String url) {
        assertThatThrownBy(() -> Target.of(url, LOCAL_TOO)).isInstanceOf(Rejection.class);
    }
}
