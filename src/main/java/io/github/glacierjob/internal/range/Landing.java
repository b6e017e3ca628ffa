package io.github.glacierjob.internal.range;

import io.github.glacierjob.checksum.LeafHasher;
import java.io.IOException;
import java.io.InputStream;

/**
 * Where the bytes of one range are written as they arrive: into memory or into a file. Used by one thread, unless a
 * method says otherwise.
 */
public interface Landing {

    /** Most bytes that are taken at a time. */
    int READ_SIZE = 1 << 17;

    /** Waits until there is room for the bytes; false if there was no room for too long; then the connection is aborted. */
    default boolean awaitRoom() {
        return true;
    }

    /**
     * Takes the next bytes from the connection and hashes them.
     *
     * @param at   bytes of the range that were taken before
     * @param most bytes that are still missing, 1 or more
     * @return how many were read, or a negative number at the end
     * @throws IOException if the connection fails; a local failure is another exception, and is not retried
     */
    int take(InputStream in, long at, long most, LeafHasher hasher) throws IOException;
}
