package io.github.glacierjob.simulator;

import io.github.glacierjob.simulator.bill.Bill;
import io.github.glacierjob.simulator.fault.Faults;
import io.github.glacierjob.simulator.http.Server;
import io.github.glacierjob.simulator.job.Job;
import io.github.glacierjob.simulator.job.JobQuery;
import io.github.glacierjob.simulator.job.JobRequest;
import io.github.glacierjob.simulator.job.JobRequest.Listing;
import io.github.glacierjob.simulator.job.Notifier;
import io.github.glacierjob.simulator.service.World;
import io.github.glacierjob.simulator.tls.SimulatedTls;
import io.github.glacierjob.simulator.vault.Archive;
import io.github.glacierjob.simulator.vault.Vault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * An Amazon Glacier in this process: the REST API of 2012-06-01 on a port of 127.0.0.1, for tests and for people who write
 * routes without an AWS account. Thread-safe.
 *
 * <p>Tests reach in from the side: they add archives of any size, end jobs, move the clock, let faults happen and read
 * what was requested.
 *
 * @see <a href="https://docs.aws.amazon.com/amazonglacier/latest/dev/amazon-glacier-api.html">API reference</a>
 */
public final class GlacierSimulator implements AutoCloseable {
    private static final long TICK_MILLIS = 20;

    private final World world;
    private final Notifier notifier;
    private final Faults faults;
    private final Server server;
    private final Runnable onClockChange;
    private final ScheduledExecutorService ticker;

    GlacierSimulator(World world, Notifier notifier, Faults faults, Server server) {
        this.world = world;
        this.notifier = notifier;
        this.faults = faults;
        this.server = server;
        this.onClockChange = () -> world.transact(() -> {});
        if (world.account().clock() instanceof ManualClock manual) {
            manual.onChange(onClockChange);
            ticker = null;
        } else {
            ticker = Executors.newSingleThreadScheduledExecutor(GlacierSimulator::daemon);
            ticker.scheduleAtFixedRate(onClockChange, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        }
        server.start();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "glacier-simulator-clock");
        thread.setDaemon(true);
        return thread;
    }

    /** A simulator on any free port with a {@link ManualClock}, whose jobs succeed at once. */
    public static GlacierSimulator start() {
        return builder().start();
    }

    /** Sets up a simulator that is not like the default one. */
    public static SimulatorBuilder builder() {
        return new SimulatorBuilder();
    }

    /** What clients override their endpoint with, for example {@code http://127.0.0.1:40123}. */
    public URI endpoint() {
        return URI.create((server.tls().isPresent() ? "https" : "http") + "://127.0.0.1:" + port());
    }

    /** What clients of HTTPS are to trust, and what they are shown; an IllegalStateException if this simulator speaks HTTP. */
    public SimulatedTls tls() {
        return server.tls().orElseThrow(() -> new IllegalStateException("This simulator speaks HTTP"));
    }

    /** The port on 127.0.0.1 that it listens on. */
    public int port() {
        return server.port();
    }

    /** The region that ARNs name. */
    public String region() {
        return world.account().region();
    }

    /** The account that owns everything, 12 digits. */
    public String accountId() {
        return world.account().id();
    }

    /** The clock to move; an IllegalStateException if the simulator was given another kind. */
    public ManualClock clock() {
        if (world.account().clock() instanceof ManualClock manual) {
            return manual;
        }
        throw new IllegalStateException(
                "This simulator runs on " + world.account().clock());
    }

    /** The ARN of a vault of this account, existing or not. */
    public String vaultArn(String vault) {
        return world.account().vaultArn(vault);
    }

    /** Makes a vault that already has an inventory. */
    public void createVault(String name) {
        createVault(name, true);
    }

    /** Makes a vault; without an inventory, inventory jobs are refused until the first archive arrives. */
    public void createVault(String name, boolean inventoried) {
        world.transact(() -> {
            Vault vault = world.vaults().create(name);
            if (inventoried) {
                vault.beginInventory(world.account().now());
            }
        });
    }

    /** Adds an archive and returns its id; {@code description} may be null. The vault is made if need be. */
    public String addArchive(String vault, Content content, String description) {
        return addArchive(vault, content, description, world.ids().archive());
    }

    /** Adds an archive with a chosen id. */
    public String addArchive(String vault, Content content, String description, String archiveId) {
        return world.transact(() -> {
            Archive archive =
                    new Archive(archiveId, description, world.account().now(), content.bytes());
            return world.vaults().add(world.vaults().create(vault), archive).id();
        });
    }

    /** The tree hash of a whole archive, lower-case hex. */
    public String treeHash(String archiveId) {
        return world.transact(
                () -> world.vaults().anyArchive(archiveId).content().treeHash());
    }

    /** The bytes of an archive. */
    public Content content(String archiveId) {
        return new Content(
                world.transact(() -> world.vaults().anyArchive(archiveId).content()));
    }

    /** Begins a Standard job for a whole archive, as if it had been initiated, and returns its id. */
    public String addArchiveJob(String vault, String archiveId) {
        return addArchiveJob(vault, ArchiveJob.of(archiveId));
    }

    /** The same with a description, which may be null. */
    public String addArchiveJob(String vault, String archiveId, String description) {
        return addArchiveJob(vault, ArchiveJob.of(archiveId).description(description));
    }

    /** The same for the bytes {@code a-b}; null means all. Ranges that the service would refuse are allowed here. */
    public String addArchiveJob(String vault, String archiveId, String description, String range) {
        return addArchiveJob(
                vault, ArchiveJob.of(archiveId).description(description).range(range));
    }

    /** The same with a tier. */
    public String addArchiveJob(String vault, String archiveId, String description, String range, Tier tier) {
        return addArchiveJob(
                vault,
                ArchiveJob.of(archiveId).description(description).range(range).tier(tier));
    }

    /** Begins an archive job, as if it had been initiated, and returns its id. */
    public String addArchiveJob(String vault, ArchiveJob job) {
        return begin(vault, job.request(), job.jobId());
    }

    /** Begins an inventory job in the format {@code JSON} or {@code CSV}, as if initiated, and returns its id. */
    public String addInventoryJob(String vault, String format) {
        return addInventoryJob(vault, format, (String) null);
    }

    /** The same with a description. */
    public String addInventoryJob(String vault, String format, String description) {
        return begin(vault, JobRequest.inventory(Listing.all(format), description), null);
    }

    /** The same whose output is {@code document} instead of the vault's own inventory. */
    public String addInventoryJob(String vault, String format, Content document) {
        return world.transact(() -> {
            Vault into = world.vaults().get(vault);
            Job job = world.jobs().begin(into, JobRequest.inventory(Listing.all(format), null), null);
            job.willDeliver(document.bytes());
            return job.id();
        });
    }

    private String begin(String vault, JobRequest request, String jobId) {
        return world.transact(() ->
                world.jobs().begin(world.vaults().get(vault), request, jobId).id());
    }

    /** Ends a job well, now. */
    public void completeJob(String jobId) {
        world.transact(() -> world.jobs().endNow(world.jobs().any(jobId), null));
    }

    /** Ends a job as Failed, now; a job that had succeeded becomes a failed one. */
    public void failJob(String jobId, String message) {
        world.transact(() -> world.jobs().endNow(world.jobs().any(jobId), message));
    }

    /** Lets a job and its output be gone, as 24 hours after its end. */
    public void expireJob(String jobId) {
        world.transact(() -> world.jobs().forget(world.jobs().any(jobId)));
    }

    /** Lets a job be as if it had never been; the same as {@link #expireJob}. */
    public void forgetJob(String jobId) {
        expireJob(jobId);
    }

    /** Lets a job's description show a SHA256TreeHash that its bytes do not have. */
    public void spoilTreeHash(String jobId) {
        world.transact(() -> world.jobs().any(jobId).spoilTreeHash());
    }

    /** What is known of a job; an IllegalArgumentException if there is none of this id. */
    public SimulatedJob job(String jobId) {
        return world.transact(() -> SimulatedJob.of(world.jobs().any(jobId)));
    }

    /** All jobs of a vault, in the order of their initiation. */
    public List<SimulatedJob> jobs(String vault) {
        return world.transact(
                () -> world.jobs().list(world.vaults().get(vault), JobQuery.ALL, Integer.MAX_VALUE).jobs().stream()
                        .map(SimulatedJob::of)
                        .toList());
    }

    /** Lets a fault happen to the requests it matches. */
    public InjectedFault inject(Fault fault) {
        return new InjectedFault(faults.inject(fault.rule()));
    }

    /** Withdraws all faults; what already stalls goes on stalling. */
    public void clearFaults() {
        faults.clear();
    }

    /**
     * All requests since the start or the last {@link #clearRequests}, in the order of their arrival; only the newest if
     * {@link SimulatorBuilder#requestsKept} says so.
     */
    public List<RecordedRequest> requests() {
        return server.journal().requests().stream().map(RecordedRequest::new).toList();
    }

    /** The requests for one operation, in the order of their arrival. */
    public List<RecordedRequest> requests(Operation operation) {
        return server.journal().requests().stream()
                .filter(request -> request.call().route() == operation.route())
                .map(RecordedRequest::new)
                .toList();
    }

    /** How many requests for one operation there were since the start or the last {@link #clearRequests}. */
    public long requestCount(Operation operation) {
        return server.journal().count(operation.route());
    }

    /** How many bytes of the bodies of one operation's answers were sent since the start or the last {@link #clearRequests}. */
    public long bytesSent(Operation operation) {
        return server.journal().bytesSent(operation.route());
    }

    /**
     * What the vault has cost since the start, by tier: retrievals, their bytes, and the bytes of their outputs that were sent;
     * apart, what was ordered again while its output existed, and what was sent more than once.
     */
    public Bill bill(String vault) {
        return world.jobs().bill(vault);
    }

    /** Forgets the requests, counts them and their bytes from zero, and the peak from here. */
    public void clearRequests() {
        server.journal().clear();
    }

    /** How many connections are open now. One that its client has closed is counted until the simulator has noticed. */
    public int openConnections() {
        return server.journal().connections();
    }

    /** Closes all connections, as a service does that goes and comes back; new ones are taken. */
    public void closeConnections() {
        server.closeConnections();
    }

    /** The most outputs that were on their way at the same time. */
    public int peakConcurrentOutputs() {
        return server.journal().peakOutputs();
    }

    /** All notifications since the start or the last {@link #clearNotifications}, or the newest, as for requests. */
    public List<PublishedNotification> notifications() {
        return notifier.published().stream().map(PublishedNotification::of).toList();
    }

    /** Forgets the notifications. */
    public void clearNotifications() {
        notifier.clear();
    }

    /** Stops listening and closes all connections. */
    @Override
    public void close() {
        if (ticker == null) {
            clock().removeListener(onClockChange);
        } else {
            ticker.shutdownNow();
        }
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
