package org.assemble.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.assemble.testkit.Messages.Message;
import org.junit.jupiter.api.Test;

class MessagesTest {
    @Test
    void what_is_sent_is_read_and_other_names_are_not() {
        var id = UUID.randomUUID();
        var messages = Messages.of("campaign");
        messages.send("NoteTaken.v1", "a-key", Map.of("noteId", id), id, Instant.EPOCH);
        messages.send("OtherNoteTaken.v1", "a-key", Map.of("noteId", id));

        var read =
                messages.await("NoteTaken.v1", data -> data.at("/noteId").asText().equals(id + ""));
        assertThat(read)
                .isEqualTo(
                        new Message(
                                id.toString(),
                                "org.assemble.campaign.NoteTaken.v1",
                                "a-key",
                                "a-key",
                                read.data()));
        assertThat(messages.all("NoteTaken.v1")).containsExactly(read);
    }
}
