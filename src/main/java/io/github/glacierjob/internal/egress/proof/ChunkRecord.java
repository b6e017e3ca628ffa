package io.github.glacierjob.internal.egress.proof;

import io.github.glacierjob.checksum.DigestAlgorithm;
import io.github.glacierjob.checksum.DigestRun;
import io.github.glacierjob.checksum.Digests;
import io.github.glacierjob.checksum.PartDigests;
import io.github.glacierjob.internal.output.Progress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Knows the digests of an archive's chunks from the first one to the one in the route, and the number of proved
 * bytes. A chunk that is sent again counts once. Not thread-safe.
 */
final class ChunkRecord {

    private static final String PROVED = "proved=";

    private final Set<DigestAlgorithm> algorithms;
    private Mark done;
    private long proved;
    private Mark next;
    private Expected ofObject;

    private ChunkRecord(Set<DigestAlgorithm> algorithms, Mark done, long proved) {
        this.algorithms = algorithms;
        this.done = done;
        this.proved = proved;
    }

    /**
     * The state at the end of a chunk. Immutable.
     *
     * @param all    the digests of the bytes up to the position; null if some of them were not read here
     * @param parts  the digests of the parts of the object that is not complete yet
     * @param object the digests of the bytes of that object; null if its first bytes were not read here
     */
    record Mark(long position, DigestRun all, PartDigests parts, Digests object) {}

    /**
     * Continues at the position in a row: with the mark if this node has read the bytes before it, otherwise with the
     * digests in the row, of which only the CRCs can be continued.
     */
    static ChunkRecord of(
            Set<DigestAlgorithm> algorithms, String line, Optional<Progress> progress, Optional<Mark> mark) {
        long from = progress.map(Progress::position).orElse(0L);
        if (from == 0) {
            return new ChunkRecord(algorithms, beginning(algorithms), 0);
        }
        Mark known = mark.filter(reached -> reached.position() == from && reached.all() != null)
                .orElseGet(() ->
                        new Mark(from, DigestRun.after(Digests.ofLine(from, line)), new PartDigests(Set.of()), null));
        return new ChunkRecord(algorithms, known, proved(line));
    }

    private static Mark beginning(Set<DigestAlgorithm> algorithms) {
        return new Mark(0, new DigestRun(algorithms), new PartDigests(algorithms), null);
    }

    private static long proved(String line) {
        for (String word : line == null ? new String[0] : line.split(" ")) {
            if (word.matches(PROVED + "\\d{1,18}")) {
                return Long.parseLong(word.substring(PROVED.length()));
            }
        }
        return 0;
    }

    /** The digests of all bytes before a position; none if they are not known. */
    DigestRun before(long position) {
        if (position == 0) {
            return new DigestRun(algorithms);
        }
        return position == done.position() && done.all() != null ? done.all() : new DigestRun(Set.of());
    }

    /**
     * Adds the chunk that is sent next. If the chunk does not follow the last one, the digests of the whole archive are
     * not known.
     *
     * @param digests of its bytes
     * @param all     of all bytes up to its end
     */
    void take(long start, Digests digests, DigestRun all, ObjectPlan.Place place) {
        if (start == 0) {
            done = beginning(algorithms);
            proved = 0;
        } else if (start != done.position()) {
            done = new Mark(start, null, new PartDigests(Set.of()), null);
            proved = Math.min(proved, start);
        }
        PartDigests parts = place.isFirstOfObject()
                ? new PartDigests(algorithms)
                : done.parts().copy();
        parts.add(digests);
        next = new Mark(start + digests.length(), done.all() == null ? null : all, parts, ofObject(digests, place));
        ofObject = place.isLastOfObject() ? object(place) : null;
    }

    private Digests ofObject(Digests digests, ObjectPlan.Place place) {
        if (place.isFirstOfObject()) {
            return digests;
        }
        return done.object() == null ? null : done.object().followedBy(digests);
    }

    /** The expected object. If its first bytes were not read here, only its length is known. */
    private Expected object(ObjectPlan.Place place) {
        String what = "object " + place.object();
        long length = next.position() - place.objectStart();
        return next.object() == null || next.all() == null
                ? new Expected(what, place.objectStart(), Digests.known(length, Map.of()), null, null)
                : new Expected(what, place.objectStart(), next.object(), next.parts(), null);
    }

    /** The object that ends with the last chunk; empty if no object ends there. */
    Optional<Expected> object() {
        return Optional.ofNullable(ofObject);
    }

    /** All bytes up to the end of the last chunk; empty if some of them were not read here. */
    Optional<Expected> whole(String treeHash) {
        return Optional.ofNullable(next)
                .filter(mark -> mark.all() != null)
                .map(mark -> new Expected("the archive", 0, mark.all().digests(), mark.parts(), treeHash));
    }

    /** Marks the last chunk as done. */
    void reached(boolean isProved) {
        if (next != null) {
            proved = isProved && proved == done.position() ? next.position() : proved;
            done = next;
        }
    }

    Mark mark() {
        return done;
    }

    boolean isBegun() {
        return next != null;
    }

    /** Whether all chunks that are done were proved. */
    boolean areProved() {
        return proved == done.position();
    }

    /** The text for the row: the digests of all bytes that are done, and how many of them were proved. */
    String line() {
        String digests = done.all() == null ? "" : done.all().digests().line();
        return (digests + " " + PROVED + proved).trim();
    }
}
