package io.github.glacierjob.simulator;

import io.github.glacierjob.simulator.bill.Charges;
import io.github.glacierjob.simulator.bill.Rates;
import io.github.glacierjob.simulator.fault.Faults;
import io.github.glacierjob.simulator.http.Server;
import io.github.glacierjob.simulator.http.Stamps;
import io.github.glacierjob.simulator.http.Traffic;
import io.github.glacierjob.simulator.job.Jobs;
import io.github.glacierjob.simulator.job.Notifier;
import io.github.glacierjob.simulator.job.Times;
import io.github.glacierjob.simulator.service.Dispatcher;
import io.github.glacierjob.simulator.service.Rules;
import io.github.glacierjob.simulator.service.World;
import io.github.glacierjob.simulator.tls.SimulatedTls;
import io.github.glacierjob.simulator.vault.Account;
import io.github.glacierjob.simulator.vault.ArchiveStore;
import io.github.glacierjob.simulator.vault.DataDirectory;
import io.github.glacierjob.simulator.vault.Ids;
import io.github.glacierjob.simulator.vault.Vaults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Sets up a {@link GlacierSimulator}. Every method returns this builder.
 *
 * <p>With the system property {@code glacier.simulator.tls=true} every simulator speaks HTTPS, even if the builder did
 * not ask for it, and this process trusts these simulators besides its other authorities. Tests for HTTP then run over
 * TLS without a change.
 */
public final class SimulatorBuilder {
    private static final int JOBS_PER_PAGE = 50;

    /** A thirtieth of 10 GB. */
    private static final long FREE_BYTES_PER_DAY = (10L << 30) / 30;

    private int port;
    private String region = "us-east-1";
    private String accountId = "111122223333";
    private Clock clock;
    private final Map<String, Duration> archiveJobs = new HashMap<>();
    private Duration inventoryJobs = Duration.ZERO;
    private Duration outputLifetime = Duration.ofHours(24);
    private long bytesPerSecond;
    private Duration firstByteLatency = Duration.ZERO;
    private boolean authorizationRequired = true;
    private boolean selectSupported;
    private int jobsPerPage = JOBS_PER_PAGE;
    private long freeBytesPerDay = FREE_BYTES_PER_DAY;
    private int requestsKept = Integer.MAX_VALUE;
    private boolean tls;
    private long seed = System.nanoTime();
    private Path data;
    private Rates rates = Rates.PUBLIC;
    private Consumer<PublishedNotification> listener = notification -> {};

    SimulatorBuilder() {}

    /** The port on 127.0.0.1; default 0, any free port. */
    public SimulatorBuilder port(int value) {
        port = value;
        return this;
    }

    /** The region in ARNs; default {@code us-east-1}. */
    public SimulatorBuilder region(String value) {
        region = value;
        return this;
    }

    /** The account that owns everything, 12 digits; default {@code 111122223333}. */
    public SimulatorBuilder accountId(String value) {
        accountId = value;
        return this;
    }

    /** The clock of jobs, dates and expiry; default a {@link ManualClock} that shows the present. */
    public SimulatorBuilder clock(Clock value) {
        clock = value;
        return this;
    }

    /** The duration of an archive job of this tier; default zero: the job has succeeded at the first request about it. */
    public SimulatorBuilder archiveJobDuration(Tier tier, Duration value) {
        archiveJobs.put(tier.wireName(), value);
        return this;
    }

    /** The duration of an inventory job; default zero. */
    public SimulatorBuilder inventoryJobDuration(Duration value) {
        inventoryJobs = value;
        return this;
    }

    /** How long a job and its output exist after the job's end; default 24 hours. */
    public SimulatorBuilder outputLifetime(Duration value) {
        outputLifetime = value;
        return this;
    }

    /** The rate of outputs on each connection in bytes per second; default 0, no limit. */
    public SimulatorBuilder bytesPerSecondPerConnection(long value) {
        bytesPerSecond = value;
        return this;
    }

    /** The delay before each answer, in real time; default zero. */
    public SimulatorBuilder firstByteLatency(Duration value) {
        firstByteLatency = value;
        return this;
    }

    /** Whether requests without an Authorization header are refused; default true. Signatures are never verified. */
    public SimulatorBuilder authorizationRequired(boolean value) {
        authorizationRequired = value;
        return this;
    }

    /** Whether select jobs are accepted; default false: they are refused as the service refuses them today. */
    public SimulatorBuilder selectSupported(boolean value) {
        selectSupported = value;
        return this;
    }

    /** The largest page of ListJobs, 1 to 50; default 50. */
    public SimulatorBuilder jobsPerPage(int value) {
        jobsPerPage = value;
        return this;
    }

    /**
     * The bytes that the data retrieval policy {@code FreeTier} allows Standard jobs in a day of UTC; default a thirtieth
     * of 10 GB.
     */
    public SimulatorBuilder freeTierBytesPerDay(long value) {
        freeBytesPerDay = value;
        return this;
    }

    /** How many of the newest requests and notifications the simulator keeps; default all. The counters include all. */
    public SimulatorBuilder requestsKept(int value) {
        requestsKept = value;
        return this;
    }

    /** Uses HTTPS instead of HTTP, with a new certificate authority, see {@link GlacierSimulator#tls}. */
    public SimulatorBuilder tls() {
        tls = true;
        return this;
    }

    /** Makes the ids the same in every run; by default they differ. */
    public SimulatorBuilder idSeed(long value) {
        seed = value;
        return this;
    }

    /** A directory whose sub-directories are vaults and whose files are archives; uploads are kept there. */
    public SimulatorBuilder data(Path value) {
        data = value;
        return this;
    }

    /** The rates for {@link GlacierSimulator#bill}; default {@link Rates#PUBLIC}. */
    public SimulatorBuilder rates(Rates value) {
        rates = value;
        return this;
    }

    /** A listener that receives each notification, on the thread that ended the job; default no listener. */
    public SimulatorBuilder onNotification(Consumer<PublishedNotification> value) {
        listener = value;
        return this;
    }

    /** Starts to listen; an UncheckedIOException if the port is taken or the data cannot be read. */
    public GlacierSimulator start() {
        Account account = new Account(region, accountId, clock == null ? new ManualClock() : clock);
        Ids ids = new Ids(seed);
        Vaults vaults = new Vaults(account, data == null ? ArchiveStore.NONE : new DataDirectory(data));
        Notifier notifier = new Notifier(one -> listener.accept(PublishedNotification.of(one)), requestsKept);
        Times times = new Times(archiveJobs, inventoryJobs, outputLifetime);
        Charges charges = new Charges(rates);
        Jobs jobs = new Jobs(account, times, ids, notifier, charges);
        World world = new World(account, ids, vaults, jobs, notifier);
        world.transact(vaults::load);
        Rules rules = new Rules(authorizationRequired, selectSupported, jobsPerPage, freeBytesPerDay);
        Dispatcher dispatcher = new Dispatcher(world, rules);
        Faults faults = new Faults(world, dispatcher);
        return new GlacierSimulator(world, notifier, faults, listen(world, dispatcher, faults));
    }

    private Optional<SimulatedTls> secured() {
        if (tls) {
            return Optional.of(SimulatedTls.create());
        }
        return Boolean.getBoolean("glacier.simulator.tls")
                ? Optional.of(SimulatedTls.trustedByThisProcess())
                : Optional.empty();
    }

    private Server listen(World world, Dispatcher dispatcher, Faults faults) {
        Traffic traffic = new Traffic(bytesPerSecond, firstByteLatency, requestsKept, secured());
        Stamps stamps = new Stamps(world.account()::now, world.ids()::request);
        try {
            return new Server(port, dispatcher, faults, traffic, stamps);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
