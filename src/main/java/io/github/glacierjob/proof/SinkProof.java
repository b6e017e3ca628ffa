package io.github.glacierjob.proof;

import java.io.IOException;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * Reads the answer of a destination, for {@code operation=prove} of {@code glacier-egress:}. Implementations for Camel's
 * components for files, S3, Azure Blob Storage and Google Cloud Storage are included. For another destination, bind an
 * implementation in the registry, or name its class in {@code META-INF/services/io.github.glacierjob.proof.SinkProof}.
 * Used by several threads.
 */
@FunctionalInterface
public interface SinkProof {

    /**
     * Reads an answer.
     *
     * @param exchange the exchange after the destination: headers, properties and body
     * @return the facts about the stored object; empty if the exchange has no answer of this kind of destination
     * @throws IOException if a request to the destination is needed and fails
     */
    Optional<SinkAnswer> read(Exchange exchange) throws IOException;
}
