package io.github.glacierjob.egress;

import io.github.glacierjob.internal.egress.EgressFlow;
import io.github.glacierjob.internal.egress.EgressHealthCheck;
import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.health.ConsumerStatistics;
import io.github.glacierjob.internal.health.OutputPaces;
import io.github.glacierjob.internal.health.Polls;
import io.github.glacierjob.internal.listing.ListingPace;
import io.github.glacierjob.internal.outlet.Outlet;
import java.util.Optional;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.api.management.ManagedAttribute;
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
    private final OutputPaces paces;
    private final Polls polls = new Polls(System::nanoTime);
    private final ConsumerStatistics statistics;
    private volatile EgressFlow flow;

    GlacierEgressConsumer(ScheduledPollEndpoint endpoint, Processor processor, EgressVault vault) {
        super(endpoint, processor);
        this.vault = vault;
        this.paces = new OutputPaces(() -> vault.options().getClock().instant());
        this.statistics = new ConsumerStatistics(
                this::getRunningArchives, () -> 0, () -> 0, paces::late, new ListingPace(System::nanoTime));
    }

    @Override
    public ScheduledPollEndpoint getEndpoint() {
        return (ScheduledPollEndpoint) super.getEndpoint();
    }

    @Override
    protected int poll() throws Exception {
        polls.begin();
        try {
            return pollOnce(flow);
        } catch (Error e) {
            // Camel's scheduler ends for good with an error; with an exception it polls again.
            throw new IllegalStateException("The poll of " + vault.options().vault() + " ended with " + e, e);
        } finally {
            polls.end();
        }
    }

    /** What is ready is delivered whatever becomes of the rest: neither a slow inventory nor a refused order delays it. */
    private int pollOnce(EgressFlow running) throws Exception {
        int begun = running.deliver();
        boolean loaded = running.load();
        forceConsumerAsReady();
        if (!loaded) {
            return begun;
        }
        running.look();
        running.order();
        begun += running.deliver();
        running.summarize();
        return begun;
    }

    @Override
    protected void processEmptyMessage() throws Exception {
        if (getRunningArchives() == 0) {
            super.processEmptyMessage();
        }
    }

    @Override
    protected void doBuild() throws Exception {
        super.doBuild();
        setHealthCheck(new EgressHealthCheck(this, polls, this::isSinkDown, this::ordersHeldBack));
    }

    @Override
    protected void doStart() throws Exception {
        stopFlow();
        outlet.open();
        flow = new EgressFlow(this, vault, outlet, paces, statistics);
        polls.started();
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
        polls.started();
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
        return outlet.completesAllTasks() ? getRunningArchives() : outlet.pending();
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        if (forced) {
            outlet.close();
        }
    }

    /**
     * How many archives are being delivered.
     *
     * @return archives whose messages are in the route or being fetched
     */
    @ManagedAttribute(description = "Archives whose messages are in the route or being fetched")
    public int getRunningArchives() {
        EgressFlow running = flow;
        return running == null ? 0 : running.running();
    }

    /**
     * Whether the destination takes no archive.
     *
     * @return true until one is delivered again
     */
    @ManagedAttribute(
            description =
                    "Whether the destination takes no archive, so that one at a time is tried and none is ordered")
    public boolean isSinkDown() {
        EgressFlow running = flow;
        return running != null && running.isSinkDown();
    }

    private Optional<String> ordersHeldBack() {
        EgressFlow running = flow;
        return running == null ? Optional.empty() : running.ordersHeldBack();
    }

    @ManagedAttribute(description = "Archives delivered by this process since the start")
    public long getDeliveredArchives() {
        return statistics.jobs();
    }

    @ManagedAttribute(description = "Outputs that will expire before they are delivered, at the present rate")
    public int getLateOutputs() {
        return statistics.late().size();
    }

    @ManagedAttribute(description = "Messages done since the start")
    public long getDoneMessages() {
        return statistics.messages();
    }

    @ManagedAttribute(description = "Bytes of archives in the messages done since the start")
    public long getDoneBytes() {
        return statistics.bytes();
    }

    @ManagedAttribute(description = "The archive that was delivered last")
    public String getLastArchiveId() {
        return statistics.lastJobId();
    }
}
