package io.github.glacierjob.internal.file;

import io.github.glacierjob.checksum.LeafHasher;
import io.github.glacierjob.internal.range.DownloadSettings;
import io.github.glacierjob.internal.range.Extent;
import io.github.glacierjob.internal.range.OutputSource;
import io.github.glacierjob.internal.text.ByteRange;
import io.github.glacierjob.internal.text.SealedLine;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.options.ChecksumPolicy;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Identifies the content of a file and the grid of its ranges; it is the first line of the journal. Immutable.
 *
 * @param output    the archive, its retrieved range and its hash; only the job if there is no hash
 * @param size      bytes in the output
 * @param wanted    the range of the output in the file
 * @param chunkSize bytes in a range
 */
public record FileIdentity(String output, long size, ByteRange wanted, long chunkSize) {

    private static final int SUFFIX_LENGTH = 8;
    private static final String KIND = "file-1";

    static FileIdentity of(OutputSource source, Extent extent, DownloadSettings settings) {
        return new FileIdentity(
                outputOf(source.job(), settings.checksumPolicy()),
                extent.size(),
                extent.wanted(),
                settings.chunkSize());
    }

    private static String outputOf(CompletedJob job, ChecksumPolicy policy) {
        String what = job.outputTreeHash()
                .map(hash -> String.join(
                        "|",
                        job.details().vaultARN(),
                        job.details().archiveId(),
                        String.valueOf(job.details().retrievalByteRange()),
                        hash))
                .orElseGet(job::key);
        return policy == ChecksumPolicy.none ? what + "|unchecked" : what;
    }

    /** Whether a download can continue with a file of that identity; the grids may differ. */
    boolean isSameOutput(FileIdentity other) {
        return output.equals(other.output) && size == other.size && wanted.equals(other.wanted);
    }

    /**
     * A suffix that distinguishes this output's file from other files of the same name. It is the same after every start.
     */
    String suffix() {
        return suffix(output, wanted);
    }

    /** The suffix for a job's whole output; empty if the size is known only after a request. */
    static Optional<String> suffix(CompletedJob job, ChecksumPolicy policy) {
        return job.outputSize().stream()
                .mapToObj(size -> suffix(outputOf(job, policy), new ByteRange(0, size - 1)))
                .findFirst();
    }

    private static String suffix(String output, ByteRange wanted) {
        byte[] all = (output + " " + wanted).getBytes(StandardCharsets.UTF_8);
        LeafHasher hasher = new LeafHasher();
        hasher.update(all, 0, all.length);
        return "~" + hasher.finish().treeHash().substring(0, SUFFIX_LENGTH);
    }

    public SealedLine encode() {
        return SealedLine.of(KIND, output, size, wanted.start(), wanted.end(), chunkSize);
    }

    public static Optional<FileIdentity> decode(SealedLine line) {
        return line.as(
                        KIND,
                        fields -> new FileIdentity(
                                fields.text(0),
                                fields.number(1),
                                new ByteRange(fields.number(2), fields.number(3)),
                                fields.number(4)))
                .filter(read -> read.chunkSize >= LeafHasher.LEAF_SIZE && Long.bitCount(read.chunkSize) == 1);
    }
}
