package org.assemble.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each kind of break is found, and nothing that is only added is taken for one.
class CompatibilityTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REMOVED = "removed";

    private static final String RELEASED =
            """
            {'paths': {
               '/campaigns/{campaignId}': {
                 'parameters': [{'name': 'campaignId', 'in': 'path', 'required': true,
                                 'schema': {'type': 'string', 'format': 'uuid'}}],
                 'get': {
                   'operationId': 'campaignGet',
                   'parameters': [{'name': 'limit', 'in': 'query',
                                   'schema': {'type': 'integer', 'minimum': 1, 'maximum': 200}}],
                   'responses': {
                     '200': {'headers': {'ETag': {'required': true, 'schema': {'type': 'string'}}},
                             'content': {'application/json': {'schema': {'$ref': '#/components/schemas/View'}},
                                         'text/csv': {'schema': {'type': 'string'}}}},
                     '404': {'x-problems': {'/api/problems/campaign/unknown-campaign': 'No such campaign'}}}},
                 'post': {
                   'operationId': 'campaignSet',
                   'security': [{'signIn': ['campaign:write']}],
                   'x-roles': ['campaign-organiser', 'national-admin'],
                   'requestBody': {'content': {'application/json': {'schema': {'$ref': '#/components/schemas/New'}}}},
                   'responses': {'204': {}}}},
               '/open': {
                 'get': {
                   'operationId': 'open',
                   'security': [{}, {'signIn': ['campaign:read']}, {'apiKey': []}],
                   'responses': {}}}},
             'webhooks': {
               'event': {
                 'post': {
                   'operationId': 'eventHappened',
                   'parameters': [{'name': 'webhook-id', 'in': 'header', 'required': true,
                                   'schema': {'type': 'string'}}],
                   'requestBody': {'required': true,
                                   'content': {'application/json': {'schema': {'$ref': '#/components/schemas/Told'}}}},
                   'responses': {'204': {}, '410': {}}}}},
             'components': {'schemas': {
               'View': {'type': 'object', 'required': ['id'], 'properties': {
                 'id': {'type': 'string', 'format': 'uuid'},
                 'state': {'type': 'string', 'enum': ['founded', 'launched']},
                 'parts': {'type': 'array', 'items': {'$ref': '#/components/schemas/View'}}}},
               'Told': {'type': 'object', 'required': ['id', 'type'], 'properties': {
                 'id': {'type': 'string'},
                 'type': {'type': 'string', 'enum': ['launched']}}},
               'New': {'type': 'object', 'required': ['name'], 'properties': {
                 'name': {'type': 'string', 'maxLength': 200},
                 'kind': {'type': 'string', 'enum': ['GENERAL', 'LOCAL']},
                 'note': {'anyOf': [{'type': 'string'}, {'type': 'null'}]}}}}}}
            """
                    .replace('\'', '"');

    private static final String GET = "/paths/~1campaigns~1{campaignId}/get";
    private static final String POST = "/paths/~1campaigns~1{campaignId}/post";
    private static final String TOLD = "/webhooks/event/post";
    private static final String VIEW = "/components/schemas/View";
    private static final String NEW = "/components/schemas/New";

    private final JsonNode released = read(RELEASED);

    @Test
    void a_description_does_not_break_itself_even_where_schemas_contain_themselves() {
        assertThat(Compatibility.breaks(released, released)).isEmpty();
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            textBlock =
                    """
                    /paths/~1campaigns~1{campaignId};  removed;     GET /campaigns/{}: the operation is gone
                    GET/operationId;                   "fetch";     GET /campaigns/{}: the operationId campaignGet is now fetch
                    GET/security;                      [{"signIn": ["campaign:read"]}]; GET /campaigns/{}: needs a sign-in now
                    POST/security;                     [{"signIn": ["all:write"]}]; POST /campaigns/{}: {"signIn":["campaign:write"]} is no longer enough
                    /paths/~1open/get/security;        [{"signIn": ["campaign:read"]}]; GET /open: needs a sign-in now
                    /paths/~1open/get/security;        [{}, {"signIn": ["all:read"]}, {"apiKey": []}]; GET /open: {"signIn":["campaign:read"]} is no longer enough
                    /paths/~1open/get/security;        [{}, {"signIn": ["campaign:read"]}]; GET /open: {"apiKey":[]} is no longer enough
                    POST/x-roles;                      ["national-admin"]; POST /campaigns/{}: is no longer for the role campaign-organiser
                    GET/parameters;                    [];          GET /campaigns/{}: the query limit is gone
                    GET/parameters/0/required;         true;        GET /campaigns/{}: the query limit must be given now
                    GET/parameters/0/schema/maximum;   100;         GET /campaigns/{} query limit: maximum 200 is now 100
                    GET/parameters/0/schema/minimum;   2;           GET /campaigns/{} query limit: minimum 1 is now 2
                    GET/parameters/0/schema/type;      "string";    GET /campaigns/{} query limit: the type "integer" is now "string"
                    /paths/~1campaigns~1{campaignId}/parameters/0/schema/format; "date"; GET /campaigns/{} path parameter 1: the format "uuid" is now "date"
                    GET/responses/200;                 removed;     GET /campaigns/{} answer 200: is gone
                    GET/responses/200/content/text~1csv; removed;   GET /campaigns/{} answer 200: text/csv is gone
                    GET/responses/404/x-problems;      {};          GET /campaigns/{} answer 404: the problem /api/problems/campaign/unknown-campaign is gone
                    GET/responses/200/headers;         {};          GET /campaigns/{} answer 200: the header etag is gone
                    GET/responses/200/headers/ETag/required; false; GET /campaigns/{} answer 200: the header etag may be missing now
                    GET/responses/200/headers/ETag/schema/type; "integer"; GET /campaigns/{} answer 200 header etag: the type "string" is now "integer"
                    GET/responses/404;                 removed;     GET /campaigns/{} answer 404: the problem /api/problems/campaign/unknown-campaign is gone
                    VIEW/properties/state;             removed;     GET /campaigns/{} answer 200 application/json/state: the field is gone
                    VIEW/required;                     [];          GET /campaigns/{} answer 200 application/json/id: may be missing now
                    VIEW/properties/state/type;        ["string", "null"]; GET /campaigns/{} answer 200 application/json/state: the type "string" is now ["string","null"]
                    VIEW/properties/state/enum;        removed;     GET /campaigns/{} answer 200 application/json/state: may be any value now
                    VIEW/properties/id;                {"anyOf": [{"type": "string", "format": "uuid"}, {"type": "null"}]}; GET /campaigns/{} answer 200 application/json/id: "null" is a new alternative
                    POST/requestBody/required;         true;        POST /campaigns/{} body: must be given now
                    POST/requestBody/content;          {};          POST /campaigns/{} body: application/json is gone
                    NEW/required;                      ["name", "kind"]; POST /campaigns/{} body application/json/kind: must be given now
                    NEW/properties/name;               removed;     POST /campaigns/{} body application/json/name: the field is gone
                    NEW/properties/name/type;          "integer";   POST /campaigns/{} body application/json/name: the type "string" is now "integer"
                    NEW/properties/name/maxLength;     100;         POST /campaigns/{} body application/json/name: maxLength 200 is now 100
                    NEW/properties/name/pattern;       "[a-z]+";    POST /campaigns/{} body application/json/name: the pattern  is now "[a-z]+"
                    NEW/properties/kind/enum;          ["GENERAL"]; POST /campaigns/{} body application/json/kind: no longer takes LOCAL
                    NEW/properties/name/enum;          ["A"];       POST /campaigns/{} body application/json/name: takes certain values only now
                    NEW/properties/note;               {"type": "string"}; POST /campaigns/{} body application/json/note: "null" is no longer taken
                    /webhooks/event;                   removed;     POST webhook event: the operation is gone
                    TOLD/operationId;                  "happened";  POST webhook event: the operationId eventHappened is now happened
                    TOLD/parameters;                   [];          POST webhook event: the header webhook-id is gone
                    TOLD/parameters/0/required;        false;       POST webhook event: the header webhook-id may be missing now
                    TOLD/parameters/0/schema/type;     "integer";   POST webhook event header webhook-id: the type "string" is now "integer"
                    TOLD/requestBody/required;         false;       POST webhook event body: may be missing now
                    TOLD/requestBody/content;          {};          POST webhook event body: application/json is gone
                    TOLD/responses/410;                removed;     POST webhook event: the answer 410 is gone
                    /components/schemas/Told/required; ["type"];    POST webhook event body application/json/id: may be missing now
                    /components/schemas/Told/properties/id; removed; POST webhook event body application/json/id: the field is gone
                    /components/schemas/Told/properties/type/enum; removed; POST webhook event body application/json/type: may be any value now
                    """)
    void a_break_is_found(String place, String value, String found) {
        assertThat(Compatibility.breaks(released, changed(place, value))).contains(found);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            textBlock =
                    """
                    /paths/~1new;                      {"get": {"operationId": "new", "responses": {}}}
                    GET/parameters/1;                  {"name": "region", "in": "query", "schema": {"type": "string"}}
                    GET/parameters/0/schema/maximum;   500
                    GET/responses/410;                 {"description": "Gone"}
                    GET/summary;                       "Said better"
                    VIEW/properties/added;             {"type": "string"}
                    VIEW/properties/state/enum;        ["founded", "launched", "concluded"]
                    VIEW/required;                     ["id", "state"]
                    POST/security;                     []
                    POST/security;                     [{}, {"signIn": ["campaign:write"]}]
                    POST/security;                     [{"signIn": ["campaign:write"]}, {"apiKey": []}]
                    GET/security;                      [{}, {"signIn": ["campaign:read"]}]
                    GET/responses/200/headers;         {"etag": {"required": true, "schema": {"type": "string"}}}
                    GET/responses/200/headers/Link;    {"schema": {"type": "string"}}
                    TOLD/parameters/1;                 {"name": "webhook-more", "in": "header", "required": true, "schema": {"type": "string"}}
                    TOLD/responses/429;                {}
                    /webhooks/other;                   {"post": {"operationId": "other"}}
                    /components/schemas/Told/properties/added; {"type": "string"}
                    /components/schemas/Told/properties/type/enum; ["launched", "concluded"]
                    POST/x-roles;                      ["campaign-organiser", "national-admin", "finance"]
                    NEW/properties/added;              {"type": "string"}
                    NEW/properties/kind/enum;          ["GENERAL", "LOCAL", "MAYORAL"]
                    NEW/required;                      []
                    NEW/properties/name/type;          ["string", "null"]
                    """)
    void what_is_only_added_breaks_nothing(String place, String value) {
        assertThat(Compatibility.breaks(released, changed(place, value))).isEmpty();
    }

    @Test
    void a_parameter_of_a_path_may_be_called_otherwise() {
        JsonNode renamed = read(RELEASED.replace("campaignId", "id"));

        assertThat(Compatibility.breaks(released, renamed)).isEmpty();
    }

    private static JsonNode changed(String place, String value) {
        String pointer =
                place.replaceFirst("^GET", GET)
                        .replaceFirst("^POST", POST)
                        .replaceFirst("^TOLD", TOLD)
                        .replaceFirst("^VIEW", VIEW)
                        .replaceFirst("^NEW", NEW);
        JsonNode document = read(RELEASED);
        int last = pointer.lastIndexOf('/');
        JsonNode parent = document.at(pointer.substring(0, last));
        String name = pointer.substring(last + 1).replace("~1", "/");
        if (parent instanceof ObjectNode object) {
            if (value.equals(REMOVED)) {
                assertThat(object.remove(name)).as(pointer).isNotNull();
            } else {
                object.set(name, read(value));
            }
        } else {
            ((ArrayNode) parent).insert(Integer.parseInt(name), read(value));
        }
        return document;
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException failure) {
            throw new IllegalArgumentException(text, failure);
        }
    }
}
