package io.github.glacierjob.simulator.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.glacierjob.simulator.AbstractSimulatorTest;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.GlacierSimulator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glacier.model.DataRetrievalRule;
import software.amazon.awssdk.services.glacier.model.LimitExceededException;
import software.amazon.awssdk.services.glacier.model.PolicyEnforcedException;

class AccountOperationsTest extends AbstractSimulatorTest {

    @Test
    void twoUnitsOfCapacityLastAMonth() {
        String first = client.purchaseProvisionedCapacity(r -> {}).capacityId();
        client.purchaseProvisionedCapacity(r -> {});

        assertThatThrownBy(() -> client.purchaseProvisionedCapacity(r -> {}))
                .isInstanceOf(LimitExceededException.class);
        assertThat(client.listProvisionedCapacity(r -> {}).provisionedCapacityList())
                .hasSize(2)
                .anyMatch(unit -> unit.capacityId().equals(first));
        simulator.clock().advance(Duration.ofDays(31));
        assertThat(client.listProvisionedCapacity(r -> {}).provisionedCapacityList())
                .isEmpty();
    }

    @Test
    void aPolicyOfBytesPerHourIsEnforcedOnStandardJobs() {
        String archiveId = simulator.addArchive(VAULT, Content.seeded(1, 700), null);
        assertThat(get("/-/policies/data-retrieval").body())
                .isEqualTo("{\"Policy\":{\"Rules\":[{\"BytesPerHour\":null,\"Strategy\":\"None\"}]}}");
        DataRetrievalRule rule = DataRetrievalRule.builder()
                .strategy("BytesPerHour")
                .bytesPerHour(1000L)
                .build();
        client.setDataRetrievalPolicy(r -> r.policy(p -> p.rules(rule)));

        String json = "{\"Type\":\"archive-retrieval\",\"ArchiveId\":\"" + archiveId + "\"";
        assertThat(initiate(json + "}").statusCode()).isEqualTo(202);
        assertThat(initiate(json + "}").body())
                .isEqualTo(error(
                        "PolicyEnforcedException", "InitiateJob request denied by current data retrieval policy."));
        assertThatThrownBy(() -> client.initiateJob(r -> r.vaultName(VAULT)
                        .jobParameters(p -> p.type("archive-retrieval").archiveId(archiveId))))
                .isInstanceOf(PolicyEnforcedException.class);
        assertThat(initiate(json + ",\"Tier\":\"Bulk\"}").statusCode()).isEqualTo(202);
        simulator.clock().advance(Duration.ofHours(1));
        assertThat(initiate(json + "}").statusCode()).isEqualTo(202);
    }

    @Test
    void theFreeTierIsEnforcedOnTheStandardJobsOfADay() {
        restart(GlacierSimulator.builder().freeTierBytesPerDay(1000));
        simulator.clock().set(Instant.parse("2026-01-01T20:00:00Z"));
        String archiveId = simulator.addArchive(VAULT, Content.seeded(1, 500), null);
        assertThat(put("/-/policies/data-retrieval", "{\"Policy\":{\"Rules\":[{\"Strategy\":\"FreeTier\"}]}}")
                        .statusCode())
                .isEqualTo(204);

        String json = "{\"Type\":\"archive-retrieval\",\"ArchiveId\":\"" + archiveId + "\"";
        assertThat(initiate(json + "}").statusCode()).isEqualTo(202);
        assertThat(initiate(json + "}").statusCode()).isEqualTo(202);
        assertThat(initiate(json + "}").body()).contains("PolicyEnforcedException");
        assertThat(initiate(json + ",\"Tier\":\"Bulk\"}").statusCode()).isEqualTo(202);
        simulator.clock().advance(Duration.ofHours(4));
        assertThat(initiate(json + "}").statusCode()).isEqualTo(202);
    }

    @Test
    void bytesPerHourIsAcceptedWithItsOwnStrategyOnly() {
        String path = "/-/policies/data-retrieval";
        assertThat(put(path, "{\"Policy\":{\"Rules\":[{\"Strategy\":\"FreeTier\"}]}}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(put(path, "{\"Policy\":{\"Rules\":[{\"Strategy\":\"FreeTier\",\"BytesPerHour\":1}]}}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(put(path, "{\"Policy\":{\"Rules\":[{\"Strategy\":\"Other\"}]}}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(put(path, "{}").statusCode()).isEqualTo(400);
    }

    @Test
    void anotherAccountIsDenied() {
        assertThat(get("/111122223333/vaults").statusCode()).isEqualTo(200);
        assertThat(get("/999999999999/vaults").statusCode()).isEqualTo(403);
        assertThat(get("/1234/vaults").statusCode()).isEqualTo(400);
    }

    @Test
    void theApiVersionIsRequired() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(simulator.endpoint() + "/-/vaults"))
                .header("Authorization", "x")
                .build();

        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .body())
                .isEqualTo(error("MissingParameterValueException", "Required parameter missing: API version"));
    }

    @Test
    void anUnsignedRequestIsRefusedUnlessAllowed() throws Exception {
        String missing = error("MissingAuthenticationTokenException", "Missing Authentication Token");
        assertThat(unsigned()).isEqualTo(missing);

        restart(GlacierSimulator.builder().authorizationRequired(false));
        assertThat(unsigned()).contains("VaultList");
    }

    private String unsigned() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(simulator.endpoint() + "/-/vaults"))
                .header("x-amz-glacier-version", "2012-06-01")
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    @Test
    void anExpiredTokenIsRefused() {
        var request = HttpRequest.newBuilder(URI.create(simulator.endpoint() + "/-/vaults"))
                .header("x-amz-glacier-version", "2012-06-01")
                .header("Authorization", "AWS4-HMAC-SHA256 Credential=EXPIRED/20260101/us-east-1/glacier/aws4_request");

        assertThat(send(request).body()).contains("ExpiredTokenException");
    }

    @Test
    void aBasePathIsAccepted() {
        assertThat(get("/some/base/-/vaults/photos").statusCode()).isEqualTo(200);
        assertThat(get("/-/nothing").statusCode()).isEqualTo(404);
    }
}
