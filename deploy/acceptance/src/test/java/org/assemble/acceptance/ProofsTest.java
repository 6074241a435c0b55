package org.assemble.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// What the ledger proves (M12), checked by programs that are not the ledger's: the verifier beside
/// this module, the command that finance has, and hledger.
@ExtendWith(WholePlatform.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProofsTest {

    private static final String LEDGER = "/api/v1/ledger/";
    private static final String NEWEST = LEDGER + "checkpoints/latest";

    @TempDir Path folder;

    private String donation;

    private record Ended(int status, String said) {}

    @BeforeAll
    void a_donation_is_in_the_books_and_they_are_signed() {
        donation = donate();
        publish();
    }

    private static String donate() {
        return People.post(
                        "fin",
                        LEDGER + "donations",
                        Map.of(
                                "source", "bank",
                                "reference", UUID.randomUUID().toString(),
                                "amount", Map.of("amount", 2_505, "currency", "GBP"),
                                "receivedOn", java.time.LocalDate.now().toString()))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static JsonPath publish() {
        return People.post("fin", LEDGER + "checkpoints", "")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static Ended run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said);
    }

    private Ended verified(String answer) throws IOException, InterruptedException {
        String key =
                People.anyone()
                        .get(LEDGER + "checkpoints/key")
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("verifierKey");
        Path file = Files.writeString(folder.resolve("answer.json"), answer);
        return run(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        Path.of("VerifyReceipt.java").toAbsolutePath().toString(),
                        key,
                        file.toString()));
    }

    @Test
    void M12_a_receipt_is_genuine_to_a_program_that_knows_only_the_key() throws Exception {
        String receipt =
                People.get("fin", LEDGER + "donations/" + donation + "/receipt")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString();
        Ended genuine = verified(receipt);
        assertThat(genuine.status()).as(genuine.said()).isZero();
        assertThat(genuine.said()).contains(donation, "£25.05");
        Ended changed = verified(receipt.replace("2505", "2506"));
        assertThat(changed.status()).as(changed.said()).isOne();
    }

    @Test
    void M12_anyone_sees_that_a_newer_history_begins_with_an_older_one() throws Exception {
        long older = publish().getLong("size");
        donate();
        long newer = publish().getLong("size");
        assertThat(newer).isGreaterThan(older);
        Ended genuine =
                verified(
                        People.anyone()
                                .get(
                                        LEDGER
                                                + "checkpoints/consistency?from="
                                                + older
                                                + "&to="
                                                + newer)
                                .then()
                                .statusCode(200)
                                .extract()
                                .asString());
        assertThat(genuine.status()).as(genuine.said()).isZero();
        People.anyone().get(NEWEST).then().statusCode(200);
    }

    @Test
    void M12_the_audit_finds_nothing_and_hledger_accepts_the_journal() throws Exception {
        Path journal = folder.resolve("books.journal");
        Command.Printed audit = WholePlatform.assemble("audit", "--journal", journal.toString());
        assertThat(audit.status()).as(audit.output()).isZero();
        assertThat(audit.output())
                .contains("The books are what the events say.", "every balance checked");
        Optional<Path> hledger = onPath("hledger");
        if (hledger.isEmpty()) {
            System.out.println(
                    "hledger is not installed (Debian: apt-get install hledger): the journal was checked by us alone.");
            return;
        }
        Ended accepted =
                run(
                        List.of(
                                hledger.get().toString(),
                                "-f",
                                journal.toString(),
                                "check",
                                "--strict",
                                "ordereddates"));
        assertThat(accepted.status()).as(accepted.said()).isZero();
        String text = Files.readString(journal);
        int balance = text.lastIndexOf(" = ") + 3;
        Files.writeString(journal, text.substring(0, balance) + "1" + text.substring(balance));
        Ended refused = run(List.of(hledger.get().toString(), "-f", journal.toString(), "check"));
        assertThat(refused.status()).as(refused.said()).isNotZero();
        System.out.println("hledger has checked the journal.");
    }

    @Test
    void a_projection_is_made_again_while_all_goes_on() {
        for (String projection : List.of("postings", "subtrees")) {
            Command.Printed rebuilt = WholePlatform.assemble("rebuild", projection);
            assertThat(rebuilt.status()).as(rebuilt.output()).isZero();
        }
        Command.Printed audit = WholePlatform.assemble("audit");
        assertThat(audit.status()).as(audit.output()).isZero();
    }

    private static Optional<Path> onPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
