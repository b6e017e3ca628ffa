package io.github.glacierjob.proof;

import java.io.IOException;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * Reads what a destination answered, for {@code operation=prove} of {@code glacier-egress:}. Camel's own components for files, S3,
 * Azure Blob Storage and Google Cloud Storage are known. For others, bind one in the registry, or name its class in
 * {@code META-INF/services/io.github.glacierjob.proof.SinkProof}. Used by several threads.
 */
@FunctionalInterface
public interface SinkProof {

    /**
     * Reads an answer.
     *
     * @param exchange what the destination has left: headers, properties and body
     * @return what the destination says of what it stored; empty if the exchange has no answer of this kind of destination
     * @throws IOException if the destination has to be asked, and that fails
     */
    Optional<SinkAnswer> read(Exchange exchange) throws IOException;
}
