package org.assemble.gateway.stream;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import org.assemble.gateway.event.Reach;
import org.assemble.gateway.token.Caller;

/// One open stream: what it gets, how far it got, and a response that takes what fits. It is used
/// on the hub's context alone.
final class EventStream {

    private final HttpServerResponse response;
    private final Caller caller;
    private final Reach reach;
    private long position;
    private boolean catchingUp;

    /// @param position the last event that it has
    EventStream(HttpServerResponse response, Caller caller, Reach reach, long position) {
        this.response = response;
        this.caller = caller;
        this.reach = reach;
        this.position = position;
    }

    /// @param room run on the hub's context when the response takes more again
    void begin(Context hub, Runnable room) {
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Accel-Buffering", "no");
        response.drainHandler(_ -> hub.runOnContext(_ -> room.run()));
        response.write("retry: 1000\n\n");
    }

    Caller caller() {
        return caller;
    }

    Reach reach() {
        return reach;
    }

    long position() {
        return position;
    }

    boolean isFull() {
        return response.writeQueueFull();
    }

    boolean isCatchingUp() {
        return catchingUp;
    }

    void catchingUp(boolean does) {
        catchingUp = does;
    }

    /// Writes what is reached, in order, until nothing more fits.
    ///
    /// @return whether all was written, or passed over
    boolean write(List<WrittenEvent> events) {
        for (WrittenEvent event : events) {
            if (event.position() > position) {
                if (reach.covers(event.event())) {
                    if (isFull()) {
                        return false;
                    }
                    response.write(event.text());
                }
                position = event.position();
            }
        }
        return true;
    }

    /// Nothing up to here is for it.
    void passOver(long upTo) {
        position = Math.max(position, upTo);
    }

    /// A comment, so that whoever is between knows that it lives.
    void beat() {
        if (!isFull()) {
            response.write(":\n\n");
        }
    }

    void end() {
        if (!response.closed() && !response.ended()) {
            response.end();
        }
    }
}
