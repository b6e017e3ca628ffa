package io.github.glacierjob;

import org.apache.camel.Processor;
import org.apache.camel.support.ScheduledPollConsumer;

/** Emits completed jobs. */
class GlacierJobConsumer extends ScheduledPollConsumer {

    GlacierJobConsumer(GlacierJobEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
    }

    @Override
    protected int poll() {
        return 0;
    }
}
