package io.github.glacierjob.egress;

import io.github.glacierjob.internal.egress.EgressAlarms;
import io.github.glacierjob.internal.egress.EgressFlow;
import io.github.glacierjob.internal.egress.EgressHealthCheck;
import io.github.glacierjob.internal.egress.LedgerFigures;
import io.github.glacierjob.internal.egress.claim.ArchiveClaims;
import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.report.RetryOperation;
import io.github.glacierjob.internal.health.ConsumerStatistics;
import io.github.glacierjob.internal.health.OutputPaces;
import io.github.glacierjob.internal.health.Picture;
import io.github.glacierjob.internal.health.Polls;
import io.github.glacierjob.internal.health.Watch;
import io.github.glacierjob.internal.listing.ListingPace;
import io.github.glacierjob.internal.outlet.Outlet;
import io.github.glacierjob.internal.text.JobIds;
import io.github.glacierjob.management.ConsumerFigures;
import io.github.glacierjob.snapshot.GlacierJobSnapshot;
import java.util.Optional;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.ScheduledPollEndpoint;

/**
 * Sends the archives of a vault through the route, each once. A poll loads the inventory into the ledger, checks the jobs
 * that are due, orders archives within the limits, and fills the free slots with archives that are ready.
 */
@ManagedResource(description = "Managed GlacierEgressConsumer")
public class GlacierEgressConsumer extends ScheduledPollConsumer implements ShutdownAware, ConsumerFigures {

    private final EgressVault vault;
    private final Runnable whenStarted;
    private final Outlet outlet = new Outlet(this);
    private final LedgerFigures ledger;
    private final Picture picture;
    private final EgressAlarms alarms;
    private final Watch watch;
    private final Polls polls = new Polls(System::nanoTime);
    private final ConsumerStatistics statistics;
    private volatile EgressFlow flow;

    GlacierEgressConsumer(
            ScheduledPollEndpoint endpoint, Processor processor, EgressVault vault, Runnable whenStarted) {
        super(endpoint, processor);
        this.whenStarted = whenStarted;
        this.vault = vault;
        this.ledger = new LedgerFigures(vault);
        this.picture = new Picture("glacier-egress", endpoint, vault.options(), vault.figures());
        this.statistics = new ConsumerStatistics(
                vault.figures(),
                new ConsumerStatistics.Now(this::getRunningArchives, () -> 0, () -> 0),
                new OutputPaces(() -> vault.options().getClock().instant()),
                new ListingPace(System::nanoTime));
        this.alarms = new EgressAlarms(vault, ledger);
        this.watch = new Watch(polls, statistics, EgressAlarms.CAUSES, found -> alarms.add(found, flow));
    }

    @Override
    protected int poll() throws Exception {
        EgressFlow running = flow;
        return watch.over(this, () -> flow == running, () -> pollOnce(running));
    }

    /**
     * Archives that are READY are delivered independently: neither a slow inventory nor a refused order delays them.
     */
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
        setHealthCheck(new EgressHealthCheck(this, polls, this::isSinkDown, this::readSnapshot));
    }

    @Override
    protected void doStart() throws Exception {
        stopFlow();
        outlet.open();
        flow = new EgressFlow(this, vault, outlet, statistics);
        polls.started();
        alarms.begin();
        whenStarted.run();
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
        alarms.begin();
        super.doResume();
    }

    @Override
    protected void doStop() throws Exception {
        outlet.close();
        try {
            stopFlow();
            // Camel interrupts a running poll, and an interrupt in a query closes the files of an H2 database.
            polls.awaitEnd(getEndpoint().getCamelContext().getShutdownStrategy());
        } finally {
            super.doStop();
        }
        polls.awaitInterrupted();
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
     * Whether the destination refuses archives.
     *
     * @return true until an archive is delivered again
     */
    @ManagedAttribute(
            description = "Whether the destination accepts no archive; then one archive at a"
                    + " time is tried, and none is ordered")
    public boolean isSinkDown() {
        EgressFlow running = flow;
        return running != null && running.isSinkDown();
    }

    @Override
    public GlacierJobSnapshot readSnapshot() {
        return picture.ofConsumer(getRouteId(), statistics, false, ledger.toMap());
    }

    @ManagedAttribute(description = "Archives delivered by this process since the start")
    public long getDeliveredArchives() {
        return readSnapshot().jobs().consumed();
    }

    @ManagedAttribute(description = "The archive that was delivered last")
    public String getLastArchiveId() {
        return readSnapshot().jobs().lastId();
    }

    /** Sends no new orders and no new messages until it is resumed; running exchanges continue to their end. */
    @ManagedOperation(
            description = "Stops new orders and new messages until resume; running exchanges continue to their end")
    public void pause() {
        suspend();
    }

    /**
     * Tries a FAILED archive again, as {@code operation=retry} does. It may be ordered and billed again.
     *
     * @param archiveId the archive
     * @return how many archives became ready, and how many will be ordered
     */
    @ManagedOperation(description = "Tries a FAILED archive again; it may be ordered and billed again")
    public String retry(String archiveId) {
        return new RetryOperation(vault)
                .retry(Optional.of(JobIds.checked("archiveId", archiveId)))
                .toString();
    }

    /**
     * Removes the claim of a node that no longer runs from an archive.
     *
     * @param archiveId the archive
     * @return whether it was claimed
     */
    @ManagedOperation(
            description = "Removes the claim of a node that is gone on an archive; this node then commits nothing more."
                    + " False if it is not claimed")
    public boolean forgetClaim(String archiveId) {
        return ArchiveClaims.forget(vault, JobIds.checked("archiveId", archiveId));
    }
}
