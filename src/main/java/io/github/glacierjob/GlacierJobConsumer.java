package io.github.glacierjob;

import io.github.glacierjob.internal.consumer.Backlog;
import io.github.glacierjob.internal.consumer.ConsumerFlow;
import io.github.glacierjob.internal.consumer.OpenJob;
import io.github.glacierjob.internal.health.ConsumerHealthCheck;
import io.github.glacierjob.internal.health.ConsumerStatistics;
import io.github.glacierjob.internal.health.OutputPaces;
import io.github.glacierjob.internal.health.Picture;
import io.github.glacierjob.internal.health.Polls;
import io.github.glacierjob.internal.health.Watch;
import io.github.glacierjob.internal.ledger.JobLedger;
import io.github.glacierjob.internal.listing.ListingPace;
import io.github.glacierjob.internal.outlet.Outlet;
import io.github.glacierjob.internal.text.JobIds;
import io.github.glacierjob.internal.vault.EndpointVault;
import io.github.glacierjob.internal.vault.OpenVault;
import io.github.glacierjob.management.ConsumerFigures;
import io.github.glacierjob.options.GlacierJobOptions;
import io.github.glacierjob.snapshot.GlacierJobSnapshot;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.ScheduledPollEndpoint;

/**
 * Sends exchanges through the route when jobs of a vault complete. A poll lists the jobs, selects some, and fills the free
 * slots. Each slot claims a job, sends its messages through the route one after another, commits each of them, and releases
 * the claim.
 */
@ManagedResource(description = "Managed GlacierJobConsumer")
public class GlacierJobConsumer extends ScheduledPollConsumer implements ShutdownAware, ConsumerFigures {

    private final EndpointVault<GlacierJobOptions> vault;
    private final JobLedger ledger;
    private final Runnable whenStarted;
    private final Outlet outlet = new Outlet(this);
    private final Picture picture;
    private final Watch watch;
    private final Polls polls = new Polls(System::nanoTime);
    private final ConsumerStatistics statistics;
    private volatile ConsumerFlow flow;
    private int maxMessagesPerPoll;

    GlacierJobConsumer(
            ScheduledPollEndpoint endpoint,
            Processor processor,
            EndpointVault<GlacierJobOptions> vault,
            JobLedger ledger,
            Runnable whenStarted) {
        super(endpoint, processor);
        this.whenStarted = whenStarted;
        this.vault = vault;
        this.ledger = ledger;
        this.picture = new Picture("glacier-job", endpoint, vault.options(), vault.figures());
        this.statistics = new ConsumerStatistics(
                vault.figures(),
                new ConsumerStatistics.Now(
                        () -> count(ConsumerFlow::running),
                        () -> count(ConsumerFlow::waiting),
                        () -> count(ConsumerFlow::parked)),
                new OutputPaces(() -> vault.options().getClock().instant()),
                new ListingPace(System::nanoTime));
        this.watch = new Watch(polls, statistics, Set.of(), found -> true);
    }

    @Override
    protected int poll() throws Exception {
        ConsumerFlow running = flow;
        return watch.over(this, () -> flow == running, () -> pollOnce(running));
    }

    private int pollOnce(ConsumerFlow running) throws Exception {
        Backlog backlog = running.list();
        forceConsumerAsReady();
        List<OpenJob> open = running.choose(backlog, maxMessagesPerPoll);
        return running.offer(open);
    }

    @Override
    protected void processEmptyMessage() throws Exception {
        if (statistics.running() == 0) {
            super.processEmptyMessage();
        }
    }

    @Override
    protected void doBuild() throws Exception {
        super.doBuild();
        setHealthCheck(new ConsumerHealthCheck(this, statistics, polls, this::readSnapshot));
    }

    @Override
    protected void doStart() throws Exception {
        stopFlow();
        outlet.open();
        flow = new ConsumerFlow(this, vault.vault(), ledger, outlet, statistics);
        polls.started();
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
        return outlet.completesAllTasks() ? statistics.running() : outlet.pending();
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        if (forced) {
            outlet.close();
        }
    }

    void setMaxMessagesPerPoll(int most) {
        maxMessagesPerPoll = most;
    }

    @Override
    public GlacierJobSnapshot readSnapshot() {
        return picture.ofConsumer(getRouteId(), statistics, true, null);
    }

    private int count(ToIntFunction<ConsumerFlow> jobs) {
        ConsumerFlow running = flow;
        return running == null ? 0 : jobs.applyAsInt(running);
    }

    @ManagedAttribute(description = "Jobs whose messages are in the route or being fetched")
    public int getRunningJobs() {
        return statistics.running();
    }

    @ManagedAttribute(description = "Completed jobs that wait for a slot")
    public int getWaitingJobs() {
        return count(ConsumerFlow::waiting);
    }

    @ManagedAttribute(description = "Jobs that are not consumed again until the next start, or until they are retried")
    public int getParkedJobs() {
        return count(ConsumerFlow::parked);
    }

    @ManagedAttribute(description = "Outputs that expired before they were delivered, since the program started")
    public long getLostOutputs() {
        return statistics.lost();
    }

    @ManagedAttribute(description = "Jobs consumed since the start")
    public long getConsumedJobs() {
        return readSnapshot().jobs().consumed();
    }

    /**
     * The time until the last byte of the outputs that run or wait, at the rate of the last minute.
     *
     * @return seconds; -1 if the time is not known
     */
    @ManagedAttribute(
            description = "Seconds until the last byte of the outputs that run or wait; -1 if that is not known")
    public long getSecondsLeft() {
        Long left = readSnapshot().traffic().secondsLeft();
        return left == null ? -1 : left;
    }

    @ManagedAttribute(description = "Pages of the job list that were read since the start")
    public long getListRequests() {
        return statistics.listings().requests();
    }

    @ManagedAttribute(description = "Pages of the last listing")
    public int getLastListingPages() {
        return statistics.listings().lastPages();
    }

    @ManagedAttribute(description = "How long the last listing took, in milliseconds")
    public long getLastListingMillis() {
        return statistics.listings().lastDuration().toMillis();
    }

    @ManagedAttribute(description = "Milliseconds until a poll reads the job list again; 0: the next poll reads it")
    public long getNextListingInMillis() {
        return statistics.listings().untilDue().toMillis();
    }

    @ManagedAttribute(description = "The job that was consumed last")
    public String getLastJobId() {
        return readSnapshot().jobs().lastId();
    }

    /** Starts no further job until it is resumed; a message that is in the route continues. */
    @ManagedOperation(description = "Starts no further job until resume; a message that is in the route continues")
    public void pause() {
        suspend();
    }

    /**
     * Makes a parked job available again, as if it had never failed.
     *
     * @param jobId the job
     * @return whether it was parked
     */
    @ManagedOperation(description = "Retries a parked job; false if the job is not parked")
    public boolean retry(String jobId) {
        return flow != null && flow.unpark(JobIds.checked("jobId", jobId));
    }

    /**
     * Removes the claim of a node that no longer runs from a job. Requests the description of the job from the service.
     *
     * @param jobId the job
     * @return whether it was claimed
     */
    @ManagedOperation(
            description = "Removes the claim of a node that no longer runs from a job; never that of a running node."
                    + " False if the job is not claimed")
    public boolean forgetClaim(String jobId) {
        OpenVault<GlacierJobOptions> open = vault.vault();
        return flow != null && flow.forgetClaim(open.completed(open.address(), JobIds.checked("jobId", jobId)));
    }
}
