package io.github.glacierjob.egress;

import io.github.glacierjob.options.GlacierEgressOptions;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** All options of an endpoint. Not thread-safe; each endpoint has a copy. */
@UriParams
public class GlacierEgressConfiguration extends GlacierEgressOptions implements Cloneable {

    /**
     * The operation of the producer: preview (calculates the cost of the vault from an inventory), status (counts,
     * bytes, rates and times), receipt (one line for each archive), retry (tries FAILED archives again), notify
     * (takes a notification of a completed job) or prove (compares the bytes of the destination with those of the
     * vault). The header CamelGlacierEgressOperation overrides it. If neither is given, the exchange fails.
     */
    @UriParam(label = "producer")
    private GlacierEgressOperation operation;

    /**
     * Copies the configuration for an endpoint.
     *
     * @return a copy
     */
    public GlacierEgressConfiguration copy() {
        try {
            return (GlacierEgressConfiguration) super.clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    public GlacierEgressOperation getOperation() {
        return operation;
    }

    public void setOperation(GlacierEgressOperation operation) {
        this.operation = operation;
    }
}
