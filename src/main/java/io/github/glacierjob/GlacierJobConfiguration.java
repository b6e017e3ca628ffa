package io.github.glacierjob;

import io.github.glacierjob.options.GlacierJobOptions;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** All options of a vault's endpoint. Not thread-safe; each endpoint has a copy. */
@UriParams
public class GlacierJobConfiguration extends GlacierJobOptions implements Cloneable {

    /**
     * What the producer does: initiateJob, describeJob, listJobs or getJobOutput. The header
     * CamelGlacierJobOperation wins; with neither, an exchange fails.
     */
    @UriParam(label = "producer")
    private GlacierJobOperation operation;

    /**
     * A configuration of its own for an endpoint.
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
