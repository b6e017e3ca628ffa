package io.github.glacierjob.output;

import io.github.glacierjob.checksum.LeafHasher;
import java.io.IOException;
import java.io.InputStream;

/**
 * Keeps a range in memory, where the connection writes it without another copy.
 *
 * @param bytes as many as the range has
 */
record HeapLanding(byte[] bytes) implements Landing {

    HeapLanding(ByteRange range) {
        this(new byte[Math.toIntExact(range.length())]);
    }

    @Override
    public int take(InputStream in, long at, long most, LeafHasher hasher) throws IOException {
        int count = in.read(bytes, (int) at, (int) Math.min(READ_SIZE, most));
        if (count > 0) {
            hasher.update(bytes, (int) at, count);
        }
        return count;
    }
}
