package io.github.glacierjob.bench;

import io.github.glacierjob.checksum.LeafHasher;
import io.github.glacierjob.internal.figures.Figures;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.snapshot.Traffic;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import software.amazon.awssdk.services.glacier.model.ActionCode;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;
import software.amazon.awssdk.services.glacier.model.StatusCode;

/**
 * Measures the cost of the counters and of the views, compared with the least work of a download: the tree hash of 128
 * KiB, the piece in which a connection is read. The counters of a piece may take 1% of that; reading the views once a
 * second may take 10 ms.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LookingBenchmark {
    private static final int PIECE = 1 << 17;
    private final byte[] bytes = new byte[PIECE];
    private CamelContext context;
    private Figures figures;
    private CompletedJob job;

    /** An output of a vault is being downloaded. */
    @Setup
    public void begin() {
        new Random(1).nextBytes(bytes);
        context = new DefaultCamelContext();
        figures = new Figures(context.getEndpoint("direct:a"), "photos", InstantSource.system());
        for (int i = 0; i < 8; i++) {
            job = new CompletedJob(GlacierJobDescription.builder()
                    .jobId("job" + i)
                    .vaultARN("arn:aws:glacier:us-east-1:111122223333:vaults/photos")
                    .action(ActionCode.ARCHIVE_RETRIEVAL)
                    .statusCode(StatusCode.SUCCEEDED)
                    .completed(true)
                    .completionDate("2026-01-01T00:00:00Z")
                    .archiveSizeInBytes(1L << 40)
                    .build());
            figures.begin(job, "name", 1L << 40, () -> 0);
        }
    }

    /** Stops the context. */
    @TearDown
    public void end() {
        context.stop();
    }

    /** The tree hash of a piece, for comparison. */
    @Benchmark
    public String hashOfAPiece() {
        LeafHasher hasher = new LeafHasher();
        hasher.update(bytes, 0, PIECE);
        return hasher.finish().treeHash();
    }

    /** Counts the same piece. */
    @Benchmark
    public void countingAPiece() {
        figures.received(job, PIECE);
    }

    /** Reads the counters and eight outputs once. */
    @Benchmark
    public Traffic look() {
        figures.outputs(one -> null);
        return figures.traffic(0);
    }
}
