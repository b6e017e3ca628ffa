package io.github.glacierjob.internal.listing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

/** A packed description takes little memory, and is the same after unpacking. */
class PackedJobTest {

    private final Random random = new Random(7);
    private final JobPacker packer = new JobPacker();

    private String text(int bytes) {
        byte[] content = new byte[bytes];
        random.nextBytes(content);
        return Base64.getUrlEncoder().encodeToString(content);
    }

    private GlacierJobDescription job(int number) {
        byte[] hash = new byte[32];
        random.nextBytes(hash);
        String treeHash = HexFormat.of().formatHex(hash);
        return GlacierJobDescription.builder()
                .jobId(text(69))
                .archiveId(text(103))
                .vaultARN("arn:aws:glacier:us-east-1:111122223333:vaults/photos")
                .action("ArchiveRetrieval")
                .jobDescription(number % 3 == 0 ? null : "holiday \u00e9\u4e2d \"" + number + "\"\n")
                .creationDate("2026-05-15T17:21:39." + (100 + number % 900) + "Z")
                .completionDate("2026-05-15T21:" + (10 + number % 50) + ":00.319Z")
                .completed(true)
                .statusCode("Succeeded")
                .statusMessage("Succeeded")
                .archiveSizeInBytes(random.nextLong() >>> 20)
                .sha256TreeHash(treeHash)
                .archiveSHA256TreeHash(treeHash)
                .tier("Bulk")
                .inventoryRetrievalParameters(to -> to.format("CSV").limit(number % 5 == 0 ? "7" : null))
                .build();
    }

    @Test
    void aJobIsTheSameAfterPacking() {
        List<GlacierJobDescription> jobs =
                IntStream.range(0, 500).mapToObj(this::job).toList();

        List<PackedJob> packed = jobs.stream().map(packer::pack).toList();

        assertThat(packed).extracting(PackedJob::unpack).isEqualTo(jobs);
    }

    @Test
    void anEmptyJobIsTheSameAfterPacking() {
        GlacierJobDescription empty = GlacierJobDescription.builder().build();

        assertThat(packer.pack(empty).unpack()).isEqualTo(empty);
        assertThat(packer.pack(job(1)).unpack().vaultARN()).endsWith("photos");
    }

    @Test
    void aLongDescriptionIsKeptCompletely() {
        GlacierJobDescription job =
                job(1).toBuilder().jobDescription(text(100_000)).build();

        assertThat(packer.pack(job).unpack()).isEqualTo(job);
        assertThat(packer.pack(job(2)).unpack().action()).hasToString("ArchiveRetrieval");
    }

    @Test
    void aJobTakesAQuarterOfItsText() {
        packer.pack(job(0));
        long packed = IntStream.range(1, 200)
                .mapToLong(number -> packer.pack(job(number)).size())
                .sum();

        assertThat(packed / 199).isLessThan(350);
    }
}
