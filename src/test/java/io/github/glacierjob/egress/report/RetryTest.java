package io.github.glacierjob.egress.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.inventory.InventoryArchive;
import io.github.glacierjob.testkit.Database;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** operation=retry makes FAILED archives available again, and no others. */
class RetryTest {

    private static final String LIVES = "2026-03-01T12:00:01Z";
    private static final String GONE = "2026-03-01T12:00:00Z";
    private static final String FAILED =
            "|CAUSE=disk full|FAILURES=5|EXTENSIONS=3|ORDERS=4|JOB_ID=j|NEXT_JOB_ID=k|OUTPUT_ID=o"
                    + "|PROGRESS=p|NODE=n|CLAIM_NO=7|FETCHED_BYTES=9"
                    + "|READY_AT=G|ORDERED_AT=G|DONE_AT=G|TRY_AT=G|BEAT_AT=G".replace("G", GONE);

    static Stream<Database.Kind> kinds() {
        return Database.kinds();
    }

    private static FilledLedger filled(Database.Kind kind) throws Exception {
        FilledLedger ledger = new FilledLedger(kind);
        ledger.vault(FilledLedger.ARN, "ARCHIVES=9");
        for (String state : List.of("LISTED", "ORDERED", "READY", "DELIVERED", "PROVED", "SKIPPED")) {
            ledger.archive(state, state, "CAUSE=mine|FAILURES=2|JOB_ID=j|EXPIRES_AT=" + LIVES);
        }
        ledger.archive("lives", "FAILED", "JOB_JSON={}|EXPIRES_AT=" + LIVES + FAILED);
        ledger.archive("gone", "FAILED", "JOB_JSON={}|EXPIRES_AT=" + GONE + FAILED.replace("|NEXT_JOB_ID=k", ""));
        ledger.archive("-undescribed", "FAILED", "EXPIRES_AT=" + LIVES + FAILED);
        ledger.archiveOf("arn:aws:glacier:us-east-1:111122223333:vaults/other", "elsewhere", "FAILED", "FAILURES=5");
        return ledger;
    }

    private static Map<?, ?> answer(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(Map.class);
    }

    private static String row(FilledLedger ledger, String id) throws Exception {
        StringBuilder row = new StringBuilder();
        for (String column :
                "STATE CAUSE FAILURES EXTENSIONS ORDERS JOB_ID NEXT_JOB_ID JOB_JSON OUTPUT_ID PROGRESS NODE TRY_AT"
                        .split(" ")) {
            row.append(ledger.column(id, column)).append(' ');
        }
        return row.toString().strip();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void archivesWithAnOutputBecomeReadyAndOthersListedWithCountsReset(Database.Kind kind) throws Exception {
        try (FilledLedger ledger = filled(kind)) {
            assertThat(answer(ledger.request("operation=retry"))).isEqualTo(Map.of("ready", 1, "listed", 2));

            assertThat(row(ledger, "lives")).isEqualTo("READY null 0 0 4 j k {} o p null null");
            assertThat(row(ledger, "gone")).isEqualTo("LISTED null 0 0 4 null null null o p null null");
            assertThat(row(ledger, "-undescribed")).isEqualTo("LISTED null 0 0 4 null null null o p null null");
            assertThat(ledger.column("gone", "ORDERED_AT")).isNull();
            assertThat(ledger.column("lives", "DONE_AT")).isNull();
            assertThat(ledger.column("gone", "FETCHED_BYTES"))
                    .as("what was fetched stays counted")
                    .isEqualTo("9");
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void anArchiveWhoseOutputIsGoneContinuesWithTheNextJob(Database.Kind kind) throws Exception {
        try (FilledLedger ledger = filled(kind)) {
            ledger.archive("followed", "FAILED", "JOB_JSON={}|EXPIRES_AT=" + GONE + FAILED);

            assertThat(answer(ledger.request("operation=retry"))).isEqualTo(Map.of("ready", 2, "listed", 2));

            assertThat(row(ledger, "followed")).isEqualTo("READY null 0 0 4 j k {} o p null null");
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void onlyFailedArchivesOfThisVaultAreRetriedAndASecondRetryDoesNothing(Database.Kind kind) throws Exception {
        try (FilledLedger ledger = filled(kind)) {
            ledger.request("operation=retry");

            assertThat(answer(ledger.request("operation=retry"))).isEqualTo(Map.of("ready", 0, "listed", 0));

            for (String state : List.of("LISTED", "ORDERED", "READY", "DELIVERED", "PROVED", "SKIPPED")) {
                assertThat(row(ledger, state)).isEqualTo(state + " mine 2 0 0 j null null null null null null");
            }
            assertThat(ledger.column("elsewhere", "STATE")).isEqualTo("FAILED");
        }
    }

    @Test
    void anOpenOrderIsKeptSoThatItIsSettled() throws Exception {
        try (FilledLedger ledger = filled(Database.Kind.H2)) {
            ledger.archive("open", "FAILED", "ORDER_ID=order");

            ledger.request("operation=retry");

            assertThat(ledger.column("open", "ORDER_ID")).isEqualTo("order");
        }
    }

    static Stream<Object> bodiesThatNameOne() {
        return Stream.of(
                "-undescribed",
                " -undescribed\n",
                "-undescribed".getBytes(StandardCharsets.UTF_8),
                new ByteArrayInputStream("-undescribed".getBytes(StandardCharsets.UTF_8)),
                "{\"ArchiveId\":\"-undescribed\",\"Size\":1}",
                Map.of("archiveId", "-undescribed"),
                new InventoryArchive("-undescribed", "", "2020-01-02T00:00:00Z", 1, "0".repeat(64)));
    }

    @ParameterizedTest
    @MethodSource("bodiesThatNameOne")
    void theBodyMayNameOneArchive(Object body) throws Exception {
        try (FilledLedger ledger = filled(Database.Kind.H2)) {
            Exchange exchange = ledger.request(
                    "operation=retry", asked -> asked.getMessage().setBody(body));

            assertThat(answer(exchange)).isEqualTo(Map.of("ready", 0, "listed", 1));
            assertThat(ledger.column("-undescribed", "STATE")).isEqualTo("LISTED");
            assertThat(ledger.column("lives", "STATE")).isEqualTo("FAILED");
        }
    }

    @Test
    void theHeaderNamesOneArchiveAndWinsOverTheBody() throws Exception {
        try (FilledLedger ledger = filled(Database.Kind.H2)) {
            Exchange exchange = ledger.request("operation=retry", asked -> {
                Message message = asked.getMessage();
                message.setHeader("CamelGlacierJobArchiveId", "lives");
                message.setBody("gone");
            });

            assertThat(answer(exchange)).isEqualTo(Map.of("ready", 1, "listed", 0));
            assertThat(ledger.column("gone", "STATE")).isEqualTo("FAILED");
        }
    }

    @Test
    void anArchiveInAnotherStateIsUnchanged() throws Exception {
        try (FilledLedger ledger = filled(Database.Kind.H2)) {
            Exchange exchange = ledger.request(
                    "operation=retry", asked -> asked.getMessage().setBody("DELIVERED"));

            assertThat(answer(exchange)).isEqualTo(Map.of("ready", 0, "listed", 0));
        }
    }

    private static Stream<Object[]> wrong() {
        return Stream.of(
                new Object[] {
                    "unknown",
                    "CamelGlacierJobArchiveId: 'unknown' is not in the ledger of " + FilledLedger.ARN
                            + "; operation=receipt lists its archives"
                },
                new Object[] {"../x", "body: '../x' must be characters of a-z, A-Z, 0-9, '_' and '-'"},
                new Object[] {"{\"a\":1}", "body: '{a=1}' must name an archive by ArchiveId, or be empty"},
                new Object[] {Map.of("ArchiveId", 7), "body: '{ArchiveId=7}' must name an archive by ArchiveId"},
                new Object[] {"{", "body: '{' must be a JSON object"});
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void aBodyThatNamesNoArchiveChangesNothing(Object body, String message) throws Exception {
        try (FilledLedger ledger = filled(Database.Kind.H2)) {
            Exchange exchange = ledger.request(
                    "operation=retry", asked -> asked.getMessage().setBody(body));

            assertThat(exchange.getException())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(message);
            assertThat(ledger.column("gone", "STATE")).isEqualTo("FAILED");
        }
    }
}
