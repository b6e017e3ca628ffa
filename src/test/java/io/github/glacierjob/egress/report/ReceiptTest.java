package io.github.glacierjob.egress.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.glacierjob.testkit.Database;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** operation=receipt lists every archive, in the order of creation, in a form that is safe to open. */
class ReceiptTest {

    private static final String COLUMNS =
            "ARCHIVE_ID,NAME,DESCRIPTION,CREATED,SIZE_BYTES,TREE_HASH,STATE,CAUSE,JOB_ID,TIER,"
                    + "ORDERS,ORDERED_AT,READY_AT,EXPIRES_AT,DONE_AT,FETCHED_BYTES,DESTINATION,SINK_CHECKSUM,DIGESTS,"
                    + "MODIFIED,COMPRESSED,ENCRYPTED";

    static Stream<Database.Kind> kinds() {
        return Database.kinds();
    }

    private static FilledLedger filled(Database.Kind kind) throws Exception {
        FilledLedger ledger = new FilledLedger(kind);
        ledger.vault(FilledLedger.ARN, "INVENTORY_DATE=2026-02-27T00:00:00Z|INVENTORY_SHA256=" + "ab".repeat(32));
        ledger.archive("-undated", "SKIPPED", "CAUSE==SUM(A1)");
        ledger.archive("young", "LISTED", "CREATED=2020-01-02T00:00:00Z|SIZE_BYTES=5");
        ledger.archive(
                "-old",
                "DELIVERED",
                "CREATED=2013-01-02T00:00:00.500Z|SIZE_BYTES=7|NAME=a/b.txt|DESCRIPTION=+1\"2\"\r\nx|TREE_HASH=00|JOB_ID=-job"
                        + "|TIER=Bulk|ORDERS=2|DONE_AT=2026-02-28T00:00:00Z|FETCHED_BYTES=9|DESTINATION=@there"
                        + "|SINK_CHECKSUM=c|DIGESTS=md5=d sha256=e|MODIFIED=2012-02-29T03:04:05Z|COMPRESSED=true|ENCRYPTED=false");
        ledger.archive("alike", "LISTED", "CREATED=2020-01-02T00:00:00Z|SIZE_BYTES=6");
        ledger.archiveOf("arn:aws:glacier:us-east-1:111122223333:vaults/other", "b1", "LISTED", "SIZE_BYTES=7");
        return ledger;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theCsvHasAHeaderAndALineForEachArchiveInOrderOfCreation(Database.Kind kind) throws Exception {
        try (FilledLedger ledger = filled(kind)) {
            assertThat(ledger.ask("operation=receipt", String.class))
                    .isEqualTo(String.join(
                            "\r\n",
                            "#vault," + FilledLedger.ARN,
                            "#time,2026-03-01T12:00:00Z",
                            "#inventoryDate,2026-02-27T00:00:00Z",
                            "#inventorySha256," + "ab".repeat(32),
                            "#LISTED,2,11",
                            "#ORDERED,0,0",
                            "#READY,0,0",
                            "#DELIVERED,1,7",
                            "#PROVED,0,0",
                            "#FAILED,0,0",
                            "#SKIPPED,1,0",
                            "#total,4,18",
                            COLUMNS,
                            "-old,\"a/b.txt\",\"'+1\"\"2\"\"\r\nx\",2013-01-02T00:00:00.500Z,7,\"00\",\"DELIVERED\",,-job,\"Bulk\","
                                    + "2,,,,2026-02-28T00:00:00Z,9,\"'@there\",\"c\",\"md5=d sha256=e\","
                                    + "2012-02-29T03:04:05Z,true,false",
                            "alike,,,2020-01-02T00:00:00Z,6,,\"LISTED\",,,,0,,,,,0,,,,,,",
                            "young,,,2020-01-02T00:00:00Z,5,,\"LISTED\",,,,0,,,,,0,,,,,,",
                            "-undated,,,,,,\"SKIPPED\",\"'=SUM(A1)\",,,0,,,,,0,,,,,,",
                            ""));
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theJsonIsOneDocumentWithTheSameContent(Database.Kind kind) throws Exception {
        try (FilledLedger ledger = filled(kind)) {
            JsonNode json = new ObjectMapper().readTree(ledger.ask("operation=receipt&format=JSON", String.class));

            assertThat(json.fieldNames())
                    .toIterable()
                    .containsExactly("vaultArn", "time", "inventory", "states", "total", "archives");
            assertThat(json.at("/inventory/sha256").asText()).isEqualTo("ab".repeat(32));
            assertThat(json.at("/states/LISTED/bytes").asLong()).isEqualTo(11);
            assertThat(json.at("/archives"))
                    .extracting(archive -> archive.get("archiveId").asText())
                    .containsExactly("-old", "alike", "young", "-undated");
            JsonNode oldest = json.at("/archives/0");
            assertThat(oldest.get("description").asText()).isEqualTo("+1\"2\"\r\nx");
            assertThat(oldest.get("sizeBytes").isIntegralNumber()).isTrue();
            assertThat(oldest.get("destination").asText()).isEqualTo("@there");
            assertThat(oldest.get("modified").asText()).isEqualTo("2012-02-29T03:04:05Z");
            assertThat(oldest.get("compressed").booleanValue()).isTrue();
            assertThat(json.at("/archives/3/created").isNull()).isTrue();
            List<String> members = StreamSupport.stream(((Iterable<String>) oldest::fieldNames).spliterator(), false)
                    .toList();
            assertThat(members).hasSameSizeAs(COLUMNS.split(","));
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theReceiptOfAnEmptyLedgerHasOnlyAHeader(Database.Kind kind) throws Exception {
        try (FilledLedger ledger = new FilledLedger(kind)) {
            assertThat(ledger.ask("operation=receipt", String.class))
                    .startsWith("#vault,arn:aws:glacier:")
                    .contains("#inventoryDate,\r\n", "#total,0,0\r\n")
                    .endsWith(COLUMNS + "\r\n");
            assertThat(new ObjectMapper()
                            .readTree(ledger.ask("operation=receipt&format=JSON", String.class))
                            .get("archives"))
                    .isEmpty();
        }
    }

    /** An incomplete load may still have to give the name to an older archive. */
    @ParameterizedTest
    @MethodSource("kinds")
    void aNameThatIsNotSettledIsNotShown(Database.Kind kind) throws Exception {
        try (FilledLedger ledger = new FilledLedger(kind)) {
            ledger.vault(FilledLedger.ARN, "LOAD_NO=1");
            ledger.archive("a", "LISTED", "NAME=first.txt|FIRST_LOAD=1");
            ledger.archive("b", "LISTED", "NAME=second.txt|FIRST_LOAD=2");

            JsonNode archives = new ObjectMapper()
                    .readTree(ledger.ask("operation=receipt&format=JSON", String.class))
                    .get("archives");

            assertThat(archives)
                    .extracting(archive -> archive.get("name").asText(null))
                    .containsExactly("first.txt", null);
        }
    }

    @Test
    void anUnknownFormatIsRefusedWhenTheEndpointIsCreated() throws Exception {
        try (FilledLedger ledger = new FilledLedger(Database.Kind.H2)) {
            assertThatThrownBy(() -> ledger.request("operation=receipt&format=XML"))
                    .hasStackTraceContaining("format: 'XML' must be CSV, JSON or SHA256SUMS");
        }
    }

    @Test
    void theChecksumFileHasEachDeliveredArchiveInTheFormatOfSha256sum() throws Exception {
        String sum = "0123456789abcdef".repeat(4);
        try (FilledLedger ledger = new FilledLedger(Database.Kind.H2)) {
            ledger.vault(FilledLedger.ARN, "ARCHIVES=6");
            ledger.archive(
                    "a", "DELIVERED", "CREATED=2013-01-02T00:00:00Z|NAME=x/y z.jpg|DIGESTS=md5=00 sha256=" + sum);
            ledger.archive("b", "PROVED", "CREATED=2014-01-02T00:00:00Z|DIGESTS=sha256=" + sum);
            ledger.archive("c", "PROVED", "CREATED=2015-01-02T00:00:00Z|NAME=a\\b\nc|DIGESTS=sha256=" + sum);
            ledger.archive("d", "DELIVERED", "CREATED=2016-01-02T00:00:00Z|NAME=without");
            ledger.archive("e", "READY", "CREATED=2017-01-02T00:00:00Z|NAME=unfinished|DIGESTS=sha256=" + sum);

            assertThat(ledger.ask("operation=receipt&format=SHA256SUMS", String.class))
                    .isEqualTo(sum + "  x/y z.jpg\n" + sum + "  b\n\\" + sum + "  a\\\\b\\nc\n");
        }
    }

    @Test
    void theContentTypeNamesTheFormat() throws Exception {
        try (FilledLedger ledger = filled(Database.Kind.H2)) {
            assertThat(ledger.request("operation=receipt").getMessage().getHeader("Content-Type"))
                    .isEqualTo("text/csv; charset=utf-8");
            assertThat(ledger.request("operation=receipt&format=JSON")
                            .getMessage()
                            .getHeader("Content-Type"))
                    .isEqualTo("application/json");
        }
    }
}
