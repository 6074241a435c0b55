package org.assemble.gateway.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api/v1/campaigns",
                "/api/v1/campaigns/0199f0a2-7c1e-7d2c-9f55-0a8c3a2c1b00",
                "/api/v1/campaigns?region=E12000003&cursor=a%2Fb==",
                "/api/v1/agreements/2026-05",
                "/api/openapi.json",
                "/a.b/..c/d..",
            })
    void a_plain_path_is_canonical(String target) {
        assertThat(CanonicalPath.isIn(target)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "api/v1/campaigns",
                "http://elsewhere/api/v1/campaigns",
                "//api/v1/campaigns",
                "/api//v1/campaigns",
                "/api/v1/campaigns/",
                "/api/v1/campaigns/?x=1",
                "/api/v1/./campaigns",
                "/api/v1/open/../campaigns",
                "/api/v1/campaigns/..",
                "/api/v1/open//../campaigns",
                "/api/v1/%63ampaigns",
                "/api/v1/open/%2e%2e/campaigns",
                "/api/v1/open%2Fcampaigns",
                "/api/v1/open%5Ccampaigns",
                "/api/v1/open\\campaigns",
                "/api/v1/campaigns;jsessionid=1",
                "/api/v1/campaigns/%00",
                "/api/v1/campaigns/%C0%AF",
                "/api/v1/campaigns#part",
                "/api/v1/cämpaigns",
            })
    void any_other_way_of_writing_it_is_not(String target) {
        assertThat(CanonicalPath.isIn(target)).isFalse();
    }
}
