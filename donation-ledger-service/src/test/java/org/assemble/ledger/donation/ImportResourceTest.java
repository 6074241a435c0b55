package org.assemble.ledger.donation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assemble.ledger.Api;
import org.assemble.ledger.Balances;
import org.assemble.ledger.Neighbours;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Soon;
import org.assemble.testkit.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(RealParts.class)
class ImportResourceTest {

    private static final String DONATIONS = "/api/v1/ledger/donations";
    private static final String IMPORT = DONATIONS + "/import";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static String line(Object donation) {
        try {
            return JSON.writeValueAsString(donation);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> lines(int count) {
        return IntStream.range(0, count).mapToObj(_ -> line(Api.donation(100))).toList();
    }

    private static JsonPath sent(String list) throws Exception {
        return sent(list.getBytes(UTF_8));
    }

    private static JsonPath sent(byte[] list) throws Exception {
        HttpResponse<String> answer = send(Api.MACHINE, IMPORT, "application/x-ndjson", list);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonPath.from(answer.body());
    }

    private static HttpResponse<String> send(Tokens who, String path, String type, byte[] body)
            throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                        .version(HttpClient.Version.HTTP_1_1)
                        .header("Authorization", who.bearer())
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private static void assertCounts(JsonPath answer, long recorded, long repeated, long refused) {
        assertThat(answer.getLong("recorded")).as("recorded").isEqualTo(recorded);
        assertThat(answer.getLong("repeated")).as("repeated").isEqualTo(repeated);
        assertThat(answer.getLong("refused")).as("refused").isEqualTo(refused);
    }

    @Test
    void good_lines_count_and_a_bad_one_in_their_middle_is_listed_with_its_line_and_reason()
            throws Exception {
        Balances before = Balances.now();
        JsonPath answer =
                sent(
                        line(Api.donation(100))
                                + "\nthis is no donation\n\n"
                                + line(Api.donation(23)));
        assertCounts(answer, 2, 0, 1);
        assertThat(answer.getInt("refusals[0].line")).isEqualTo(2);
        assertThat(answer.getString("refusals[0].code")).isEqualTo("malformed-request");
        assertThat(answer.getString("refusals[0].detail")).startsWith("This can't be read");
        assertThat(answer.getLong("notListed")).isZero();
        assertThat(Balances.now().since(before, "bank")).isEqualTo(123);
    }

    @Test
    void M10_the_same_list_again_changes_nothing_and_says_so() throws Exception {
        String list = String.join("\r\n", lines(3_000)) + "\r\n";
        assertCounts(sent(list), 3_000, 0, 0);
        Balances before = Balances.now();
        assertCounts(sent(list), 0, 3_000, 0);
        assertThat(Balances.now()).isEqualTo(before);
    }

    @Test
    void M10_a_donation_twice_in_one_list_counts_once() throws Exception {
        String line = line(Api.donation(100));
        assertCounts(sent(line + "\n" + line + "\n"), 1, 1, 0);
    }

    @Test
    void M10_the_same_reference_with_another_amount_is_refused() throws Exception {
        Map<String, Object> donation = Api.donation(100);
        Map<String, Object> other = Api.with(donation, "amount", Api.money(101));
        assertCounts(sent(line(donation)), 1, 0, 0);
        Balances before = Balances.now();
        JsonPath answer = sent(line(other));
        assertCounts(answer, 0, 0, 1);
        assertThat(answer.getString("refusals[0].code")).isEqualTo("reference-reused");
        assertThat(answer.getString("refusals[0].pointer")).isEqualTo("/reference");
        assertThat(Balances.now()).isEqualTo(before);
    }

    @Test
    void M10_a_line_and_a_request_of_one_reference_are_one_donation() throws Exception {
        Map<String, Object> first = Api.donation(100);
        Map<String, Object> second = Api.donation(200);
        String id = Api.post(Api.MACHINE, DONATIONS, first).statusCode(201).extract().path("id");
        assertCounts(sent(line(first) + "\n" + line(second)), 1, 1, 0);
        Api.post(Api.MACHINE, DONATIONS, first).statusCode(201).body("id", equalTo(id));
        Api.post(Api.MACHINE, DONATIONS, second)
                .statusCode(201)
                .header("Idempotency-Replayed", "true")
                .body("amount.amount", equalTo(200))
                .body("fund", equalTo("national"));
    }

    @Test
    void M1_gifts_to_the_unit_in_a_list_are_the_units() throws Exception {
        Balances before = Balances.now();
        String list = line(Api.with(Api.donation(100), "fund", "unit"));
        assertCounts(sent(list + "\n" + line(Api.donation(23))), 2, 0, 0);
        assertCounts(sent(list), 0, 1, 0);
        assertThat(Balances.now().since(before, "unit-fund")).isEqualTo(100);
        assertThat(Balances.now().since(before, "national-income")).isEqualTo(23);
    }

    @Test
    void M5_first_payments_in_a_list_are_matched_as_they_would_be_alone() throws Exception {
        UUID campaign = Neighbours.agreedCampaign();
        Neighbours.launch(campaign);
        List<UUID> mandates = Neighbours.pledges(20, campaign, 1_000);
        String list =
                mandates.stream()
                        .map(mandate -> line(Api.payment(mandate, 1_000)))
                        .collect(Collectors.joining("\n"));
        assertCounts(sent(list), 20, 0, 0);
        Soon.holds(() -> assertThat(Balances.now().of("match-cost:" + campaign)).isEqualTo(20_000));
        assertThat(Balances.now().of("campaign-payable:" + campaign)).isEqualTo(16_000 + 20_000);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {                                                      | malformed-request
                    null                                                   | malformed-request
                    []                                                     | malformed-request
                    17                                                     | malformed-request
                    {}                                                     | malformed-request
                    {"source":"bank"} {"source":"bank"}                    | malformed-request
                    {"amount":{"amount":0,"currency":"GBP"}}               | amount-not-positive
                    {"amount":{"amount":-1,"currency":"GBP"}}              | amount-not-positive
                    {"amount":{"amount":100000001,"currency":"GBP"}}       | amount-above-limit
                    {"amount":{"amount":0.5,"currency":"GBP"}}             | not-whole-pence
                    {"amount":{"amount":100,"currency":"EUR"}}             | wrong-currency
                    {"receivedOn":"2199-12-31"}                            | date-in-future
                    {"receivedOn":"yesterday"}                             | malformed-request
                    {"source":"The Bank"}                                  | malformed-request
                    {"mandateId":"c0ffee00-0000-4000-8000-000000000000"}   | unknown-mandate
                    {"campaignId":"c0ffee00-0000-4000-8000-000000000000"}  | unknown-campaign
                    {"fund":"national"}                                    | malformed-request
                    {"fund":"unit","campaignId":"c0ffee00-0000-4000-8000-000000000000"} | unit-gift-not-alone
                    {"fund":"unit","mandateId":"c0ffee00-0000-4000-8000-000000000000"}  | unit-gift-not-alone
                    """)
    void a_line_gets_the_code_that_the_same_donation_alone_would_get(String bad, String code)
            throws Exception {
        Balances before = Balances.now();
        JsonPath answer = sent(merged(bad) + "\n");
        assertCounts(answer, 0, 0, 1);
        assertThat(answer.getInt("refusals[0].line")).isEqualTo(1);
        assertThat(answer.getString("refusals[0].code")).isEqualTo(code);
        assertThat(Balances.now()).isEqualTo(before);
    }

    /// A good donation with some fields changed; what is no such change stays as it is.
    private static String merged(String change) throws JsonProcessingException {
        if (!change.contains(":") || change.contains("} {")) {
            return change;
        }
        Map<String, Object> donation = Api.donation(100);
        JSON.readTree(change)
                .properties()
                .forEach(field -> donation.put(field.getKey(), field.getValue()));
        return line(donation);
    }

    @Test
    void a_line_that_is_too_long_or_not_UTF_8_harms_no_other() throws Exception {
        String padded = line(Api.with(Api.donation(100), "note", "x".repeat(Lines.LONGEST)));
        String latin = line(Api.with(Api.donation(100), "note", "caf\u00e9"));
        String list = padded + "\n" + latin + "\n" + line(Api.donation(100)) + "\n";
        JsonPath answer = sent(list.getBytes(ISO_8859_1));
        assertCounts(answer, 1, 0, 2);
        assertThat(answer.getString("refusals[0].code")).isEqualTo("too-large");
        assertThat(answer.getString("refusals[1].code")).isEqualTo("malformed-request");
        assertThat(answer.getString("refusals[1].detail")).isEqualTo("The line is not UTF-8.");
    }

    @Test
    void the_first_thousand_refusals_are_listed_and_the_rest_counted() throws Exception {
        JsonPath answer = sent("garbage\n".repeat(1_203) + line(Api.donation(100)));
        assertCounts(answer, 1, 0, 1_203);
        List<Integer> listed = answer.getList("refusals.line");
        assertThat(listed).hasSize(1_000).startsWith(1, 2, 3).endsWith(1_000);
        assertThat(answer.getLong("notListed")).isEqualTo(203);
    }

    @Test
    void an_empty_list_records_nothing() throws Exception {
        assertCounts(sent(""), 0, 0, 0);
        assertCounts(sent("\n \r\n\n"), 0, 0, 0);
    }

    @Test
    void a_list_may_be_longer_than_any_JSON_body() throws Exception {
        String list = String.join("\n", lines(40_000));
        assertThat(list.length()).isGreaterThan(4 << 20);
        assertCounts(sent(list), 40_000, 0, 0);
        HttpResponse<String> asJson =
                send(Api.MACHINE, DONATIONS, "application/json", list.getBytes(UTF_8));
        assertThat(asJson.statusCode()).isEqualTo(413);
    }

    /// Also shows that lines are recorded while the rest of the list is still to come.
    @Test
    void after_a_connection_that_was_cut_the_whole_list_again_completes_it() throws Exception {
        List<String> lines = new ArrayList<>(lines(60));
        Balances before = Balances.now();
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    """
                    POST %s HTTP/1.1\r
                    Host: localhost\r
                    Authorization: %s\r
                    Content-Type: application/x-ndjson\r
                    Transfer-Encoding: chunked\r
                    \r
                    """
                            .formatted(IMPORT, Api.MACHINE.bearer())
                            .getBytes(UTF_8));
            String half = lines.get(40).substring(0, 30);
            chunk(out, String.join("\n", lines.subList(0, 40)) + "\n" + half);
            Soon.holds(() -> assertThat(Balances.now().since(before, "bank")).isEqualTo(40 * 100));
            socket.setSoLinger(true, 0); // closing resets the connection
        }
        assertCounts(sent(String.join("\n", lines)), 20, 40, 0);
        assertThat(Balances.now().since(before, "bank")).isEqualTo(60 * 100);
    }

    private static void chunk(OutputStream out, String text) throws IOException {
        out.write((Integer.toHexString(text.length()) + "\r\n" + text + "\r\n").getBytes(UTF_8));
        out.flush();
    }

    @Test
    void only_machines_and_finance_send_lists_and_only_of_lines() throws Exception {
        byte[] list = line(Api.donation(100)).getBytes(UTF_8);
        Tokens olive = Tokens.person("olive").roles("campaign-organiser");
        assertThat(send(olive, IMPORT, "application/x-ndjson", list).statusCode()).isEqualTo(403);
        assertThat(send(Api.FIN, IMPORT, "application/json", list).statusCode()).isEqualTo(415);
        assertThat(send(Api.FIN, IMPORT, "application/x-ndjson", list).statusCode()).isEqualTo(200);
    }
}
