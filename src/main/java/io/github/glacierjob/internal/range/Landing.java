package io.github.glacierjob.internal.range;

import io.github.glacierjob.checksum.LeafHasher;
import java.io.IOException;
import java.io.InputStream;

/** Where the bytes of one range land as they come. Used by one thread, but for what says otherwise. */
public interface Landing {

    /** Most bytes that are taken at a time. */
    int READ_SIZE = 1 << 17;

    /**
     * Waits until what comes may take its room.
     *
     * @return false if it may not for so long that the connection had better be given up
     */
    default boolean awaitRoom() {
        return true;
    }

    /**
     * Takes the next bytes from the connection and hashes them.
     *
     * @param in     the connection
     * @param at     bytes of the range that came before
     * @param most   bytes that are still to come, 1 or more
     * @param hasher gets what came
     * @return how many came, or a negative number at the end
     * @throws IOException if the connection fails; what fails on this side is no IOException, and is not tried again
     */
    int take(InputStream in, long at, long most, LeafHasher hasher) throws IOException;
}
