package io.github.glacierjob.internal.output;

import io.github.glacierjob.checksum.DigestAlgorithm;
import io.github.glacierjob.checksum.DigestRun;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

/**
 * The digests that a download computes before the reader gets the bytes.
 *
 * @param ofChunks the digests of each chunk
 * @param before   the digests of all bytes before the first chunk, which are continued; not changed
 * @param threads  run what is computed chunk after chunk
 */
public record DigestPlan(Set<DigestAlgorithm> ofChunks, DigestRun before, Executor threads) {

    /** No digests. */
    public static final DigestPlan NONE = new DigestPlan(Set.of(), new DigestRun(Set.of()));

    /** Uses the threads of the JVM's common pool. */
    public DigestPlan(Set<DigestAlgorithm> ofChunks, DigestRun before) {
        this(ofChunks, before, ForkJoinPool.commonPool());
    }

    /** Whether the digests of all bytes have to be computed from the bytes, because they cannot be combined. */
    boolean needsBytes() {
        return before.digests().algorithms().stream().anyMatch(one -> !one.isCombinable());
    }
}
