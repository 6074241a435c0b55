package org.assemble.gateway.stream;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.assemble.gateway.event.TakenEvent;

/// An event as streams have it: written down once, when the first of them wants it, and given to
/// all. It is used on the hub's context alone.
final class WrittenEvent {

    private final TakenEvent event;
    private Buffer text;

    private WrittenEvent(TakenEvent event) {
        this.event = event;
    }

    static List<WrittenEvent> of(List<TakenEvent> events) {
        return events.stream().map(WrittenEvent::new).toList();
    }

    TakenEvent event() {
        return event;
    }

    long position() {
        return event.position();
    }

    Buffer text() {
        if (text == null) {
            text =
                    Buffer.buffer(
                            "id: %d\nevent: %s\ndata: %s\n\n"
                                    .formatted(event.position(), event.type(), event.told()));
        }
        return text;
    }
}
