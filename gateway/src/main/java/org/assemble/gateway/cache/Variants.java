package org.assemble.gateway.cache;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.stream.Stream;

/// The answers to one address, which differ by what the requests said in the headers that `Vary`
/// names; the newest first.
record Variants(List<KeptAnswer> answers) {

    /// A caller can't fill the memory by asking in ever new languages.
    private static final int MOST = 8;

    /// @return null where none is good for this request
    KeptAnswer find(MultiMap asked, long nowNanos) {
        for (KeptAnswer answer : answers) {
            if (answer.isFresh(nowNanos) && answer.isFor(asked)) {
                return answer;
            }
        }
        return null;
    }

    Variants with(KeptAnswer added, long nowNanos) {
        return new Variants(
                Stream.concat(
                                Stream.of(added),
                                answers.stream()
                                        .filter(answer ->
                                                answer.isFresh(nowNanos)
                                                        && !answer.isAsGoodAs(added)))
                        .limit(MOST)
                        .toList());
    }

    int bytes() {
        return answers.stream().mapToInt(KeptAnswer::bytes).sum();
    }
}
