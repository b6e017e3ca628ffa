package io.github.glacierjob.management;

import io.github.glacierjob.snapshot.GlacierJobSnapshot;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.util.json.JsonObject;

/** An endpoint whose figures JMX shows. */
public interface EndpointFigures {

    /**
     * Reads the figures of this endpoint since its creation. With a consumer of {@code glacier-egress} they include the
     * figures of the ledger. Sends no request to the service.
     *
     * @return a new snapshot
     */
    GlacierJobSnapshot readSnapshot();

    @ManagedAttribute(description = "Bytes of outputs that the service has sent")
    default long getReceivedBytes() {
        return readSnapshot().traffic().receivedBytes();
    }

    @ManagedAttribute(description = "Bytes of outputs that were thrown away and fetched again")
    default long getRefetchedBytes() {
        return readSnapshot().traffic().refetchedBytes();
    }

    @ManagedAttribute(description = "Answers with which the service throttled requests")
    default long getThrottles() {
        return readSnapshot().traffic().throttles();
    }

    @ManagedAttribute(description = "Requests that were sent, by operation")
    default String getRequests() {
        return readSnapshot().traffic().requests().toString();
    }

    @ManagedAttribute(description = "Requests that were repeated, by cause")
    default String getRetries() {
        return readSnapshot().traffic().retries().toString();
    }

    @ManagedAttribute(description = "All figures, as the dev console has them in JSON")
    default String getFigures() {
        return new JsonObject(readSnapshot().toMap()).toJson();
    }
}
