package io.github.glacierjob.internal.renewal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.internal.output.Progress;
import io.github.glacierjob.internal.text.SealedLine;
import io.github.glacierjob.job.CompletedJob;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

class BegunOutputTest {

    private static final GlacierJobDescription DESCRIPTION = GlacierJobDescription.builder()
            .jobId("-first")
            .vaultARN("arn:aws:glacier:us-east-1:111122223333:vaults/photos")
            .action("ArchiveRetrieval")
            .archiveId("a rchive")
            .jobDescription("two  words \" and \u00fcml\u00e4uts")
            .archiveSizeInBytes(3L << 20)
            .archiveSHA256TreeHash("ab")
            .retrievalByteRange("0-1048575")
            .completed(true)
            .statusCode("Succeeded")
            .build();
    private static final BegunOutput FIRST = BegunOutput.of(new CompletedJob(DESCRIPTION));

    private static BegunOutput reread(BegunOutput output) {
        return BegunOutput.decode(output.encode()).orElseThrow();
    }

    private static CompletedJob other(GlacierJobDescription.Builder changed) {
        return new CompletedJob(changed.jobId("second").build());
    }

    @Test
    void everyStateIsReadAsItWasWritten() {
        BegunOutput.Asked asked =
                new BegunOutput.Asked(Instant.ofEpochMilli(1), Instant.ofEpochMilli(2), Set.of("x", "y"));
        BegunOutput lost = FIRST.afterLossOf("-first");
        BegunOutput unsettled = new BegunOutput(lost.job(), lost.gone(), 3, asked, null);
        BegunOutput made = unsettled.continuedBy(new BegunOutput.Next("-second", false), Instant.EPOCH);
        BegunOutput reused = lost.continuedBy(new BegunOutput.Next("nobody", true), Instant.EPOCH);

        assertThat(FIRST).isEqualTo(reread(FIRST)).matches(output -> !output.isExpired());
        assertThat(lost).isEqualTo(reread(lost)).matches(BegunOutput::isExpired);
        assertThat(unsettled).isEqualTo(reread(unsettled)).matches(BegunOutput::isUnsettled);
        assertThat(made).isEqualTo(reread(made)).matches(output -> !output.isUnsettled());
        assertThat(reused).isEqualTo(reread(reused));
        assertThat(reused.ownJob()).isEmpty();
        assertThat(made.ownJob().orElseThrow().key()).endsWith("/jobs/-second");
        assertThat(made.afterLossOf("-second").lostPayments()).isEqualTo(4);
        assertThat(reused.afterLossOf("nobody").lostPayments()).isZero();
        assertThat(made.afterLossOf("-second").gone()).containsExactlyInAnyOrder("-first", "-second");
    }

    @Test
    void aTruncatedOrForeignLineIsNotAnOutput() {
        String line = FIRST.encode();

        assertThat(BegunOutput.decode(line.substring(0, line.length() - 9))).isEmpty();
        assertThat(BegunOutput.decode(line.replace("Succeeded", "Sukceeded"))).isEmpty();
        assertThat(BegunOutput.decode(Progress.done(5).encode())).isEmpty();
        assertThat(BegunOutput.decode(SealedLine.of("begun-2", "", "noon", null, "", null, null, 0, "{}")
                        .seal()))
                .isEmpty();
        assertThat(BegunOutput.decode(SealedLine.of("begun-2", "", null, null, "", null, null, "many", "{}")
                        .seal()))
                .isEmpty();
        assertThat(BegunOutput.decode("")).isEmpty();
        assertThat(BegunOutput.decode(null)).isEmpty();
    }

    @Test
    void outputsAreEqualOnlyWithTheSameArchiveRangeSizeAndHash() {
        assertThat(FIRST.isSameAs(other(DESCRIPTION.toBuilder()))).isTrue();
        assertThat(FIRST.isSameAs(other(DESCRIPTION.toBuilder().archiveId("b"))))
                .isFalse();
        assertThat(FIRST.isSameAs(other(DESCRIPTION.toBuilder().retrievalByteRange("1048576-2097151"))))
                .isFalse();
        assertThat(FIRST.isSameAs(other(DESCRIPTION.toBuilder().retrievalByteRange("0-2097151"))))
                .isFalse();
        assertThat(FIRST.isSameAs(other(DESCRIPTION.toBuilder().archiveSizeInBytes(4L << 20))))
                .isFalse();
        assertThat(FIRST.isSameAs(other(DESCRIPTION.toBuilder().sha256TreeHash("cd"))))
                .isFalse();
        assertThat(FIRST.isSameAs(other(DESCRIPTION.toBuilder().action("InventoryRetrieval"))))
                .isFalse();
    }
}
