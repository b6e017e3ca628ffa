package io.github.glacierjob.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

class CompletedJobTest {

    private static CompletedJob job(Consumer<GlacierJobDescription.Builder> details) {
        return new CompletedJob(GlacierJobDescription.builder()
                .jobId("-job")
                .vaultARN("arn:aws:glacier:us-east-1:111122223333:vaults/photos")
                .completed(true)
                .statusCode("Succeeded")
                .applyMutation(details)
                .build());
    }

    private static CompletedJob archive(String range, Long archiveSize) {
        return job(to -> to.action("ArchiveRetrieval").retrievalByteRange(range).archiveSizeInBytes(archiveSize));
    }

    @ParameterizedTest
    @CsvSource({
        "0-12298851, 12298852, 12298852",
        "4194304-9437183, 12298852, 5242880",
        "0-0, 1, 1",
        ", 12298852, 12298852",
        "0-43980465111039, 43980465111040, 43980465111040",
        "0--1, 0, 0"
    })
    void theOutputOfAnArchiveIsAsLongAsItsRetrievedRange(String range, Long archiveSize, long size) {
        assertThat(archive(range, archiveSize).outputSize()).hasValue(size);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "5", "a-b", "7-", "-7", "9-3", "0-99999999999999999999"})
    void aRangeThatCannotBeParsedLeavesTheSizeUnknown(String range) {
        assertThat(archive(range, 12298852L).outputSize()).isEmpty();
    }

    @Test
    void anOutputWithoutASizeInItsDescriptionHasNoKnownSize() {
        assertThat(archive(null, null).outputSize()).isEmpty();
        assertThat(job(to -> to.action("InventoryRetrieval")).outputSize()).isEmpty();
        assertThat(job(to -> {}).outputSize()).isEmpty();
    }

    @Test
    void theOutputOfAnInventoryJobIsTheInventory() {
        CompletedJob inventory = job(to -> to.action("InventoryRetrieval").inventorySizeInBytes(8128817L));

        assertThat(inventory.outputSize()).hasValue(8128817);
        assertThat(inventory.outputTreeHash()).isEmpty();
        assertThat(inventory.isArchive()).isFalse();
        assertThat(inventory.hasOutput()).isTrue();
    }

    @Test
    void theHashOfTheArchiveIsUsedOnlyForAnOutputOfTheWholeArchive() {
        assertThat(job(to -> archiveWithoutOwnHash(to, "0-9")).outputTreeHash()).contains("whole");
        assertThat(job(to -> archiveWithoutOwnHash(to, null)).outputTreeHash()).contains("whole");
        assertThat(job(to -> archiveWithoutOwnHash(to, "0-8")).outputTreeHash()).isEmpty();
        assertThat(job(to -> archiveWithoutOwnHash(to, "0-8").sha256TreeHash("range"))
                        .outputTreeHash())
                .contains("range");
    }

    private static GlacierJobDescription.Builder archiveWithoutOwnHash(GlacierJobDescription.Builder to, String range) {
        return to.action("ArchiveRetrieval")
                .retrievalByteRange(range)
                .archiveSizeInBytes(10L)
                .archiveSHA256TreeHash("whole");
    }

    @Test
    void anOutputExistsForADayAfterTheCompletion() {
        CompletedJob job = job(to -> to.completionDate("2017-05-13T07:32:42.098Z"));

        assertThat(job.completedAt()).contains(Instant.parse("2017-05-13T07:32:42.098Z"));
        assertThat(job.expiresAt()).contains(Instant.parse("2017-05-14T07:32:42.098Z"));
    }

    @Test
    void aDateThatCannotBeParsedIsAbsent() {
        assertThat(job(to -> to.completionDate("yesterday")).expiresAt()).isEmpty();
        assertThat(job(to -> {}).expiresAt()).isEmpty();
    }

    @Test
    void theKeyIsTheVaultAndTheJob() {
        assertThat(job(to -> {}).key()).isEqualTo("arn:aws:glacier:us-east-1:111122223333:vaults/photos/jobs/-job");
    }

    @Test
    void aSelectJobHasNoOutput() {
        assertThat(job(to -> to.action("Select")).hasOutput()).isFalse();
    }

    @Test
    void aJobInProgressIsNotReady() {
        assertThatThrownBy(() -> job(to -> to.completed(false).statusCode("InProgress")))
                .isInstanceOf(JobNotReadyException.class)
                .hasMessageContaining("vaults/photos, job -job")
                .hasMessageContaining("InProgress");
        assertThatThrownBy(() -> job(to -> to.completed(null))).isInstanceOf(JobNotReadyException.class);
    }
}
