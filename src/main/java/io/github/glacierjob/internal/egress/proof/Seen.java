package io.github.glacierjob.internal.egress.proof;

import io.github.glacierjob.checksum.DigestAlgorithm;
import io.github.glacierjob.checksum.DigestRun;
import io.github.glacierjob.checksum.Digests;
import io.github.glacierjob.checksum.PartDigests;
import java.util.Set;

/**
 * Calculates the digests of the bytes of a stream or a file: of all these bytes, and of the parts in which the
 * destination stores them. Not thread-safe.
 */
final class Seen {

    private final Set<DigestAlgorithm> algorithms;
    private final long partSize;
    private final DigestRun whole;
    private final PartDigests parts;
    private DigestRun part;
    private long inPart;

    /**
     * The digests before the first byte.
     *
     * @param partSize the size of a part at the destination in bytes; 0 if there are no parts
     */
    Seen(Set<DigestAlgorithm> algorithms, long partSize) {
        this.algorithms = algorithms;
        this.partSize = partSize;
        this.whole = new DigestRun(algorithms);
        this.parts = new PartDigests(algorithms);
        this.part = new DigestRun(algorithms);
    }

    /** Adds the next bytes. */
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
}
