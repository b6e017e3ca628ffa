package io.github.glacierjob.internal.egress.proof;

import io.github.glacierjob.checksum.DigestAlgorithm;
import io.github.glacierjob.checksum.Digests;
import io.github.glacierjob.internal.output.Progress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Calculates the digests of an archive's chunks from the first one to the one in the route, and the number of proved
 * bytes. A chunk that is sent again counts once. Not thread-safe.
 */
final class ChunkRecord {

    private static final String PROVED = "proved=";

    private final Set<DigestAlgorithm> algorithms;
    private Seen seen;
    private long position;
    private long proved;
    private Seen next;
    private long nextPosition;
    private Digests object;
    private Digests nextObject;
    private Expected ofObject;

    private ChunkRecord(Set<DigestAlgorithm> algorithms, Seen seen, long position, long proved) {
        this.algorithms = algorithms;
        this.seen = seen;
        this.position = position;
        this.proved = proved;
    }

    /**
     * The state at the end of the last chunk that is done. Immutable.
     *
     * @param seen   the digests of the bytes up to the position
     * @param object the digests of the bytes of the object that is not complete yet
     */
    record Mark(long position, Seen seen, Digests object) {}

    /**
     * Continues at the position in a row: with the mark if this node has read the bytes before it, otherwise with the
     * digests in the row.
     */
    static ChunkRecord of(
            Set<DigestAlgorithm> algorithms, String line, Optional<Progress> progress, Optional<Mark> mark) {
        long from = progress.map(Progress::position).orElse(0L);
        if (from == 0) {
            return new ChunkRecord(algorithms, Seen.nothing(algorithms, 0), 0, 0);
        }
        Optional<Mark> here = mark.filter(reached -> reached.position() == from && reached.seen() != null);
        if (here.isPresent()) {
            ChunkRecord record = new ChunkRecord(algorithms, here.get().seen(), from, proved(line));
            record.object = here.get().object();
            return record;
        }
        Digests before = Digests.ofLine(from, line);
        return new ChunkRecord(algorithms, Seen.after(algorithms, before), from, proved(line));
    }

    private static long proved(String line) {
        for (String word : line == null ? new String[0] : line.split(" ")) {
            if (word.matches(PROVED + "\\d{1,18}")) {
                return Long.parseLong(word.substring(PROVED.length()));
            }
        }
        return 0;
    }

    /**
     * Adds the chunk that is sent next. If the chunk does not follow the last one, the digests of the whole archive are
     * not known.
     */
    void take(long start, byte[] bytes, Digests digests, ObjectPlan.Place place) {
        if (start == 0) {
            seen = Seen.nothing(algorithms, 0);
            position = 0;
            proved = 0;
        } else if (start != position) {
            seen = null;
            proved = Math.min(proved, start);
        }
        position = start;
        next = seen == null ? null : seen.copy();
        nextPosition = start + bytes.length;
        nextObject = place.isFirstOfObject() ? digests : object == null ? null : object.followedBy(digests);
        if (next != null) {
            if (place.isFirstOfObject()) {
                next.nextObject();
            }
            next.chunk(bytes, digests);
        }
        ofObject = place.isLastOfObject() ? object(place) : null;
    }

    /** The expected object. If its first bytes were not read here, only its length is known. */
    private Expected object(ObjectPlan.Place place) {
        String what = "object " + place.object();
        return nextObject == null || next == null
                ? new Expected(
                        what,
                        place.objectStart(),
                        Digests.known(nextPosition - place.objectStart(), Map.of()),
                        null,
                        null)
                : new Expected(what, place.objectStart(), nextObject, next.parts(), null);
    }

    /** The object that ends with the last chunk; empty if no object ends there. */
    Optional<Expected> object() {
        return Optional.ofNullable(ofObject);
    }

    /** All bytes up to the end of the last chunk; empty if some of them were not read here. */
    Optional<Expected> whole(String treeHash) {
        return Optional.ofNullable(next).map(all -> new Expected("the archive", 0, all.whole(), all.parts(), treeHash));
    }

    /** Marks the last chunk as done. */
    void reached(boolean isProved) {
        proved = isProved && proved == position ? nextPosition : proved;
        seen = next;
        position = nextPosition;
        object = nextObject;
    }

    Mark mark() {
        return new Mark(position, seen, object);
    }

    boolean isBegun() {
        return nextPosition > 0;
    }

    /** Whether all chunks that are done were proved. */
    boolean areProved() {
        return proved == position;
    }

    /** The text for the row: the digests of all bytes that are done, and how many of them were proved. */
    String line() {
        String digests = seen == null ? "" : seen.whole().line();
        return (digests + " " + PROVED + proved).trim();
    }
}
