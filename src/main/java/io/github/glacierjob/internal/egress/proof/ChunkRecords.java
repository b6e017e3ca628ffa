package io.github.glacierjob.internal.egress.proof;

import java.util.Map;
import java.util.Optional;
import org.apache.camel.support.LRUCacheFactory;

/**
 * Keeps the digests of archives that are delivered in chunks. With them, a delivery that continues after a failure
 * knows all digests; the ledger stores only some of them. When it is full, the oldest ones are removed. Thread-safe.
 */
public final class ChunkRecords {

    private final Map<String, ChunkRecord.Mark> marks = LRUCacheFactory.newLRUCache(1000);

    /** Stores the mark of an archive. */
    void keep(String archiveId, ChunkRecord.Mark mark) {
        marks.put(archiveId, mark);
    }

    Optional<ChunkRecord.Mark> of(String archiveId) {
        return Optional.ofNullable(marks.get(archiveId));
    }

    /** Removes the mark of an archive that is done. */
    public void forget(String archiveId) {
        marks.remove(archiveId);
    }
}
