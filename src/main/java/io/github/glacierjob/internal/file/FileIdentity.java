package io.github.glacierjob.internal.file;

import io.github.glacierjob.checksum.LeafHasher;
import io.github.glacierjob.internal.range.ByteRange;
import io.github.glacierjob.internal.range.DownloadSettings;
import io.github.glacierjob.internal.range.Extent;
import io.github.glacierjob.internal.range.OutputSource;
import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.options.ChecksumPolicy;
import java.util.Optional;

/**
 * What a file is to hold and the grid it is fetched on: the first line of its journal. Immutable.
 *
 * @param output    the archive, what was retrieved of it and its hash; where there is no hash, the job alone
 * @param size      bytes in the output
 * @param wanted    what of the output the file holds
 * @param chunkSize bytes in a range
 */
public record FileIdentity(String output, long size, ByteRange wanted, long chunkSize) {

    private static final String VERSION = "glacier-job-1";

    static FileIdentity of(OutputSource source, Extent extent, DownloadSettings settings) {
        CompletedJob job = source.job();
        String what = job.outputTreeHash()
                .map(hash -> String.join(
                        "|",
                        job.details().vaultARN(),
                        job.details().archiveId(),
                        String.valueOf(job.details().retrievalByteRange()),
                        hash))
                .orElseGet(job::key);
        String checked = settings.checksumPolicy() == ChecksumPolicy.none ? "|unchecked" : "";
        String word = Rejection.printable(what + checked).replace(" ", "%20");
        return new FileIdentity(word, extent.size(), extent.wanted(), settings.chunkSize());
    }

    /** Whether a file of that identity can be gone on with; its grid may be another. */
    boolean isSameOutput(FileIdentity other) {
        return output.equals(other.output) && size == other.size && wanted.equals(other.wanted);
    }

    public String encode() {
        return String.join(
                " ",
                VERSION,
                output,
                Long.toString(size),
                Long.toString(wanted.start()),
                Long.toString(wanted.end()),
                Long.toString(chunkSize));
    }

    public static Optional<FileIdentity> decode(String line) {
        String[] parts = line.split(" ");
        if (parts.length != 6 || !parts[0].equals(VERSION)) {
            return Optional.empty();
        }
        try {
            long chunk = Long.parseLong(parts[5]);
            ByteRange wanted = new ByteRange(Long.parseLong(parts[3]), Long.parseLong(parts[4]));
            return chunk >= LeafHasher.LEAF_SIZE && Long.bitCount(chunk) == 1
                    ? Optional.of(new FileIdentity(parts[1], Long.parseLong(parts[2]), wanted, chunk))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
