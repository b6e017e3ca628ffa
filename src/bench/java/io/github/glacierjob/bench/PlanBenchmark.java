package io.github.glacierjob.bench;

import io.github.glacierjob.internal.range.RangePlan;
import io.github.glacierjob.internal.text.ByteRange;
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

/**
 * Measures the ranges of the largest archive, 40 TB in chunks of 1 MiB: finding the position of a progress, and listing
 * all ranges.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class PlanBenchmark {

    private static final long ARCHIVE = 40_000_000_000_000L;
    private static final long OFFSET = 7_340_033;
    private static final long TIB = 1L << 40;

    private final RangePlan archive = new RangePlan(new ByteRange(0, ARCHIVE - 1), 1 << 20);
    private final RangePlan tebibyte = new RangePlan(new ByteRange(OFFSET, OFFSET + TIB - 1), 1 << 20);

    /** The calculation before the first request of a resumed output. */
    @Benchmark
    public ByteRange firstRangeFromTheMiddle() {
        return archive.rangesFrom(ARCHIVE / 2).findFirst().orElseThrow();
    }

    /** Every range of a tebibyte from an offset: more than a million. */
    @Benchmark
    public long allRangesOfATebibyte() {
        return tebibyte.rangesFrom(OFFSET).mapToLong(ByteRange::length).sum();
    }
}
