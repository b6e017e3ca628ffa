package io.github.glacierjob.egress;

import io.github.glacierjob.internal.egress.EgressFlow;
import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.outlet.Outlet;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.ScheduledPollEndpoint;

/**
 * Sends the archives of a vault through the route, each once. A poll loads the inventory into the ledger, looks at the jobs
 * that are due, orders what the limits allow, and fills the free slots with archives that are ready.
 */
@ManagedResource(description = "Managed GlacierEgressConsumer")
public class GlacierEgressConsumer extends ScheduledPollConsumer implements ShutdownAware {

    private final EgressVault vault;
    private final Outlet outlet = new Outlet(this);
    private volatile EgressFlow flow;

    GlacierEgressConsumer(ScheduledPollEndpoint endpoint, Processor processor, EgressVault vault) {
        super(endpoint, processor);
        this.vault = vault;
    }

    @Override
    public ScheduledPollEndpoint getEndpoint() {
        return (ScheduledPollEndpoint) super.getEndpoint();
    }

    @Override
    protected int poll() throws Exception {
        try {
            return pollOnce(flow);
        } catch (Error e) {
            // Camel's scheduler ends for good with an error; with an exception it polls again.
            throw new IllegalStateException("The poll of " + vault.options().vault() + " ended with " + e, e);
        }
    }

    private int pollOnce(EgressFlow running) throws Exception {
        boolean loaded = running.load();
        forceConsumerAsReady();
        if (!loaded) {
            return 0;
        }
        running.look();
        running.order();
        return running.deliver();
    }

    @Override
    protected void doStart() throws Exception {
        stopFlow();
        outlet.open();
        flow = new EgressFlow(this, vault, outlet);
        super.doStart();
    }

    @Override
    protected void doSuspend() throws Exception {
        super.doSuspend();
        if (!outlet.completesAllTasks()) {
            flow.pause();
        }
    }

    @Override
    protected void doResume() throws Exception {
        outlet.resume();
        super.doResume();
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        outlet.close();
        stopFlow();
    }

    private void stopFlow() throws InterruptedException {
        if (flow != null) {
            flow.stop();
        }
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask task) {
        outlet.beginShutdown(task);
        return false;
    }

    @Override
    public int getPendingExchangesSize() {
        return outlet.pending();
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        if (forced) {
            outlet.close();
        }
    }
}
