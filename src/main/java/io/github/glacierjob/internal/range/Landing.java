package io.github.glacierjob.internal.range;

import io.github.glacierjob.checksum.LeafHasher;
import java.io.IOException;
import java.io.InputStream;

/**
 * Writes the bytes of one range to their place as they arrive: into memory or into a file. Used by one thread, unless a
 * method says otherwise.
 */
public interface Landing {

    /** The most bytes in one read. */
    int READ_SIZE = 1 << 17;

    /**
     * Waits until there is room for the bytes; false if there was no room for too long. Then the connection is aborted.
     */
    default boolean awaitRoom() {
        return true;
    }

    /**
     * Reads the next bytes from the connection and hashes them.
     *
     * @param at   bytes of the range that were read before
     * @param most bytes of the range that are missing, 1 or more
     * @return the number of bytes read; negative at the end of the answer
     * @throws IOException if the connection fails; a local failure is another exception, and is not retried
     */
    int take(InputStream in, long at, long most, LeafHasher hasher) throws IOException;
}
