package org.assemble.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What differs from the description is found, or the tests that rely on it could not fail.
class DescriptionTest {

    private final Description description =
            new Description(
                    """
                    {'openapi': '3.1.0',
                     'paths': {'/campaigns/{id}': {'get': {'responses': {
                       '204': {'description': 'Nothing'},
                       '203': {'content': {'text/calendar;charset=UTF-8': {'schema': {'type': 'string'}}}},
                       '200': {'content': {'application/json': {'schema': {'$ref': '#/components/schemas/View'}}}},
                       '404': {'$ref': '#/components/responses/NotFound'}}}}},
                     'components': {
                       'responses': {'NotFound': {
                         'x-problems': {'/api/problems/campaign/unknown': 'No such campaign'},
                         'content': {'application/problem+json': {'schema': {
                           'type': 'object', 'required': ['code']}}}}},
                       'schemas': {'View': {'type': 'object', 'required': ['id'], 'properties': {
                         'id': {'type': 'string'}, 'heldAt': {'type': ['string', 'null']}}}}}}
                    """
                            .replace('\'', '"'));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            textBlock =
                    """
                    GET  | /campaigns/7  | 200 | application/json         | {"id": "7"}                 | -
                    GET  | /campaigns/7  | 200 | application/json         | {"id": "7", "heldAt": null} | -
                    GET  | /campaigns/7  | 404 | application/problem+json | {"type": "/api/problems/campaign/unknown", "code": "unknown"} | -
                    GET  | /campaigns/7  | 204 | -                        | ``                          | -
                    GET  | /campaigns/7  | 203 | text/calendar            | BEGIN                       | -
                    POST | /campaigns/7  | 405 | application/problem+json | {}                          | -
                    GET  | /other        | 500 | -                        | {}                          | -
                    GET  | /campaigns/7  | 200 | application/json         | {"heldAt": null}            | id
                    GET  | /campaigns/7  | 200 | application/json         | {"id": null}                | id
                    GET  | /campaigns/7  | 200 | text/csv                 | 7                           | text/csv
                    GET  | /campaigns/7  | 200 | -                        | ``                          | media type null
                    GET  | /campaigns/7  | 200 | application/json         | ``                          | nothing came
                    GET  | /campaigns/7  | 204 | application/json         | {}                          | application/json
                    GET  | /campaigns/7  | 404 | application/problem+json | {}                          | code
                    GET  | /campaigns/7  | 404 | application/problem+json | {"type": "/api/problems/campaign/other", "code": "other"}    | campaign/other
                    GET  | /campaigns/7  | 404 | application/problem+json | {"type": "/api/problems/campaign/unknown", "code": "other"}  | the code other
                    GET  | /campaigns/7  | 409 | application/problem+json | {}                          | 409
                    """)
    void an_answer_is_as_described_or_what_differs_is_named(
            String method, String path, int status, String mediaType, String body, String named) {
        var differs = description.differs(method, path, status, mediaType, body);

        if (named == null) {
            assertThat(differs).isEmpty();
        } else {
            assertThat(differs).get().asString().contains(named);
        }
    }
}
