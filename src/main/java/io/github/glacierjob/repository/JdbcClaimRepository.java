package io.github.glacierjob.repository;

import io.github.glacierjob.internal.text.Rejection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A repository of claimed jobs in a database, for the option {@code inProgressRepository} of several nodes. A claim is a
 * row with a token and a count of heartbeats, which its node increases as long as it holds the claim. If the count of a
 * row does not change for {@code claimAge}, its node counts as dead. Then any node may remove the row, and one node
 * claims the job. Each node measures the age with its own clock, from the changes that it sees in the table, so that
 * clocks of different machines are never compared.
 *
 * <p>The start creates the table, {@code GLACIER_JOB_CLAIM} by default, if it does not exist. Calls throw a
 * {@link org.apache.camel.RuntimeCamelException} with the statement if the database fails. Thread-safe.
 */
public class JdbcClaimRepository extends JdbcKeyRepository implements HeldClaims {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcClaimRepository.class);
    private static final long LEAST_AGE = 1000;
    private static final long MOST_AGE = Duration.ofDays(1).toMillis();
    private static final int BEATS_IN_AN_AGE = 4;

    /**
     * The timeout of a statement is this part of an age. A statement that waits for a locked row then ends long before
     * other claims are too old.
     */
    private static final int STATEMENTS_IN_AN_AGE = 20;

    private final LongSupplier nanoTime;
    private final InstantSource wallClock;
    private final Map<String, Hold> holds = new ConcurrentHashMap<>();
    private final Map<String, Sighting> sightings = new HashMap<>();
    private long claimAge = 60_000;
    private ScheduledExecutorService heart;

    /** A claim of this node. It stays in the map until it is removed, also after it was lost. */
    private static final class Hold {

        private final String token = UUID.randomUUID().toString();
        private volatile Moment alive;
        private volatile boolean over;

        Hold(Moment alive) {
            this.alive = alive;
        }
    }

    /** A moment by two clocks: the first clock stops while the machine sleeps, the second may be set. */
    private record Moment(long nanos, Instant wall) {

        /** Whether less than this time has passed by both clocks. */
        boolean isWithin(long nanosAtMost, Moment now) {
            long byTheWall = Duration.between(wall, now.wall).toMillis();
            return now.nanos - nanos < nanosAtMost
                    && byTheWall >= 0
                    && byTheWall < TimeUnit.NANOSECONDS.toMillis(nanosAtMost);
        }
    }

    /** A row, and the time when this node first saw it with this count of heartbeats. */
    record Sighting(String key, String token, long beat, long since) {

        boolean isStill(Sighting before) {
            return token.equals(before.token) && beat == before.beat;
        }
    }

    /** Creates a repository without a database; set the database before the start. */
    public JdbcClaimRepository() {
        this(null);
    }

    /**
     * Creates a repository in a database.
     *
     * @param dataSource gives connections
     */
    public JdbcClaimRepository(DataSource dataSource) {
        this(dataSource, System::nanoTime, InstantSource.system());
    }

    JdbcClaimRepository(DataSource dataSource, LongSupplier nanoTime, InstantSource wallClock) {
        super("GLACIER_JOB_CLAIM", ", TOKEN, BEAT", ", TOKEN VARCHAR(36) NOT NULL, BEAT INTEGER NOT NULL");
        this.nanoTime = nanoTime;
        this.wallClock = wallClock;
        setDataSource(dataSource);
    }

    public long getClaimAge() {
        return claimAge;
    }

    /**
     * Sets how long a claim may be without a heartbeat before other nodes assume that its node is dead. There are four
     * heartbeats in this time. Set it before the start, to the same value on all nodes.
     *
     * @param claimAge milliseconds, 1000 to 86400000; the default is 60000
     * @throws IllegalArgumentException if it is out of range
     */
    public void setClaimAge(long claimAge) {
        if (claimAge < LEAST_AGE || claimAge > MOST_AGE) {
            throw Rejection.of("claimAge", claimAge, "must be " + LEAST_AGE + " to " + MOST_AGE + " ms");
        }
        this.claimAge = claimAge;
    }

    /**
     * Claims a job. After this node lost a claim, it cannot claim the job again until its worker has released the lost
     * claim.
     */
    @Override
    public boolean add(String key) {
        Hold hold = new Hold(now());
        if (holds.containsKey(key)
                || !insert("INSERT INTO %s (JOB_KEY, TOKEN, BEAT) VALUES (?, ?, 0)", key, hold.token)) {
            return false;
        }
        holds.put(key, hold);
        return true;
    }

    /**
     * Removes a claim of this node; claims of other nodes stay. If the removal fails and is not repeated, the claim ends
     * by its age.
     */
    @Override
    public boolean remove(String key) {
        Hold hold = holds.get(key);
        if (hold == null) {
            return false;
        }
        hold.over = true;
        boolean removed = update("DELETE FROM %s WHERE JOB_KEY = ? AND TOKEN = ?", key, hold.token) == 1;
        holds.remove(key, hold);
        return removed;
    }

    /**
     * Whether this node still holds the claim. A heartbeat within the last half of {@code claimAge} is proof, because no
     * node removes a claim before the whole age has passed. Without such a heartbeat, for example after a long pause of
     * this process, after a sleep of the machine, or if its clock was set, this queries the database.
     */
    @Override
    public boolean isHeld(String key) {
        Hold hold = holds.get(key);
        if (hold == null || hold.over) {
            return false;
        }
        return hold.alive.isWithin(ageInNanos() / 2, now()) || beat(key, hold);
    }

    private Moment now() {
        return new Moment(nanoTime.getAsLong(), wallClock.instant());
    }

    private long ageInNanos() {
        return TimeUnit.MILLISECONDS.toNanos(claimAge);
    }

    /**
     * Writes a heartbeat; false if the claim is lost. The time is taken before the row is written, because other nodes
     * measure from the moment when they see the row.
     */
    private boolean beat(String key, Hold hold) {
        Moment now = now();
        if (update("UPDATE %s SET BEAT = BEAT + 1 WHERE JOB_KEY = ? AND TOKEN = ?", key, hold.token) == 1) {
            hold.alive = now;
            return true;
        }
        if (!hold.over) {
            hold.over = true;
            LOG.warn(
                    "The claim on {} is lost: it had no heartbeat for {} ms, and was dropped",
                    Rejection.printable(key),
                    claimAge);
        }
        return false;
    }

    /**
     * Writes heartbeats for the claims of this node, and removes the claims of dead nodes. If the database was not
     * available, missing heartbeats do not prove that a node is dead, so each node gets a whole age again.
     */
    public void round() {
        try {
            beatAll();
            dead().forEach(this::dropIfPossible);
        } catch (RuntimeException e) {
            sightings.clear();
            LOG.warn("The claims in {} cannot be kept alive now: {}", getTableName(), e.getMessage());
        }
    }

    /**
     * Removes a dead claim. If its row is locked, the failure is logged and the other claims are removed all the same.
     */
    private void dropIfPossible(Sighting row) {
        try {
            drop(row);
        } catch (RuntimeException e) {
            LOG.warn(
                    "The dead claim on {} cannot be dropped now: {}",
                    Rejection.printable(row.key()),
                    Rejection.printable(e.getMessage()));
        }
    }

    /**
     * Writes the heartbeats of many claims with one statement. If the statement fails or changes fewer rows, each claim
     * gets its own statement, so that a locked row or a lost claim does not affect other claims.
     */
    private void beatAll() {
        List<Map.Entry<String, Hold>> living = holds.entrySet().stream()
                .filter(claim -> !claim.getValue().over)
                .toList();
        RuntimeException failure = null;
        int failures = 0;
        for (List<Map.Entry<String, Hold>> batch : batches(living)) {
            if (beatTogether(batch)) {
                continue;
            }
            for (Map.Entry<String, Hold> claim : batch) {
                try {
                    beat(claim.getKey(), claim.getValue());
                } catch (RuntimeException e) {
                    failure = e;
                    failures++;
                    LOG.debug("No heartbeat for the claim on {}", Rejection.printable(claim.getKey()), e);
                }
            }
        }
        if (failure != null && failures == living.size()) {
            throw failure;
        }
        if (failure != null) {
            LOG.warn("{} of {} claims had no heartbeat: {}", failures, living.size(), failure.getMessage());
        }
    }

    private boolean beatTogether(List<Map.Entry<String, Hold>> claims) {
        Moment now = now();
        List<String> tokens =
                claims.stream().map(claim -> claim.getValue().token).toList();
        try {
            int met = update("UPDATE %s SET BEAT = BEAT + 1 WHERE TOKEN IN (" + marks(tokens) + ")", tokens.toArray());
            if (met < tokens.size()) {
                return false;
            }
        } catch (RuntimeException e) {
            LOG.debug(
                    "The heartbeats of {} claims failed in one statement; each claim gets its own statement",
                    tokens.size(),
                    e);
            return false;
        }
        claims.forEach(claim -> claim.getValue().alive = now);
        return true;
    }

    /**
     * The claims without a new heartbeat for an age, measured from the moment when this node first saw their present
     * state.
     */
    List<Sighting> dead() {
        List<Sighting> rows = query("SELECT JOB_KEY, TOKEN, BEAT FROM %s", this::sightings);
        sightings.keySet().retainAll(rows.stream().map(Sighting::key).toList());
        for (Sighting row : rows) {
            sightings.merge(row.key(), row, (before, now) -> row.isStill(before) ? before : now);
        }
        long now = nanoTime.getAsLong();
        return sightings.values().stream()
                .filter(row -> now - row.since() >= ageInNanos())
                .toList();
    }

    private List<Sighting> sightings(ResultSet rows) throws SQLException {
        Map<String, Sighting> seen = new HashMap<>();
        while (rows.next()) {
            String key = rows.getString(1);
            seen.put(key, new Sighting(key, rows.getString(2), rows.getLong(3), nanoTime.getAsLong()));
        }
        return List.copyOf(seen.values());
    }

    /**
     * Removes a dead claim; true if this node removed it, because several nodes may try. A claim with a newer heartbeat
     * or token stays.
     */
    boolean drop(Sighting dead) {
        boolean dropped = update(
                        "DELETE FROM %s WHERE JOB_KEY = ? AND TOKEN = ? AND BEAT = ?",
                        dead.key(), dead.token(), dead.beat())
                == 1;
        if (dropped) {
            LOG.warn(
                    "The claim on {} had no heartbeat for {} ms: its node is dead or hangs",
                    Rejection.printable(dead.key()),
                    claimAge);
        }
        return dropped;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        limitStatements((int) Math.max(1, TimeUnit.MILLISECONDS.toSeconds(claimAge) / STATEMENTS_IN_AN_AGE));
        heart = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "GlacierJobClaims");
            thread.setDaemon(true);
            return thread;
        });
        long pause = claimAge / BEATS_IN_AN_AGE;
        heart.scheduleWithFixedDelay(this::round, pause, pause, TimeUnit.MILLISECONDS);
    }

    /**
     * Stops the heartbeats without an interrupt, because an interrupt would close the files of a database in this
     * process.
     */
    @Override
    protected void doStop() throws Exception {
        if (heart != null) {
            heart.shutdown();
        }
        super.doStop();
    }
}
