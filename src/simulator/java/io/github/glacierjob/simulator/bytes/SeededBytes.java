package io.github.glacierjob.simulator.bytes;

import static io.github.glacierjob.simulator.bytes.TreeHash.MIB;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Generates bytes from a seed. An archive is a sequence of patterns of 1 GiB. Each pattern is a sequence of 1024 blocks
 * of 1 MiB, and each block is a window into one shared pseudo-random buffer. So serving copies no bytes, and a tree hash
 * combines known digests.
 */
public final class SeededBytes extends Bytes {
    private static final int BLOCKS = 256;
    private static final int STEP = MIB / BLOCKS;
    private static final int PATTERNS = 64;
    private static final int PATTERN_LEAVES = 1024;
    private static final byte[] POOL = pool();
    private static final AtomicReferenceArray<byte[]> BLOCK_HASHES = new AtomicReferenceArray<>(BLOCKS);

    private final long seed;
    private final long size;

    /**
     * The hashes of patterns; empty for content that is smaller than a pattern, because a test may have a million of
     * those.
     */
    private final AtomicReferenceArray<byte[]> patternHashes;

    /** Creates the first {@code size} bytes of the seed. */
    public SeededBytes(long seed, long size) {
        super();
        if (size < 0) {
            throw new IllegalArgumentException("Size " + size);
        }
        this.seed = seed;
        this.size = size;
        this.patternHashes = new AtomicReferenceArray<>(size < (long) PATTERN_LEAVES * MIB ? 0 : PATTERNS);
    }

    private static byte[] pool() {
        byte[] pool = new byte[2 * MIB];
        new Random(0x61AC1E12L).nextBytes(pool);
        return pool;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void writeTo(OutputStream out, long start, long end) throws IOException {
        checkRange(start, end);
        for (long at = start; at < end; ) {
            int inBlock = (int) (at % MIB);
            int length = (int) Math.min(MIB - inBlock, end - at);
            out.write(POOL, block(at / MIB) * STEP + inBlock, length);
            at += length;
        }
    }

    @Override
    byte[] node(long from, long to) {
        if (from % PATTERN_LEAVES == 0 && to - from == PATTERN_LEAVES && to * MIB <= size) {
            return patternHash(from);
        }
        if (to - from == 1) {
            return leaf(from);
        }
        long middle = from + Long.highestOneBit(to - from - 1);
        return TreeHash.combine(node(from, middle), node(middle, to));
    }

    private byte[] patternHash(long from) {
        int pattern = pattern(from);
        byte[] known = patternHashes.get(pattern);
        if (known == null) {
            known = TreeHash.root(this::leaf, from, from + PATTERN_LEAVES);
            patternHashes.set(pattern, known);
        }
        return known;
    }

    @Override
    byte[] leaf(long index) {
        if ((index + 1) * MIB > size) {
            return digest(index * MIB, size);
        }
        int block = block(index);
        byte[] known = BLOCK_HASHES.get(block);
        if (known == null) {
            known = digest(index * MIB, (index + 1) * MIB);
            BLOCK_HASHES.set(block, known);
        }
        return known;
    }

    private int pattern(long leaf) {
        return (int) (mix(seed ^ mix(leaf / PATTERN_LEAVES)) & (PATTERNS - 1));
    }

    private int block(long leaf) {
        return (int) (mix(seed + (pattern(leaf) + 1L) * PATTERN_LEAVES + leaf % PATTERN_LEAVES) & (BLOCKS - 1));
    }

    /** Spreads neighbouring numbers over all 64 bits (the finalizer of SplitMix64). */
    static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
