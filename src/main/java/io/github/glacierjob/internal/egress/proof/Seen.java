package io.github.glacierjob.internal.egress.proof;

import io.github.glacierjob.checksum.DigestAlgorithm;
import io.github.glacierjob.checksum.DigestRun;
import io.github.glacierjob.checksum.Digests;
import io.github.glacierjob.checksum.PartDigests;
import java.util.Set;

/**
 * The digests of an archive's bytes from its beginning to where a delivery is: of all of them, and of the parts in which the
 * destination has them. Not thread-safe.
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
     * Nothing yet.
     *
     * @param partSize bytes in a part of the destination; 0 if it has none, or if each call is one
     */
    static Seen nothing(Set<DigestAlgorithm> algorithms, long partSize) {
        return new Seen(algorithms, partSize, new DigestRun(algorithms), new PartDigests(algorithms));
    }

    /** After bytes that were seen by another start: their CRCs are known. */
    static Seen after(Set<DigestAlgorithm> algorithms, Digests before) {
        return new Seen(algorithms, 0, DigestRun.after(before), new PartDigests(Set.of()));
    }

    /** Takes the next bytes of a stream or a file. */
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

    /** Takes a chunk, which is one part. */
    void chunk(byte[] bytes, Digests digests) {
        whole.update(bytes, digests);
        parts.add(digests);
    }

    /** The bytes are all here: the last part ends. */
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

    /** From now on the parts of another object. */
    void nextObject() {
        parts = new PartDigests(algorithms);
    }

    /** Only for chunks. */
    Seen copy() {
        return new Seen(algorithms, partSize, whole.copy(), parts.copy());
    }
}
