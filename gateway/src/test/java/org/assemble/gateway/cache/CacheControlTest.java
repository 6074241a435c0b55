package org.assemble.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheControlTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "public, max-age=60 | true | 60",
                "PUBLIC , Max-Age=60 | true | 60",
                "public, max-age=\"60\" | true | 60",
                "public, max-age=60, s-maxage=5 | true | 5",
                "public, s-maxage=0, max-age=60 | true | 0",
                "public, immutable, max-age=9 | true | 9",
                "public | true | 0",
                "public, max-age=-1 | true | 0",
                "public, max-age=99999999999 | true | 0",
                "max-age=60 | false | 60",
                "private, max-age=60 | false | 60",
                "public, no-store, max-age=60 | false | 60",
                "public, no-cache=\"x\", max-age=60 | false | 60",
                "'' | false | 0"
            })
    void what_a_service_says(String header, boolean shareable, long ageSeconds) {
        CacheControl says = CacheControl.parse(header);

        assertThat(says.shareable()).isEqualTo(shareable);
        assertThat(says.ageSeconds()).isEqualTo(ageSeconds);
    }

    @ParameterizedTest
    @CsvSource({"no-cache,true", "no-store,true", "max-age=0,true", "max-age=60,false", "x,false"})
    void what_a_caller_wants(String header, boolean fresh) {
        assertThat(CacheControl.parse(header).wantsFresh()).isEqualTo(fresh);
    }
}
