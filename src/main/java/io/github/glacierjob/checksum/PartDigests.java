package io.github.glacierjob.checksum;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Computes digests of the parts' digests, as S3 does for multipart uploads. Not thread-safe. */
public final class PartDigests {

    private final Map<DigestAlgorithm, DigestRun> runs = new EnumMap<>(DigestAlgorithm.class);
    private int parts;

    /**
     * Creates an object without parts.
     *
     * @param algorithms which digests
     */
    public PartDigests(Set<DigestAlgorithm> algorithms) {
        algorithms.forEach(algorithm -> runs.put(algorithm, new DigestRun(Set.of(algorithm))));
    }

    private PartDigests(PartDigests other) {
        other.runs.forEach((algorithm, run) -> runs.put(algorithm, run.copy()));
        parts = other.parts;
    }

    /**
     * Takes the next part.
     *
     * @param part its digests
     */
    public void add(Digests part) {
        runs.forEach((algorithm, run) -> part.get(algorithm).ifPresent(value -> run.update(value, 0, value.length)));
        parts++;
    }

    /**
     * The number of added parts.
     *
     * @return 0 or more
     */
    public int count() {
        return parts;
    }

    /**
     * The digest of the parts' digests.
     *
     * @param algorithm which one
     * @return its bytes; empty if it is not computed
     */
    public Optional<byte[]> get(DigestAlgorithm algorithm) {
        return Optional.ofNullable(runs.get(algorithm))
                .flatMap(run -> run.digests().get(algorithm));
    }

    /**
     * Copies this object; the copy is independent of it.
     *
     * @return the copy
     */
    public PartDigests copy() {
        return new PartDigests(this);
    }
}
