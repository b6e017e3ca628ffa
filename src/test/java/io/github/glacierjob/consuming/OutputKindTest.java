package io.github.glacierjob.consuming;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.simulator.ArchiveJob;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.RecordedRequest;
import io.github.glacierjob.testkit.Consumption;
import io.github.glacierjob.testkit.Glacier;
import org.apache.camel.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests inventories, retrieved ranges, and unusual sizes, ids and descriptions. */
class OutputKindTest {

    private final Glacier glacier = new Glacier();
    private final Consumption route = new Consumption(glacier);

    @AfterEach
    void close() {
        glacier.close();
    }

    private Message last() {
        return route.messages.get(route.messages.size() - 1);
    }

    private void rangedJob(Content content, String range) {
        String archive = glacier.simulator.addArchive("photos", content, null);
        glacier.simulator.addArchiveJob("photos", archive, null, range);
    }

    @ParameterizedTest
    @CsvSource({
        "chunks, JSON, application/json",
        "stream, JSON, application/json",
        "chunks, CSV, text/csv",
        "stream, CSV, text/csv"
    })
    void onlyTheLengthOfAnInventoryIsVerified(String mode, String format, String type) throws Exception {
        Content document = Content.seeded(3, 2L * MIB + 9);
        glacier.simulator.addInventoryJob("photos", format, document);

        route.start("outputMode=" + mode);

        route.awaitBytes(document.size());
        assertThat(route.bytes()).isEqualTo(document.expected(0, document.size()));
        assertThat(route.messages).hasSize(mode.equals("chunks") ? 3 : 1).allSatisfy(message -> assertThat(
                        message.getHeaders())
                .containsEntry("CamelGlacierJobProof", "length")
                .containsEntry("Content-Type", type)
                .containsEntry("CamelGlacierJobAction", "InventoryRetrieval")
                .containsEntry("CamelGlacierJobInventorySizeInBytes", document.size())
                .containsEntry("CamelGlacierJobOutputSizeInBytes", document.size())
                .doesNotContainKeys("CamelGlacierJobChecksum", "CamelGlacierJobArchiveId"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunks", "stream"})
    void policyRequiredDoesNotApplyToInventories(String mode) throws Exception {
        glacier.simulator.addInventoryJob("photos", "JSON", Content.of("{}"));

        route.start("checksumPolicy=required&outputMode=" + mode);

        route.awaitBytes(2);
        assertThat(new String(route.bytes())).isEqualTo("{}");
        assertThat(route.reports).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunks", "stream"})
    void theGeneratedInventoryOfTheVaultIsDelivered(String mode) throws Exception {
        String archive = glacier.simulator.addArchive("photos", Content.of("x"), "a \"quoted\" ../name");
        glacier.simulator.addInventoryJob("photos", "JSON");

        route.start("outputMode=" + mode);

        route.awaitBytes(1);
        assertThat(new String(route.bytes()))
                .startsWith("{\"VaultARN\":")
                .contains(archive)
                .endsWith("]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunks", "stream"})
    void anAlignedRangeOfAnArchiveIsVerifiedByItsOwnHash(String mode) throws Exception {
        Content content = Content.seeded(4, 12L * MIB);
        rangedJob(content, "4194304-8388607");

        route.start("outputMode=" + mode);

        route.awaitBytes(4L * MIB);
        assertThat(route.bytes()).isEqualTo(content.expected(4L * MIB, 4L * MIB));
        assertThat(last().getHeaders())
                .containsEntry("CamelGlacierJobProof", "whole")
                .containsEntry("CamelGlacierJobOutputSizeInBytes", 4L * MIB)
                .containsEntry("CamelGlacierJobArchiveSizeInBytes", 12L * MIB);
        assertThat(glacier.simulator.requests(Operation.GET_JOB_OUTPUT)).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunks", "stream"})
    void onlyTheLengthOfAMegabyteAlignedRangeIsVerified(String mode) throws Exception {
        Content content = Content.seeded(5, 12L * MIB);
        rangedJob(content, "1048576-4194303");

        route.start("outputMode=" + mode);

        route.awaitBytes(3L * MIB);
        assertThat(route.bytes()).isEqualTo(content.expected(MIB, 3L * MIB));
        assertThat(last().getHeaders())
                .containsEntry("CamelGlacierJobProof", "length")
                .containsEntry("CamelGlacierJobOutputSizeInBytes", 3L * MIB)
                .doesNotContainKeys("CamelGlacierJobChecksum", "CamelGlacierJobSha256TreeHash");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunks", "stream"})
    void policyRequiredRefusesARangeForWhichTheServiceHasNoHash(String mode) throws Exception {
        rangedJob(Content.seeded(5, 12L * MIB), "1048576-4194303");

        route.start("checksumPolicy=required&outputMode=" + mode);

        route.awaitReport();
        route.awaitPolls();
        assertThat(route.messages).isEmpty();
        assertThat(route.reports).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "chunks, 1, 1",
        "chunks, 3145728, 3",
        "chunks, 3145729, 4",
        "stream, 1, 1",
        "stream, 3145728, 1",
        "stream, 3145729, 1",
        "none, 1, 1",
        "none, 3145728, 1",
        "none, 3145729, 1"
    })
    void outputsWithSizesAroundAChunkGiveTheExpectedNumberOfMessages(String mode, long size, int messages)
            throws Exception {
        Content content = Content.seeded(size, size);
        glacier.simulator.addArchiveJob("photos", glacier.simulator.addArchive("photos", content, null));

        if (mode.equals("none")) {
            glacier.route(glacier.consumerUri("outputMode=none"), e -> route.messages.add(e.getMessage()));
        } else {
            route.start("outputMode=" + mode);
            route.awaitBytes(size);
            assertThat(route.bytes()).isEqualTo(content.expected(0, size));
            assertThat(last().getHeader(GlacierJobConstants.PROOF)).isEqualTo("whole");
        }

        await().atMost(SOON).until(() -> route.messages.size() == messages);
        route.awaitPolls();
        assertThat(route.messages).hasSize(messages);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunks", "stream"})
    void idsThatBeginWithADashAndAnyDescriptionAreAccepted(String mode) throws Exception {
        String description = "\"../../etc/passwd\" ${exception} \\ %2F ; rm";
        String archive = glacier.simulator.addArchive("photos", Content.of("body"), description, "-_archive");
        glacier.simulator.addArchiveJob(
                "photos", ArchiveJob.of(archive).description("--\"../x\" {{a}}").jobId("-_job"));

        route.start("outputMode=" + mode);

        route.awaitBytes(4);
        assertThat(last().getHeaders())
                .containsEntry("CamelGlacierJobId", "-_job")
                .containsEntry("CamelGlacierJobArchiveId", "-_archive")
                .containsEntry("CamelGlacierJobArchiveDescription", description);
        assertThat(glacier.simulator.requests(Operation.GET_JOB_OUTPUT))
                .extracting(RecordedRequest::path)
                .containsOnly("/-/vaults/photos/jobs/-_job/output");
    }

    @Test
    void anArchiveWithAnEmptyDescriptionIsConsumed() throws Exception {
        String archive = glacier.simulator.addArchive("photos", Content.of("body"), "");
        glacier.simulator.addArchiveJob("photos", archive, "");

        route.start("outputMode=chunks");

        route.awaitBytes(4);
        assertThat(route.reports).isEmpty();
    }
}
