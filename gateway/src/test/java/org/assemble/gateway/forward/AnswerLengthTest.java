package org.assemble.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerLengthTest {

    private final AnswerLength watcher = new AnswerLength();
    private final EmbeddedChannel channel = new EmbeddedChannel(watcher);

    @AfterEach
    void nothing_is_left_behind() {
        channel.finishAndReleaseAll();
    }

    private void receive(String bytes) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes, StandardCharsets.ISO_8859_1));
    }

    private String passed() {
        StringBuilder passed = new StringBuilder();
        for (ByteBuf bytes = channel.readInbound(); bytes != null; bytes = channel.readInbound()) {
            passed.append(bytes.toString(StandardCharsets.ISO_8859_1));
            bytes.release();
        }
        return passed.toString();
    }

    private void assertLie(String bytes) {
        assertThatThrownBy(() -> receive(bytes)).isInstanceOf(AnswerLength.Lie.class);
        assertThat(channel.isOpen()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\ncontent-LENGTH:2\r\nX-Other: 1\r\n\r\n{}",
                "HTTP/1.1 200 OK\nContent-Length: 2\n\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n1;a=b\r\n{\r\n001\r\n}\r\n00\r\nX: 1\r\n\r\n",
                "HTTP/1.1 200 OK\nTransfer-Encoding: gzip, chunked\n\n1A\nabcdefghijklmnopqrstuvwx\r\n\n0\n\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n0\r\n\r\nuntil the end",
                "HTTP/1.1 200 OK\r\n\r\nuntil the end",
                "HTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.1 304 Not Modified\r\nContent-Length: 70\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
            })
    void an_honest_answer_passes_at_once_and_byte_by_byte(String answer) {
        watcher.expect(false);
        receive(answer);
        assertThat(passed()).isEqualTo(answer);

        if (!answer.contains("until the end")) {
            watcher.expect(false);
            answer.chars().forEach(letter -> receive(Character.toString(letter)));
            assertThat(passed()).isEqualTo(answer);
        }
    }

    @Test
    void an_answer_to_head_has_a_length_and_no_body() {
        watcher.expect(true);
        receive("HTTP/1.1 200 OK\r\nContent-Length: 70\r\n\r\n");
        watcher.expect(false);
        assertThatCode(() -> receive("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}x",
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\nX: ",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: 1\r\n\r\nHTTP/1.1 200 OK\r\n",
                "HTTP/1.1 204 No Content\r\n\r\nx",
                "HTTP/1.1 304 Not Modified\r\nContent-Length: 1\r\n\r\nx",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\nX: 1\r\ncontent-length: 2\r\n\r\n",
            })
    void a_lie_passes_nothing_of_itself(String answer) {
        watcher.expect(false);
        assertLie(answer);
        assertThat(passed()).isEmpty();
    }

    @Test
    void a_lie_in_pieces_is_one_too() {
        watcher.expect(false);
        receive("HTTP/1.1 200 OK\r\nContent-Len");
        receive("gth: 2\r\nTransfer-Enc");

        assertLie("oding: chunked\r\n\r\n");
    }

    @Test
    void what_comes_after_the_last_chunk_belongs_to_nobody() {
        watcher.expect(false);
        receive("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n");
        receive("\r\n");

        assertLie("HTTP/1.1 200 OK\r\nX: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"H", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 100 Continue\r\n\r\n"})
    void who_leaves_after_a_byte_of_a_head_has_answered(String begun) {
        watcher.expect(false);
        receive(begun);

        channel.close();
        assertThatThrownBy(channel::checkException).isInstanceOf(AnswerLength.HalfAHead.class);
    }

    @Test
    void who_leaves_before_or_after_an_answer_just_leaves() {
        watcher.expect(false);
        receive("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        watcher.expect(false);

        channel.close();
        assertThatCode(channel::checkException).doesNotThrowAnyException();
    }

    @Test
    void what_comes_after_an_answer_belongs_to_nobody() {
        watcher.expect(false);
        receive("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");

        assertLie("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nsomeone's");
    }

    @Test
    void what_comes_before_anything_was_asked_belongs_to_nobody() {
        assertLie("HTTP/1.1 200 OK\r\n\r\n");
    }
}
