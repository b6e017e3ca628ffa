package io.github.glacierjob.internal.file;

import io.github.glacierjob.checksum.LeafHasher;
import io.github.glacierjob.checksum.LeafHashes;
import io.github.glacierjob.checksum.SubtreeRoots;
import io.github.glacierjob.internal.range.RangePlan;
import io.github.glacierjob.internal.text.ByteRange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;

/**
 * Hashes the bytes of an output that are on the disk, because only that proves what the disk has now.
 *
 * @param data     the file
 * @param start    offset in the output of the file's first byte
 * @param mayGoOn  called before each range; throws an exception to stop the work
 */
record StoredBytes(FileChannel data, long start, Runnable mayGoOn) {

    /** The hashes of a range's bytes; empty if the file ends before. */
    Optional<LeafHashes> hash(ByteRange range) throws IOException {
        mayGoOn.run();
        LeafHasher hasher = new LeafHasher();
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(LeafHasher.LEAF_SIZE, range.length()));
        for (long left = range.length(); left > 0; left -= buffer.position()) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), left));
            if (data.read(buffer, range.end() + 1 - left - start) < 0) {
                return Optional.empty();
            }
            hasher.update(buffer.array(), 0, buffer.position());
        }
        return Optional.of(hasher.finish());
    }

    /** Whether the disk has the bytes of the recorded range. */
    boolean has(RecordedRange recorded) throws IOException {
        return hash(recorded.range())
                .map(leaves -> new SubtreeRoots().append(leaves).roots())
                .filter(recorded.roots()::equals)
                .isPresent();
    }

    /** The tree hash of a whole output; empty if the file ends before. */
    Optional<String> treeHash(RangePlan plan) throws IOException {
        SubtreeRoots roots = new SubtreeRoots();
        for (ByteRange range :
                (Iterable<ByteRange>) plan.rangesFrom(plan.whole().start())::iterator) {
            Optional<LeafHashes> leaves = hash(range);
            if (leaves.isEmpty()) {
                return Optional.empty();
            }
            roots.append(leaves.get());
        }
        return Optional.of(roots.treeHash());
    }
}
