package io.github.glacierjob;

import io.github.glacierjob.options.GlacierJobOptions;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** All options of an endpoint. Not thread-safe; each endpoint has a copy. */
@UriParams
public class GlacierJobConfiguration extends GlacierJobOptions implements Cloneable {

    /**
     * The operation of the producer: initiateJob, describeJob, listJobs or getJobOutput. The header
     * CamelGlacierJobOperation overrides it. If neither is given, the exchange fails.
     */
    @UriParam(label = "producer")
    private GlacierJobOperation operation;

    /**
     * Copies the configuration for an endpoint.
     *
     * @return a copy
     */
    public GlacierJobConfiguration copy() {
        try {
            return (GlacierJobConfiguration) super.clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    public GlacierJobOperation getOperation() {
        return operation;
    }

    public void setOperation(GlacierJobOperation operation) {
        this.operation = operation;
    }
}
