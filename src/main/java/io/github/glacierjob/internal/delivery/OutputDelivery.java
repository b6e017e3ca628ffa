package io.github.glacierjob.internal.delivery;

import io.github.glacierjob.internal.file.OutputFile;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.options.ChecksumPolicy;
import io.github.glacierjob.options.OutputMode;
import java.util.function.Function;

/** Creates the delivery for an output mode that delivers bytes. */
public final class OutputDelivery {

    private OutputDelivery() {}

    /**
     * Creates the delivery for one of the modes stream, file, ranges and chunks.
     *
     * @param place     the file of an output, for mode file
     * @param keepFiles whether that file is kept after its delivery
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
