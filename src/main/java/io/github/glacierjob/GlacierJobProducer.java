package io.github.glacierjob;

import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Runs the operations on jobs. */
class GlacierJobProducer extends DefaultProducer {

    GlacierJobProducer(GlacierJobEndpoint endpoint) {
        super(endpoint);
    }

    @Override
    public void process(Exchange exchange) {
        throw new UnsupportedOperationException("no operation yet");
    }
}
