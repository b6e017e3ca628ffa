package io.github.glacierjob.egress.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.glacierjob.egress.GlacierEgressEndpoint;
import io.github.glacierjob.egress.GlacierEgressStatus;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Database;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** operation=status reports the content of the ledger, and sends no request to the service. */
class StatusTest {

    static Stream<Database.Kind> kinds() {
        return Database.kinds();
    }

    private static FilledLedger filled(Database.Kind kind) throws Exception {
        FilledLedger ledger = new FilledLedger(kind);
        ledger.vault(
                FilledLedger.ARN,
                "INVENTORY_DATE=2026-02-27T00:00:00Z|INVENTORY_SHA256=abc|INVENTORY_SOURCE=http://u:secret@host/i.json"
                        + "|LOADED_AT=2026-02-28T00:00:00Z|ARCHIVES=8|BAD_ENTRIES=1|ORDER_AT=2026-03-01T13:00:00Z"
                        + "|ORDER_CAUSE=PolicyEnforced");
        ledger.archive("a1", "LISTED", "SIZE_BYTES=1000");
        ledger.archive("a2", "LISTED", "TIER=Bulk");
        ledger.archive("a3", "ORDERED", "SIZE_BYTES=500|ORDERS=1|ORDERED_AT=2026-03-01T10:00:00Z");
        ledger.archive("a4", "READY", "SIZE_BYTES=300|ORDERS=2|EXTENSIONS=1|EXPIRES_AT=2026-03-01T20:00:00Z");
        ledger.archive("a5", "READY", "SIZE_BYTES=200|ORDERS=1|EXPIRES_AT=2026-03-01T18:00:00Z");
        ledger.archive(
                "a6",
                "DELIVERED",
                "SIZE_BYTES=4000|ORDERS=1|ORDERED_AT=2026-03-01T08:00:00Z|EXPIRES_AT=2026-03-01T01:00:00Z");
        ledger.archive("a7", "FAILED", "SIZE_BYTES=1|ORDERS=1|CAUSE=disk full");
        ledger.archive("a8", "FAILED", "CAUSE=disk full");
        ledger.archive("a9", "FAILED", "CAUSE=gone\u202e");
        ledger.archiveOf("arn:aws:glacier:us-east-1:111122223333:vaults/other", "b1", "LISTED", "SIZE_BYTES=7");
        ledger.minute("2026-03-01T10:59:00Z", "n1", 900, 900_000);
        ledger.minute("2026-03-01T11:30:00Z", "n1", 2, 400);
        ledger.minute("2026-03-01T11:59:00Z", "n2", 8, 600);
        return ledger;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyStateIsCountedWithItsBytesForThisVaultAlone(Database.Kind kind) throws Exception {
        try (FilledLedger ledger = filled(kind)) {
            GlacierEgressStatus status = ledger.ask("operation=status", GlacierEgressStatus.class);

            assertThat(status.getArchives())
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "LISTED",
                            2L,
                            "ORDERED",
                            1L,
                            "READY",
                            2L,
                            "DELIVERED",
                            1L,
                            "PROVED",
                            0L,
                            "FAILED",
                            3L,
                            "SKIPPED",
                            0L));
            assertThat(status.isOver()).isFalse();
            assertThat(status.getArchives().keySet())
                    .containsExactly("LISTED", "ORDERED", "READY", "DELIVERED", "PROVED", "FAILED", "SKIPPED");
            assertThat(status.getBytes()).containsEntry("LISTED", 1_000L).containsEntry("READY", 500L);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void openAndOrderedArchivesAreSummedUp(Database.Kind kind) throws Exception {
        try (FilledLedger ledger = filled(kind)) {
            GlacierEgressStatus status = ledger.ask("operation=status", GlacierEgressStatus.class);

            assertThat(status.getTotalArchives()).isEqualTo(9);
            assertThat(status.getTotalBytes()).isEqualTo(6_001);
            assertThat(status.getOpenArchives()).isEqualTo(5);
            assertThat(status.getOpenBytes()).isEqualTo(2_000);
            assertThat(status.getOrders()).isEqualTo(6);
            assertThat(status.getExtensions()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theRateOfTheActiveMinutesOfTheLastHourGivesTheTimeLeft(Database.Kind kind) throws Exception {
        try (FilledLedger ledger = filled(kind)) {
            GlacierEgressStatus status = ledger.ask("operation=status", GlacierEgressStatus.class);

            assertThat(status.getArchivesPerHour()).isEqualTo(300);
            assertThat(status.getBytesPerHour()).isEqualTo(30_000);
            assertThat(status.getTimeLeft()).contains(Duration.ofMinutes(4));
            assertThat(status.getBytesPerHourSinceStart()).isEqualTo(1_000);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theStatusNamesExpiryPauseInventoryAndCauses(Database.Kind kind) throws Exception {
        try (FilledLedger ledger = filled(kind)) {
            GlacierEgressStatus status = ledger.ask("operation=status", GlacierEgressStatus.class);

            assertThat(status.getVaultArn()).isEqualTo(FilledLedger.ARN);
            assertThat(status.getTime()).isEqualTo(FilledLedger.NOW);
            assertThat(status.getNextExpiry()).isEqualTo("2026-03-01T18:00:00Z");
            assertThat(status.getOrdersPausedUntil()).isEqualTo("2026-03-01T13:00:00Z");
            assertThat(status.getOrdersPausedCause()).isEqualTo("PolicyEnforced");
            assertThat(status.getInventoryDate()).isEqualTo("2026-02-27T00:00:00Z");
            assertThat(status.getInventorySha256()).isEqualTo("abc");
            assertThat(status.getFailures().entrySet())
                    .containsExactly(Map.entry("disk full", 2L), Map.entry("gone\u202e", 1L));
        }
    }

    @Test
    void theJsonAlwaysHasTheSameMembers() throws Exception {
        try (FilledLedger ledger = filled(Database.Kind.H2)) {
            JsonNode json = new ObjectMapper().readTree(ledger.ask("operation=status", String.class));

            String names = String.join(" ", (Iterable<String>) json::fieldNames);
            assertThat(names)
                    .isEqualTo("vaultArn time inventory states total open over orders extensions lastHour sinceStart"
                            + " secondsLeft nextExpiry ordersPausedUntil ordersPausedCause failures cost");
            assertThat(json.at("/states/READY/bytes").asLong()).isEqualTo(500);
            assertThat(json.at("/inventory/badEntries").asLong()).isEqualTo(1);
            assertThat(json.at("/inventory/source").asText()).doesNotContain("secret");
            assertThat(json.at("/lastHour/bytesPerHour").asLong()).isEqualTo(30_000);
            assertThat(json.at("/secondsLeft").asLong()).isEqualTo(240);
            assertThat(new ObjectMapper().readTree(ledger.ask("operation=status", InputStream.class)))
                    .isEqualTo(json);
        }
    }

    @Test
    void theStatusIsConvertedToAMapAndToATextTable() throws Exception {
        try (FilledLedger ledger = filled(Database.Kind.H2)) {
            assertThat((Map<?, ?>) ledger.ask("operation=status", Map.class))
                    .extracting("orders")
                    .isEqualTo(6L);
            assertThat(ledger.ask("operation=status", Object.class).toString())
                    .contains("READY                    2                      500 bytes")
                    .contains("Time left: 0 d 0 h 4 min")
                    .contains("Orders wait until 2026-03-01T13:00:00Z: PolicyEnforced")
                    .contains("FAILED 1: gone\\u202e");
        }
    }

    @Test
    void codeCanReadTheStatusFromTheEndpoint() throws Exception {
        try (FilledLedger ledger = filled(Database.Kind.H2)) {
            GlacierEgressEndpoint endpoint = ledger.glacier.context.getEndpoint(
                    ledger.uri("photos", "operation=status"), GlacierEgressEndpoint.class);

            assertThat(endpoint.readStatus().getOrders()).isEqualTo(6);
        }
    }

    @Test
    void theStatusOfAKnownVaultNeedsNoRequest() throws Exception {
        try (FilledLedger ledger = filled(Database.Kind.H2)) {
            ledger.vault("arn:aws:glacier:eu-west-1:111122223333:vaults/photos", "ARCHIVES=1");
            ledger.vault("arn:aws:glacier:us-east-1:111122223333:vaults/old-photos", "ARCHIVES=1");

            ledger.ask("operation=status", GlacierEgressStatus.class);
            ledger.ask("operation=receipt", String.class);

            assertThat(ledger.glacier.simulator.requests()).isEmpty();
        }
    }

    @Test
    void withEqualVaultsInTwoAccountsTheServiceNamesTheAccount() throws Exception {
        try (FilledLedger ledger = filled(Database.Kind.H2)) {
            ledger.vault("arn:aws:glacier:us-east-1:999999999999:vaults/photos", "ARCHIVES=1");

            GlacierEgressStatus status = ledger.ask("operation=status", GlacierEgressStatus.class);

            assertThat(status.getVaultArn()).isEqualTo(ledger.glacier.simulator.vaultArn("photos"));
            assertThat(ledger.glacier.simulator.requests(Operation.DESCRIBE_VAULT))
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theStatusOfAnEmptyLedgerHasZerosAndNoEstimates(Database.Kind kind) throws Exception {
        try (FilledLedger ledger = new FilledLedger(kind)) {
            GlacierEgressStatus status = ledger.ask("operation=status", GlacierEgressStatus.class);

            assertThat(status.getTotalArchives()).isZero();
            assertThat(status.isOver()).isFalse();
            assertThat(status.getTimeLeft()).isEmpty();
            assertThat(status.getNextExpiry()).isNull();
            assertThat(status.getInventoryDate()).isNull();
            assertThat(status.getOrdersPausedUntil()).isNull();
            assertThat(status.toMap()).containsEntry("nextExpiry", null);
            assertThat(status.toString()).contains("Time left: not known");
        }
    }

    @Test
    void aLoadedVaultWithoutArchivesIsFinished() throws Exception {
        try (FilledLedger ledger = new FilledLedger(Database.Kind.H2)) {
            ledger.vault(FilledLedger.ARN, "LOADED_AT=2026-02-28T00:00:00Z|ORDER_AT=2026-03-01T11:00:00Z");

            GlacierEgressStatus status = ledger.ask("operation=status", GlacierEgressStatus.class);

            assertThat(status.isOver()).isTrue();
            assertThat(status.getTimeLeft()).contains(Duration.ZERO);
            assertThat(status.getOrdersPausedUntil()).as("a pause that is over").isNull();
        }
    }
}
