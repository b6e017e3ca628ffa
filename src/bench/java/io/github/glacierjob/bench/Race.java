package io.github.glacierjob.bench;

import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.Operation;
import java.time.Duration;
import java.util.List;

/** The cases: the connections, the outputs, and the contestants. */
enum Race {
    /** Loopback without limits, one archive. */
    a(new Wire(0, 0, 0), new Load(1, 1 << 30, 1 << 30, 12), new Ranges(8 << 20, 4), List.of(Contestant.values())),
    /** 20 MB/s for each connection and 50 ms to the first byte, one archive. */
    b(
            new Wire(20_000_000, 50, 0),
            new Load(1, 2L << 30, 256 << 20, 4),
            new Ranges(8 << 20, 16),
            List.of(Contestant.values())),
    /** Like b, with ranges of 1 MiB, and every hundredth answer reset in its body. */
    c(
            new Wire(20_000_000, 50, 0.01),
            new Load(1, 2L << 30, 256 << 20, 4),
            new Ranges(1 << 20, 16),
            List.of(Contestant.chunks, Contestant.stream, Contestant.file, Contestant.handPool, Contestant.mtGlacier)),
    /** Loopback without limits, 2,000 archives of 1 MiB. */
    d(
            new Wire(0, 0, 0),
            new Load(2000, 1 << 20, 1 << 20, 12),
            new Ranges(8 << 20, 16),
            List.of(Contestant.chunks, Contestant.stream, Contestant.file, Contestant.handLoop, Contestant.handPool)),
    /** Like a, over TLS. */
    t(
            new Wire(0, 0, 0, true),
            new Load(1, 1 << 30, 1 << 30, 12),
            new Ranges(8 << 20, 4),
            List.of(
                    Contestant.chunks,
                    Contestant.stream,
                    Contestant.file,
                    Contestant.sdk1TransferManager,
                    Contestant.sdk2ToFile,
                    Contestant.handPool)),
    /** Too small to measure anything; tests that all of it works. */
    s(
            new Wire(0, 0, 0),
            new Load(1, 3 << 20, 3 << 20, 0),
            new Ranges(1 << 20, 2),
            List.of(
                    Contestant.chunks,
                    Contestant.stream,
                    Contestant.file,
                    Contestant.sdk1TransferManager,
                    Contestant.handPool)),
    /** Like s, over TLS. */
    u(
            new Wire(0, 0, 0, true),
            new Load(1, 3 << 20, 3 << 20, 0),
            new Ranges(1 << 20, 2),
            List.of(Contestant.chunks, Contestant.handPool));

    final Wire wire;
    final Load load;
    final Ranges ranges;
    final List<Contestant> contestants;

    Race(Wire wire, Load load, Ranges ranges, List<Contestant> contestants) {
        this.wire = wire;
        this.load = load;
        this.ranges = ranges;
        this.contestants = contestants;
    }

    /**
     * The properties of the connections.
     *
     * @param bytesPerSecond the rate of each, 0 for no limit
     * @param latencyMillis  the time to the first byte of an answer
     * @param resets         the share of the outputs' answers that are reset in the body
     * @param tls            whether they use TLS
     */
    record Wire(long bytesPerSecond, long latencyMillis, double resets, boolean tls) {

        Wire(long bytesPerSecond, long latencyMillis, double resets) {
            this(bytesPerSecond, latencyMillis, resets, false);
        }

        Duration latency() {
            return Duration.ofMillis(latencyMillis);
        }

        Fault reset(long chunkSize) {
            return Fault.resetBody(chunkSize / 2).on(Operation.GET_JOB_OUTPUT).probability(resets, 20120821);
        }
    }

    /**
     * The outputs.
     *
     * @param archives the number of archives
     * @param size     the bytes of each, for contestants with several requests in flight
     * @param alone    the bytes of each, for the other contestants: their rate does not depend on it
     * @param warmUp   the least number of seconds of the same work before, without limits: during a retrieval of
     *     terabytes the compiler has nothing left to do
     */
    record Load(int archives, long size, long alone, int warmUp) {

        long sizeFor(Contestant contestant) {
            return contestant.isParallel() ? size : alone;
        }
    }

    /**
     * The ranges.
     *
     * @param chunkSize   bytes in a range
     * @param parallelism requests in flight
     */
    record Ranges(int chunkSize, int parallelism) {}
}
