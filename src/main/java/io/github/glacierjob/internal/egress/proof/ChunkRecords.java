package io.github.glacierjob.internal.egress.proof;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the digests of archives that are delivered in chunks. With them, a delivery that continues after a failure
 * knows all digests; the ledger stores only some of them. When it is full, the oldest ones are removed. Thread-safe.
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

    /** Stores the mark of an archive. */
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

    /** Removes the mark of an archive that is done. */
    public void forget(String archiveId) {
        synchronized (marks) {
            marks.remove(archiveId);
        }
    }
}
