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
 * Simulates Amazon Glacier in this process: the REST API of 2012-06-01 on a port of 127.0.0.1, for tests and for people
 * who write routes without an AWS account. Thread-safe.
 *
 * <p>Tests control the simulator with its methods: they add archives of any size, end jobs, move the clock, inject faults
 * and read the received requests.
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

    /** Starts a simulator on any free port, with a {@link ManualClock} and jobs that succeed at once. */
    public static GlacierSimulator start() {
        return builder().start();
    }

    /** Returns a builder for a simulator with other settings. */
    public static SimulatorBuilder builder() {
        return new SimulatorBuilder();
    }

    /** The endpoint for clients, for example {@code http://127.0.0.1:40123}. */
    public URI endpoint() {
        return URI.create((server.tls().isPresent() ? "https" : "http") + "://127.0.0.1:" + port());
    }

    /**
     * The HTTPS settings: the authority that clients must trust, and the certificate that the simulator shows. An
     * IllegalStateException if this simulator speaks HTTP.
     */
    public SimulatedTls tls() {
        return server.tls().orElseThrow(() -> new IllegalStateException("This simulator speaks HTTP"));
    }

    /** The port on 127.0.0.1. */
    public int port() {
        return server.port();
    }

    /** The region in ARNs. */
    public String region() {
        return world.account().region();
    }

    /** The account that owns everything, 12 digits. */
    public String accountId() {
        return world.account().id();
    }

    /** The clock that tests can move; an IllegalStateException if the simulator has another kind of clock. */
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

    /** Creates a vault that already has an inventory. */
    public void createVault(String name) {
        createVault(name, true);
    }

    /** Creates a vault. Without an inventory, inventory jobs are refused until the first archive is added. */
    public void createVault(String name, boolean inventoried) {
        world.transact(() -> {
            Vault vault = world.vaults().create(name);
            if (inventoried) {
                vault.beginInventory(world.account().now());
            }
        });
    }

    /** Adds an archive and returns its id; {@code description} may be null. Creates the vault if necessary. */
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

    /** Begins a Standard job for a whole archive with a description, which may be null, and returns its id. */
    public String addArchiveJob(String vault, String archiveId, String description) {
        return addArchiveJob(vault, ArchiveJob.of(archiveId).description(description));
    }

    /**
     * Begins a Standard job for the bytes {@code a-b} of an archive; null means the whole archive. Ranges that the
     * service would refuse are allowed here.
     */
    public String addArchiveJob(String vault, String archiveId, String description, String range) {
        return addArchiveJob(
                vault, ArchiveJob.of(archiveId).description(description).range(range));
    }

    /** Begins a job for the bytes {@code a-b} of an archive with a tier, and returns its id. */
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

    /** Begins an inventory job with a description, and returns its id. */
    public String addInventoryJob(String vault, String format, String description) {
        return begin(vault, JobRequest.inventory(Listing.all(format), description), null);
    }

    /**
     * Begins an inventory job whose output is {@code document} instead of the vault's own inventory, and returns its id.
     */
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

    /** Ends a job as Succeeded, now. */
    public void completeJob(String jobId) {
        world.transact(() -> world.jobs().endNow(world.jobs().any(jobId), null));
    }

    /** Ends a job as Failed, now; a job that had succeeded becomes a failed job. */
    public void failJob(String jobId, String message) {
        world.transact(() -> world.jobs().endNow(world.jobs().any(jobId), message));
    }

    /** Removes a job and its output, as the service does 24 hours after its end. */
    public void expireJob(String jobId) {
        world.transact(() -> world.jobs().forget(world.jobs().any(jobId)));
    }

    /** Removes a job as if it had never existed; the same as {@link #expireJob}. */
    public void forgetJob(String jobId) {
        expireJob(jobId);
    }

    /** Makes a job's description show a wrong SHA256TreeHash. */
    public void spoilTreeHash(String jobId) {
        world.transact(() -> world.jobs().any(jobId).spoilTreeHash());
    }

    /** The state of a job; an IllegalArgumentException if no job has this id. */
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

    /** Injects a fault, which happens to the requests that it matches. */
    public InjectedFault inject(Fault fault) {
        return new InjectedFault(faults.inject(fault.rule()));
    }

    /** Withdraws all faults; connections that already stall continue to stall. */
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

    /** The number of requests for one operation since the start or the last {@link #clearRequests}. */
    public long requestCount(Operation operation) {
        return server.journal().count(operation.route());
    }

    /** The number of body bytes in the answers of one operation since the start or the last {@link #clearRequests}. */
    public long bytesSent(Operation operation) {
        return server.journal().bytesSent(operation.route());
    }

    /**
     * The cost of a vault since the start, by tier: retrievals, their bytes, and the bytes of their outputs that were
     * sent. Separate lines have the archives that were ordered again while their output existed, and the bytes that were
     * sent more than once.
     */
    public Bill bill(String vault) {
        return world.jobs().bill(vault);
    }

    /** Forgets the requests, and restarts the counters of requests, bytes and the peak. */
    public void clearRequests() {
        server.journal().clear();
    }

    /**
     * The number of open connections. A connection that its client has closed counts until the simulator has noticed
     * that.
     */
    public int openConnections() {
        return server.journal().connections();
    }

    /** Closes all connections, like a service that restarts; new connections are accepted. */
    public void closeConnections() {
        server.closeConnections();
    }

    /** The most outputs that were being sent at the same time. */
    public int peakConcurrentOutputs() {
        return server.journal().peakOutputs();
    }

    /**
     * All notifications since the start or the last {@link #clearNotifications}; only the newest if
     * {@link SimulatorBuilder#requestsKept} says so.
     */
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
