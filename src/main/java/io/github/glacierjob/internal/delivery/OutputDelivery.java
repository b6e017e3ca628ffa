package io.github.glacierjob.internal.delivery;

import io.github.glacierjob.internal.file.OutputFile;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.options.ChecksumPolicy;
import io.github.glacierjob.options.OutputMode;
import java.util.function.Function;

/** The ways to deliver the bytes of an output. */
public final class OutputDelivery {

    private OutputDelivery() {}

    /**
     * Delivers in one of the modes stream, file, ranges and chunks.
     *
     * @param place     where the file of an output goes, for file
     * @param keepFiles whether that file stays when it is delivered
     */
    public static Delivery of(
            OutputMode mode,
            Function<CompletedJob, OutputFile> place,
            ChecksumPolicy checksumPolicy,
            boolean keepFiles) {
        return switch (mode) {
            case stream -> new StreamDelivery();
            case file -> new FileDelivery(place, checksumPolicy, keepFiles);
            case ranges -> new RangeDelivery();
            case chunks -> new ChunkDelivery();
            default -> throw new IllegalArgumentException("outputMode: " + mode + " delivers no bytes of an output");
        };
    }
}
