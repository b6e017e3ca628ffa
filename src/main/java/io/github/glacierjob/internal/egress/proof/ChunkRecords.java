package io.github.glacierjob.internal.egress.proof;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What this node has seen of archives in chunks. A delivery that goes on after a failure knows all digests by it: the ledger has
 * only those that can be written down. Forgets the oldest ones. Thread-safe.
 */
public final class ChunkRecords {

    private static final int MOST = 1000;

    private final Map<String, ChunkRecord.Mark> marks = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ChunkRecord.Mark> eldest) {
            return size() > MOST;
        }
    };

    /** The record of an archive is here. */
    void keep(String archiveId, ChunkRecord.Mark mark) {
        synchronized (marks) {
            marks.put(archiveId, mark);
        }
    }

    Optional<ChunkRecord.Mark> of(String archiveId) {
        synchronized (marks) {
            return Optional.ofNullable(marks.get(archiveId));
        }
    }

    /** The archive is done. */
    public void forget(String archiveId) {
        synchronized (marks) {
            marks.remove(archiveId);
        }
    }
}
