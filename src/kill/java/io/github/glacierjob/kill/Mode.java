package io.github.glacierjob.kill;

import static io.github.glacierjob.kill.Victim.CHUNK;
import static io.github.glacierjob.kill.Victim.PARALLELISM;

/** How the victim gets its output, and what a kill may cost. */
enum Mode {
    /** The consumer's chunks: again comes the one in the route. */
    chunks,
    /** The consumer's stream: one message, so all that was read of it comes again. */
    stream,
    /** The consumer's descriptors, each turned into its chunk by getJobOutput: again comes the one in the route. */
    ranges,
    /** The consumer's file: one message, but what is recorded is not fetched again. */
    file,
    /** The producer's file, done when it has its name and no journal. */
    fetch;

    /** Bytes that the route may read again after a kill, of an output of so many. */
    long mostRedelivered(long size) {
        return switch (this) {
            case chunks, ranges -> CHUNK;
            case stream, file -> size;
            case fetch -> 0;
        };
    }

    /** Bytes that the service may be asked for again after a kill: what had been fetched ahead or asked for early, or was not recorded. */
    long mostRefetched(long redelivered) {
        return switch (this) {
            case chunks -> (2 * PARALLELISM + 1) * CHUNK;
            case ranges -> CHUNK;
            case stream -> redelivered + (2 * PARALLELISM + 1) * CHUNK;
            case file, fetch -> PARALLELISM * CHUNK;
        };
    }
}
