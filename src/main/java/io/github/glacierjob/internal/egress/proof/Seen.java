package io.github.glacierjob.internal.egress.proof;

import io.github.glacierjob.checksum.DigestAlgorithm;
import io.github.glacierjob.checksum.DigestRun;
import io.github.glacierjob.checksum.Digests;
import io.github.glacierjob.checksum.PartDigests;
import java.util.Set;

/**
 * Calculates the digests of an archive's bytes up to the position of a delivery: of all these bytes, and of the parts
 * in which the destination stores them. Not thread-safe.
 */
final class Seen {

    private final Set<DigestAlgorithm> algorithms;
    private final long partSize;
    private final DigestRun whole;
    private PartDigests parts;
    private DigestRun part;
    private long inPart;

    private Seen(Set<DigestAlgorithm> algorithms, long partSize, DigestRun whole, PartDigests parts) {
        this.algorithms = algorithms;
        this.partSize = partSize;
        this.whole = whole;
        this.parts = parts;
        this.part = new DigestRun(algorithms);
    }

    /**
     * The digests before the first byte.
     *
     * @param partSize the size of a part at the destination in bytes; 0 if there are no parts, or if each chunk is a
     *                 part
     */
    static Seen nothing(Set<DigestAlgorithm> algorithms, long partSize) {
        return new Seen(algorithms, partSize, new DigestRun(algorithms), new PartDigests(algorithms));
    }

    /** The digests after bytes that another start has read: only their CRCs can be continued. */
    static Seen after(Set<DigestAlgorithm> algorithms, Digests before) {
        return new Seen(algorithms, 0, DigestRun.after(before), new PartDigests(Set.of()));
    }

    /** Adds the next bytes of a stream or a file. */
    void update(byte[] bytes, int count) {
        whole.update(bytes, 0, count);
        for (int at = 0; partSize > 0 && at < count; ) {
            int step = (int) Math.min(partSize - inPart, count - at);
            part.update(bytes, at, step);
            at += step;
            inPart += step;
            if (inPart == partSize) {
                closePart();
            }
        }
    }

    private void closePart() {
        parts.add(part.digests());
        part = new DigestRun(algorithms);
        inPart = 0;
    }

    /** Adds a chunk, which is one part. */
    void chunk(byte[] bytes, Digests digests) {
        whole.update(bytes, digests);
        parts.add(digests);
    }

    /** Ends the last part, after all bytes. */
    void end() {
        if (inPart > 0) {
            closePart();
        }
    }

    Digests whole() {
        return whole.digests();
    }

    PartDigests parts() {
        return parts;
    }

    /** Starts the parts of the next object. */
    void nextObject() {
        parts = new PartDigests(algorithms);
    }

    /** A copy. Used for chunks only. */
    Seen copy() {
        return new Seen(algorithms, partSize, whole.copy(), parts.copy());
    }
}
