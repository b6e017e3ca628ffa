package io.github.glacierjob.checksum;

import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/** Computes several digests in one pass over bytes. Not thread-safe. */
public final class DigestRun {

    private final Map<DigestAlgorithm, MessageDigest> hashes = new EnumMap<>(DigestAlgorithm.class);
    private final Map<DigestAlgorithm, Checksum> crcs = new EnumMap<>(DigestAlgorithm.class);
    private final Digests before;
    private long length;

    /**
     * Starts a run at the first byte.
     *
     * @param algorithms which digests
     */
    public DigestRun(Set<DigestAlgorithm> algorithms) {
        for (DigestAlgorithm algorithm : algorithms) {
            if (algorithm.isCombinable()) {
                crcs.put(algorithm, crc(algorithm));
            } else {
                hashes.put(algorithm, algorithm.hash());
            }
        }
        before = current();
    }

    private DigestRun(Digests before) {
        this.before = before;
        before.algorithms().stream()
                .filter(DigestAlgorithm::isCombinable)
                .forEach(algorithm -> crcs.put(algorithm, crc(algorithm)));
    }

    /**
     * Starts a run after bytes of which only the digests are known. It computes only CRCs, because other digests cannot
     * be combined.
     *
     * @param before digests of the bytes before
     * @return the run
     */
    public static DigestRun after(Digests before) {
        return new DigestRun(before);
    }

    /**
     * Computes the digests of bytes.
     *
     * @param algorithms which ones
     * @param bytes      the bytes
     * @return the digests
     */
    public static Digests of(Set<DigestAlgorithm> algorithms, byte[] bytes) {
        DigestRun run = new DigestRun(algorithms);
        run.update(bytes, 0, bytes.length);
        return run.digests();
    }

    private static Checksum crc(DigestAlgorithm algorithm) {
        return algorithm == DigestAlgorithm.CRC32C ? new CRC32C() : new Crc64Nvme();
    }

    /**
     * Takes the next bytes.
     *
     * @param bytes  where they are; not kept
     * @param offset index of the first
     * @param count  how many, 0 or more
     */
    public void update(byte[] bytes, int offset, int count) {
        hashes.values().forEach(hash -> hash.update(bytes, offset, count));
        crcs.values().forEach(crc -> crc.update(bytes, offset, count));
        length += count;
    }

    /**
     * The run after further bytes that have a run of their own. CRCs are combined, and only other digests are computed
     * from the bytes. If these are the first bytes, nothing is computed. Both runs stay as they are.
     *
     * @param bytes the further bytes; not kept
     * @param run   of these bytes from their first to their last
     * @return the run of all bytes
     */
    public DigestRun followedBy(byte[] bytes, DigestRun run) {
        Digests until = combinable();
        if (until.length() == 0 && hasSameAlgorithms(run)) {
            return run.copy();
        }
        DigestRun all = new DigestRun(until.followedBy(run.combinable()));
        hashes.forEach((algorithm, hash) -> {
            MessageDigest next = cloned(hash);
            next.update(bytes);
            all.hashes.put(algorithm, next);
        });
        return all;
    }

    private boolean hasSameAlgorithms(DigestRun other) {
        return hashes.keySet().equals(other.hashes.keySet()) && crcs.keySet().equals(other.crcs.keySet());
    }

    /**
     * The digests of all bytes until now.
     *
     * @return the digests
     */
    public Digests digests() {
        Map<DigestAlgorithm, byte[]> values = new EnumMap<>(DigestAlgorithm.class);
        hashes.forEach((algorithm, hash) -> values.put(algorithm, cloned(hash).digest()));
        Digests combined = combinable();
        combined.algorithms()
                .forEach(algorithm -> combined.get(algorithm).ifPresent(crc -> values.put(algorithm, crc)));
        return Digests.known(combined.length(), values);
    }

    /** The CRCs of all bytes until now. */
    private Digests combinable() {
        return before.followedBy(current());
    }

    /** The CRCs of the bytes since the last bytes with known digests. */
    private Digests current() {
        Map<DigestAlgorithm, byte[]> values = new EnumMap<>(DigestAlgorithm.class);
        crcs.forEach((algorithm, crc) ->
                values.put(algorithm, CrcPolynomial.of(algorithm).bytes(crc.getValue())));
        return Digests.known(length, values);
    }

    /**
     * Copies this run with its present state; the copy is independent of it.
     *
     * @return the copy
     */
    public DigestRun copy() {
        DigestRun copy = new DigestRun(combinable());
        hashes.forEach((algorithm, hash) -> copy.hashes.put(algorithm, cloned(hash)));
        return copy;
    }

    private static MessageDigest cloned(MessageDigest hash) {
        try {
            return (MessageDigest) hash.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("This Java cannot copy a " + hash.getAlgorithm(), e);
        }
    }
}
