package io.github.glacierjob.internal.delivery;

import io.github.glacierjob.checksum.DigestRun;
import io.github.glacierjob.checksum.Digests;
import io.github.glacierjob.internal.output.DigestPlan;
import org.apache.camel.Exchange;

/** Writes further headers into the messages of one output. Used by one thread. */
@FunctionalInterface
public interface Labels {

    /** Writes the headers of a message just before it is sent. */
    void write(Exchange exchange);

    /** The digests that a download of chunks computes for {@link #write(Exchange, Digests, DigestRun)}. */
    default DigestPlan digests(long position) {
        return DigestPlan.NONE;
    }

    /**
     * Writes the headers of a chunk just before it is sent.
     *
     * @param chunk the digests of its bytes
     * @param all   the digests of all bytes up to its end
     */
    default void write(Exchange exchange, Digests chunk, DigestRun all) {
        write(exchange);
    }
}
