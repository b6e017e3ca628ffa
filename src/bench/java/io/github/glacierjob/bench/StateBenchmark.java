package io.github.glacierjob.bench;

import io.github.glacierjob.checksum.SubtreeRoots;
import io.github.glacierjob.internal.output.Progress;
import io.github.glacierjob.internal.output.RangeDescriptor;
import io.github.glacierjob.internal.renewal.BegunOutput;
import io.github.glacierjob.internal.text.ByteRange;
import io.github.glacierjob.job.CompletedJob;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

/** Measures the lines of text that are stored for each message and read after a start. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class StateBenchmark {

    private static final long MIB = 1 << 20;
    private static final long SIZE = 40_000_000_000_000L;
    private static final String HASH = "0123456789abcdef".repeat(4);

    /** A number of leaves with many ones in binary, and the same number of roots. */
    private static final long LEAVES = (1L << 25) - 1;

    private final Progress progress = new Progress(
            SIZE, LEAVES * MIB, new SubtreeRoots(LEAVES, List.of(HASH.repeat(25).split("(?<=\\G.{64})"))).roots());
    private final String progressLine = progress.encode();
    private final RangeDescriptor range = new RangeDescriptor(
            "arn:aws:glacier:us-east-1:111122223333:vaults/photos",
            "job",
            Optional.of("archive"),
            1,
            3,
            new ByteRange(MIB, 2 * MIB - 1),
            3 * MIB,
            Optional.of(HASH));
    private final BegunOutput begun = BegunOutput.of(new CompletedJob(GlacierJobDescription.builder()
            .vaultARN("arn:aws:glacier:us-east-1:111122223333:vaults/photos")
            .jobId("job")
            .archiveId("archive")
            .action("ArchiveRetrieval")
            .completed(true)
            .build()));
    private final String begunLine = begun.encode();

    /** The work after each chunk. */
    @Benchmark
    public String progressToText() {
        return progress.encode();
    }

    /** The work before an output is resumed. */
    @Benchmark
    public Optional<Progress> progressFromText() {
        return Progress.decode(progressLine);
    }

    /** Converts a descriptor to the members of its JSON and back. */
    @Benchmark
    public Optional<RangeDescriptor> descriptorThereAndBack() {
        return RangeDescriptor.in(range.toMap());
    }

    /** Writes the line of a started output. */
    @Benchmark
    public String begunToText() {
        return begun.encode();
    }

    /** Reads the line, as each poll with reinitiateExpired does. */
    @Benchmark
    public Optional<BegunOutput> begunFromText() {
        return BegunOutput.decode(begunLine);
    }
}
