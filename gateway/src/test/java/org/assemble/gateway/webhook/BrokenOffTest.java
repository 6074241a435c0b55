package org.assemble.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class BrokenOffTest {

    private static final Future<String> DONE = Future.succeededFuture("done");
    private static final Future<String> DEADLOCK = failed("40P01");

    @Test
    void what_met_another_is_done_again() {
        assertThat(again(List.of(DEADLOCK, DONE)).result()).isEqualTo("done");
        assertThat(again(List.of(failed("40001"), DONE)).result()).isEqualTo("done");
        assertThat(again(List.of(failed("23503"), DONE)).result()).isEqualTo("done");
    }

    @Test
    void it_is_done_again_once() {
        assertThat(again(List.of(DEADLOCK, DEADLOCK, DONE)).failed()).isTrue();
    }

    @Test
    void what_failed_otherwise_is_not_done_again() {
        assertThat(again(List.of(failed("23505"), DONE)).failed()).isTrue();
        assertThat(again(List.of(Future.failedFuture("no answer"), DONE)).failed()).isTrue();
    }

    private static Future<String> failed(String state) {
        return Future.failedFuture(new PgException("broken off", "ERROR", state, ""));
    }

    /// @param ends how the transaction ends each time
    private static Future<String> again(List<Future<String>> ends) {
        Iterator<Future<String>> next = ends.iterator();
        return BrokenOff.again(next::next);
    }
}
