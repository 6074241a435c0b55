package org.assemble.gateway.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// W3C Trace Context, 3.2 and 3.3.
class TraceContextTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";
    private static final String PARENT = "00-" + TRACE + "-" + SPAN + "-01";

    private static TraceContext of(String... headers) {
        MultiMap map = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < headers.length; i += 2) {
            map.add(headers[i], headers[i + 1]);
        }
        return TraceContext.of(map);
    }

    private static TraceContext withState(String... states) {
        MultiMap map = MultiMap.caseInsensitiveMultiMap().add("traceparent", PARENT);
        for (String state : states) {
            map.add("tracestate", state);
        }
        return TraceContext.of(map);
    }

    @Test
    void a_trace_is_continued_by_a_step_of_the_gateways_own() {
        TraceContext trace = of("traceparent", PARENT, "tracestate", "congo=t61rcWkgMzE");

        assertThat(trace.header()).matches("00-" + TRACE + "-[0-9a-f]{16}-01");
        assertThat(trace.spanId()).isNotEqualTo(SPAN);
        assertThat(trace.state()).isEqualTo("congo=t61rcWkgMzE");
    }

    @Test
    void a_trace_is_begun_where_there_is_none() {
        assertThat(of().header()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-03");
        assertThat(of().traceId()).isNotEqualTo(of().traceId());
        assertThat(of("tracestate", "congo=1").state()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"00,00", "01,01", "02,02", "03,03", "ff,03", "fd,01"})
    void flags_that_are_not_known_are_not_passed_on(String said, String passed) {
        assertThat(of("traceparent", "00-" + TRACE + "-" + SPAN + "-" + said).flags())
                .isEqualTo(passed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00-" + TRACE + "-" + SPAN,
                "00-" + TRACE + "-" + SPAN + "-01-more",
                "00-" + TRACE + "-" + SPAN + "-1",
                "00-00000000000000000000000000000000-" + SPAN + "-01",
                "00-" + TRACE + "-0000000000000000-01",
                "ff-" + TRACE + "-" + SPAN + "-01",
                "00-0AF7651916CD43DD8448EB211C80319C-" + SPAN + "-01",
                "00-" + TRACE + "0-" + SPAN + "-01",
                "0-" + TRACE + "-" + SPAN + "-01",
                "01-" + TRACE + "-" + SPAN + "-01more",
                "00_" + TRACE + "_" + SPAN + "_01",
                " 00-" + TRACE + "-" + SPAN + "-01",
            })
    void what_is_not_well_formed_begins_anew(String parent) {
        TraceContext trace = of("traceparent", parent, "tracestate", "congo=1");

        assertThat(trace.traceId()).isNotEqualTo(TRACE);
        assertThat(trace.state()).isEmpty();
    }

    @Test
    void a_later_version_may_say_more() {
        assertThat(of("traceparent", "01-" + TRACE + "-" + SPAN + "-01-more").header())
                .startsWith("00-" + TRACE);
    }

    @Test
    void two_parents_are_none() {
        assertThat(of("traceparent", PARENT, "traceparent", PARENT).traceId()).isNotEqualTo(TRACE);
    }

    @Test
    void states_on_several_lines_are_one() {
        assertThat(withState("congo=1", "rojo=2").state()).isEqualTo("congo=1,rojo=2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=1",
                "tenant@system=1",
                "a=1 , b=2",
                "a=1,,b=2",
                "a0_-*/=~!x y",
                "0a=1",
            })
    void a_state_that_is_well_formed_passes(String state) {
        assertThat(withState(state).state()).isEqualTo(state);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a", "A=1", "a=", "=1", "a=1,a=2", "a=b=c", "a=ü", "a b=1", "@a=1", ",",
            })
    void a_state_that_is_not_is_left_out_and_the_trace_goes_on(String state) {
        assertThat(withState(state).state()).isEmpty();
        assertThat(withState(state).traceId()).isEqualTo(TRACE);
    }

    @Test
    void a_state_has_limits() {
        String most =
                IntStream.range(0, 32)
                        .mapToObj(i -> "k" + i + "=1")
                        .collect(Collectors.joining(","));

        assertThat(withState(most).state()).isEqualTo(most);
        assertThat(withState(most + ",z=1").state()).isEmpty();
        assertThat(withState("a=" + "1".repeat(255), "b=" + "1".repeat(255)).state()).isEmpty();
    }
}
