package io.github.glacierjob;

import io.github.glacierjob.internal.consumer.Backlog;
import io.github.glacierjob.internal.consumer.ConsumerFlow;
import io.github.glacierjob.internal.consumer.OpenJob;
import io.github.glacierjob.internal.health.ConsumerHealthCheck;
import io.github.glacierjob.internal.health.ConsumerStatistics;
import io.github.glacierjob.internal.health.OutputPaces;
import io.github.glacierjob.internal.health.Polls;
import io.github.glacierjob.internal.listing.ListingPace;
import io.github.glacierjob.internal.outlet.Outlet;
import io.github.glacierjob.internal.vault.EndpointVault;
import java.util.List;
import java.util.function.ToIntFunction;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.api.management.ManagedAttribute;
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
public class GlacierJobConsumer extends ScheduledPollConsumer implements ShutdownAware {

    private final EndpointVault vault;
    private final Outlet outlet = new Outlet(this);
    private final OutputPaces paces;
    private final Polls polls = new Polls(System::nanoTime);
    private final ConsumerStatistics statistics;
    private volatile ConsumerFlow flow;
    private int maxMessagesPerPoll;

    GlacierJobConsumer(ScheduledPollEndpoint endpoint, Processor processor, EndpointVault vault) {
        super(endpoint, processor);
        this.vault = vault;
        this.paces = new OutputPaces(() -> vault.options().getClock().instant());
        this.statistics = new ConsumerStatistics(
                () -> count(ConsumerFlow::running),
                () -> count(ConsumerFlow::waiting),
                () -> count(ConsumerFlow::parked),
                paces::late,
                new ListingPace(System::nanoTime));
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
        setHealthCheck(new ConsumerHealthCheck(this, paces, statistics, polls));
    }

    @Override
    protected void doStart() throws Exception {
        stopFlow();
        outlet.open();
        flow = new ConsumerFlow(this, vault, outlet, paces, statistics);
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

    ConsumerStatistics statistics() {
        return statistics;
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
        return statistics.waiting();
    }

    @ManagedAttribute(description = "Jobs that are not consumed again until the next start")
    public int getParkedJobs() {
        return statistics.parked();
    }

    @ManagedAttribute(description = "Outputs that will expire before they are consumed, at the present rate")
    public int getLateOutputs() {
        return statistics.late().size();
    }

    @ManagedAttribute(description = "Outputs since the start that were wanted and expired before they were delivered")
    public long getLostOutputs() {
        return statistics.lost();
    }

    @ManagedAttribute(description = "Jobs consumed since the start")
    public long getConsumedJobs() {
        return statistics.jobs();
    }

    @ManagedAttribute(description = "Messages done since the start")
    public long getDoneMessages() {
        return statistics.messages();
    }

    @ManagedAttribute(description = "Bytes of output in the messages done since the start")
    public long getDoneBytes() {
        return statistics.bytes();
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

    @ManagedAttribute(description = "Milliseconds until a poll reads the job list again; 0: the next poll does")
    public long getNextListingInMillis() {
        return statistics.listings().untilDue().toMillis();
    }

    @ManagedAttribute(description = "The job that was consumed last")
    public String getLastJobId() {
        return statistics.lastJobId();
    }
}
