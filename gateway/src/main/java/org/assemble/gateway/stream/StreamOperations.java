package org.assemble.gateway.stream;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assemble.gateway.event.Access;
import org.assemble.gateway.event.EventLog;
import org.assemble.gateway.event.Reach;
import org.assemble.gateway.own.Answer;
import org.assemble.gateway.own.Call;
import org.assemble.gateway.own.Desk;
import org.assemble.gateway.own.Operations;
import org.assemble.gateway.own.Rejection;
import org.assemble.gateway.problem.Refusal;
import org.assemble.gateway.request.Visit;

/// Events as they happen, as a resumable `text/event-stream`.
@ApplicationScoped
class StreamOperations implements Operations {

    private static final String EVENTS = "/api/v1/events";

    private final EventLog log;
    private final Access access;
    private final StreamHub hub;

    StreamOperations(EventLog log, Access access, StreamHub hub) {
        this.log = log;
        this.access = access;
        this.hub = hub;
    }

    @Override
    public void offer(Desk.Offers at) {
        at.on(HttpMethod.GET, EVENTS, access.roles(), this::listen)
                .on(HttpMethod.GET, EVENTS + "/types", access.roles(), this::types);
    }

    private Future<Answer> types(Call call) {
        return log.types().map(types -> Answer.ok(Map.of("items", types)));
    }

    private Future<Answer> listen(Call call) {
        Reach reach = access.check(call.caller(), listed(call, "types"), listed(call, "campaigns"));
        Optional<Long> last =
                call.header("Last-Event-ID")
                        .or(() -> call.query("after"))
                        .map(StreamOperations::id);
        return log.tail()
                .compose(tail -> log.head().map(head -> from(last, tail, head, call, reach)))
                .compose(stream -> open(stream.stream(), stream.head(), call));
    }

    private record Beginning(EventStream stream, long head) {}

    private static Beginning from(
            Optional<Long> last, long tail, long head, Call call, Reach reach) {
        if (last.isPresent() && last.get() < tail) {
            throw Rejection.because(
                    Refusal.EVENTS_FORGOTTEN, "Events are kept from %d on.".formatted(tail + 1));
        }
        if (last.isPresent() && last.get() > head) {
            throw Rejection.malformed("/after", "No event has this id yet.");
        }
        return new Beginning(
                new EventStream(
                        call.exchange().response(), call.caller(), reach, last.orElse(head)),
                head);
    }

    /// The answer is the stream's from here on.
    private Future<Answer> open(EventStream stream, long head, Call call) {
        Promise<Answer> begun = Promise.promise();
        Visit.of(call.exchange())
                .atTheEnd(() -> hub.context().runOnContext(_ -> hub.remove(stream)));
        hub.context()
                .runOnContext(_ -> {
                    if (call.exchange().response().closed()) {
                        begun.complete(null);
                    } else if (hub.hasRoomFor(stream)) {
                        hub.add(stream, head);
                        begun.complete(null);
                    } else {
                        begun.fail(Rejection.of(Refusal.TOO_MANY_STREAMS));
                    }
                });
        return begun.future();
    }

    private static List<String> listed(Call call, String name) {
        return call.query(name)
                .map(text ->
                        Arrays.stream(text.split(",")).filter(word -> !word.isBlank()).toList())
                .orElse(List.of());
    }

    private static long id(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw Rejection.malformed("/after", "An event's id is a number.");
        }
        return Long.parseLong(text);
    }
}
