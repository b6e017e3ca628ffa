package io.github.glacierjob.kill;

import static io.github.glacierjob.kill.Victim.CHUNK;
import static io.github.glacierjob.kill.Victim.PARALLELISM;

/** The ways in which the victim gets its output, and the permitted repetitions after a kill. */
enum Mode {
    /** The consumer's chunks: the chunk in the route is repeated. */
    chunks,
    /** The consumer's stream: it is one message, so all bytes that were read of it are repeated. */
    stream,
    /** The consumer's descriptors, whose chunks getJobOutput fetches: the descriptor in the route is repeated. */
    ranges,
    /** The consumer's file: one message, and recorded ranges are not fetched again. */
    file,
    /** The producer's file: it is done when it has its name and no journal. */
    fetch;

    /** The number of bytes that the route may read again after a kill, of an output of the given size. */
    long mostRedelivered(long size) {
        return switch (this) {
            case chunks, ranges -> CHUNK;
            case stream, file -> size;
            case fetch -> 0;
        };
    }

    /**
     * The number of bytes that may be requested again after a kill: bytes that were fetched in advance or requested
     * early, or that were not recorded.
     */
    long mostRefetched(long redelivered) {
        return switch (this) {
            case chunks -> (2 * PARALLELISM + 1) * CHUNK;
            case ranges -> CHUNK;
            case stream -> redelivered + (2 * PARALLELISM + 1) * CHUNK;
            case file, fetch -> PARALLELISM * CHUNK;
        };
    }
}
