package io.github.glacierjob.internal.range;

import io.github.glacierjob.checksum.LeafHasher;
import java.io.IOException;
import java.io.InputStream;

/** Where the bytes of one range land as they arrive. Used by one thread, unless a method says otherwise. */
public interface Landing {

    /** Most bytes that are taken at a time. */
    int READ_SIZE = 1 << 17;

    /** Waits until there is room for the bytes; false if there was none for so long that the connection is given up. */
    default boolean awaitRoom() {
        return true;
    }

    /**
     * Takes the next bytes from the connection and hashes them.
     *
     * @param at   bytes of the range that were taken before
     * @param most bytes that are still missing, 1 or more
     * @return how many were read, or a negative number at the end
     * @throws IOException if the connection fails; what fails on this side is no IOException, and is not tried again
     */
    int take(InputStream in, long at, long most, LeafHasher hasher) throws IOException;
}
