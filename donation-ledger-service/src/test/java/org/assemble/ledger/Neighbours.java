package org.assemble.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/// The other services, as the ledger knows them: by what they say on their topics.
public final class Neighbours {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REGION = "E12000003";

    private Neighbours() {}

    /// A campaign that has confirmed the agreement, for an election whose polling day is far.
    public static UUID agreedCampaign() {
        UUID campaignId = registeredCampaign();
        tell("campaign", "AgreementConfirmed", campaignId, Map.of("campaignId", campaignId, "confirmedAt", now()));
        Eventually.holds(() -> assertThat(Api.as(Api.FIN)
                        .get("/api/v1/ledger/campaigns/{id}/summary", campaignId)
                        .statusCode())
                .isEqualTo(200));
        return campaignId;
    }

    public static UUID registeredCampaign() {
        UUID electionId = UUID.randomUUID();
        UUID campaignId = UUID.randomUUID();
        tell(
                "campaign",
                "ElectionCalled",
                electionId,
                Map.of("electionId", electionId, "kind", "GENERAL", "pollingDay", "2099-05-07"));
        register(campaignId, electionId);
        return campaignId;
    }

    public static void register(UUID campaignId, UUID electionId) {
        tell(
                "campaign",
                "CampaignRegistered",
                campaignId,
                Map.of(
                        "campaignId", campaignId,
                        "electionId", electionId,
                        "constituencyCode", "E14001063",
                        "region", REGION));
    }

    public static void launch(UUID campaignId) {
        tell(
                "campaign",
                "CampaignLaunched",
                campaignId,
                Map.of("campaignId", campaignId, "heldOn", LocalDate.now().toString()));
    }

    public static void withdraw(UUID campaignId) {
        tell(
                "campaign",
                "CampaignWithdrawn",
                campaignId,
                Map.of("campaignId", campaignId, "by", "CAMPAIGN", "withdrawnAt", now()));
    }

    /// Pledges at one ward assembly, each by a donor of its own, once the ledger knows them.
    public static List<UUID> pledges(UUID campaignId, long... monthlyPence) {
        UUID assemblyId = UUID.randomUUID();
        List<UUID> mandates = new ArrayList<>();
        for (long pence : monthlyPence) {
            mandates.add(pledge(campaignId, assemblyId, UUID.randomUUID(), pence));
        }
        Eventually.holds(() -> assertThat(Api.as(Api.FIN)
                        .get("/api/v1/ledger/mandates/{id}", mandates.getLast())
                        .statusCode())
                .isEqualTo(200));
        return mandates;
    }

    public static List<UUID> pledges(int count, UUID campaignId, long monthlyPence) {
        return pledges(campaignId, IntStream.range(0, count).mapToLong(_ -> monthlyPence).toArray());
    }

    public static UUID pledge(UUID campaignId, UUID assemblyId, UUID donorId, long monthlyPence) {
        UUID pledgeId = UUID.randomUUID();
        tell(
                "assembly",
                "PledgeMade",
                campaignId,
                Map.of(
                        "pledgeId", pledgeId,
                        "assemblyId", assemblyId,
                        "campaignId", campaignId,
                        "donorId", donorId,
                        "monthlyPence", monthlyPence,
                        "pledgedAt", now()));
        return pledgeId;
    }

    public static void tell(String service, String name, UUID key, Map<String, ?> data) {
        tell(UUID.randomUUID().toString(), service, name, key, data);
    }

    public static void tell(String id, String service, String name, UUID key, Map<String, ?> data) {
        ProducerRecord<String, String> message =
                new ProducerRecord<>("assemble." + service + ".v1", key.toString(), json(data));
        Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", id,
                        "ce_source", "/assemble/" + service,
                        "ce_type", "org.assemble." + service + "." + name + ".v1",
                        "ce_subject", key.toString(),
                        "ce_time", now())
                .forEach((header, value) -> message.headers().add(header, value.getBytes(StandardCharsets.UTF_8)));
        PRODUCER.send(message);
        PRODUCER.flush();
    }

    private static final KafkaProducer<String, String> PRODUCER = new KafkaProducer<>(
            Map.of(
                    "bootstrap.servers",
                    ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class)),
            new StringSerializer(),
            new StringSerializer());

    private static String now() {
        return Instant.now().toString();
    }

    private static String json(Object data) {
        try {
            return JSON.writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
