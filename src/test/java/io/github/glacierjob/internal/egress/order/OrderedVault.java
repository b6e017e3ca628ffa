package io.github.glacierjob.internal.egress.order;

import io.github.glacierjob.egress.GlacierEgressEndpoint;
import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.ledger.Sql;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.ManualClock;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.RecordedRequest;
import io.github.glacierjob.simulator.SimulatorBuilder;
import io.github.glacierjob.testkit.Database;
import io.github.glacierjob.testkit.Glacier;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A vault whose archives are LISTED in a ledger, in simulated time, and nodes that order them. */
final class OrderedVault implements AutoCloseable {

    static final String ARN = "arn:aws:glacier:us-east-1:111122223333:vaults/photos";

    private static final Pattern ARCHIVE = Pattern.compile("\"ArchiveId\":\"([^\"]+)\"");

    final Glacier glacier;
    final ManualClock clock;
    final Database database;
    final List<String> archives = new ArrayList<>();
    private final List<Node> open = new ArrayList<>();

    OrderedVault(Database.Kind kind, SimulatorBuilder simulator) throws Exception {
        glacier = new Glacier(simulator);
        clock = glacier.simulator.clock();
        database = new Database(kind);
        glacier.context.getRegistry().bind("db", database.source);
        glacier.context.getRegistry().bind("clock", clock);
        glacier.context.start();
    }

    OrderedVault(SimulatorBuilder simulator) throws Exception {
        this(Database.Kind.H2, simulator);
    }

    /** A node, from its start to its end. */
    final class Node implements AutoCloseable {

        final EgressVault vault;
        final Ordering ordering;
        final Sightings sightings;

        private Node(String options, BooleanSupplier gate) {
            String uri = glacier.uri(options).replace("glacier-job:photos", "glacier-egress:" + ARN)
                    + (options.contains("dataSource") ? "" : "&dataSource=#db") + "&clock=#clock";
            GlacierEgressEndpoint endpoint = glacier.context.getEndpoint(uri, GlacierEgressEndpoint.class);
            vault = new EgressVault(endpoint, endpoint.getConfiguration());
            vault.open();
            Sql sql = vault.ledger().sql();
            if (sql.query("SELECT VAULT_ARN FROM {VAULT}", row -> true).isEmpty()) {
                sql.update("INSERT INTO {VAULT} (VAULT_ARN) VALUES (?)", ARN);
            }
            ordering = new Ordering(vault, glacier.context.getExecutorServiceManager(), this, gate);
            sightings = new Sightings(vault);
            open.add(this);
        }

        /** Runs a poll, and returns when its work is done. */
        void poll() {
            ordering.lookNow();
            ordering.orderNow();
        }

        /** Runs a look alone, as a start does before the first order. */
        void poll(int orders) {
            ordering.lookNow();
            for (int i = 0; i < orders; i++) {
                ordering.orderNow();
            }
        }

        String vaultText(String column) {
            return sql().query("SELECT " + column + " AS V FROM {VAULT}", row -> row.getString("V"))
                    .get(0);
        }

        Sql sql() {
            return vault.ledger().sql();
        }

        String state(String archive) {
            return text("STATE", archive);
        }

        String text(String column, String archive) {
            return sql().query(
                            "SELECT " + column + " AS V FROM {ARCHIVE} WHERE ARCHIVE_ID = ?",
                            row -> row.getString("V"),
                            archive)
                    .get(0);
        }

        long count(String where) {
            return sql().query("SELECT COUNT(*) AS N FROM {ARCHIVE} WHERE " + where, row -> row.getLong("N"))
                    .get(0);
        }

        /** Adds deliveries of one minute. */
        void delivered(Instant minute, long archives, long bytes) {
            sql().update("DELETE FROM {MINUTE} WHERE MINUTE_AT = ?", minute);
            sql().update("INSERT INTO {MINUTE} VALUES (?, 'n', ?, ?, ?)", ARN, minute, archives, bytes);
        }

        /** Makes the rate of the last hour high, for days. */
        void deliversFast() {
            delivered(clock.instant().plus(Duration.ofDays(3)), 1000, 1L << 40);
        }

        /** Lists archives of the vault. */
        List<String> list(int count, long size) {
            List<String> added = new ArrayList<>();
            Instant created = clock.instant().minus(Duration.ofDays(365));
            for (int i = 0; i < count; i++) {
                added.add(list(size, created.plusSeconds(archives.size())));
            }
            return added;
        }

        /** The load that has inserted an archive's row. */
        void belongsToLoad(String archive, long load) {
            sql().update("UPDATE {ARCHIVE} SET FIRST_LOAD = ? WHERE ARCHIVE_ID = ?", load, archive);
        }

        /** Marks a load as complete. */
        void loaded(long load) {
            sql().update("UPDATE {VAULT} SET LOAD_NO = ?, LOADS = ?", load, load);
        }

        String list(long size, Instant created) {
            String archive = glacier.simulator.addArchive("photos", Content.seeded(archives.size(), size), "a");
            list(archive, size, created);
            return archive;
        }

        void list(String archive, long size, Instant created) {
            archives.add(archive);
            sql().update("INSERT INTO {KEY} (VAULT_ARN, ARCHIVE_ID) VALUES (?, ?)", ARN, archive);
            sql().update(
                            "INSERT INTO {ARCHIVE} (ROW_NO, VAULT_ARN, ARCHIVE_ID, NAME, CREATED, SIZE_BYTES, STATE)"
                                    + " VALUES (" + Sql.ROW_NO + ", ?, ?, ?, ?, ?, 'LISTED')",
                            ARN,
                            archive,
                            ARN,
                            archive,
                            archive,
                            created,
                            size);
        }

        /** Ends the node like a killed process: nothing is stored. */
        @Override
        public void close() {
            try {
                ordering.stop();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            vault.close();
        }
    }

    Node node(String options) {
        return node(options, () -> true);
    }

    Node node(String options, BooleanSupplier gate) {
        return new Node(options, gate);
    }

    /** The archives for which jobs were requested, in the order of the requests. */
    List<String> requested() {
        return glacier.simulator.requests(Operation.INITIATE_JOB).stream()
                .map(RecordedRequest::body)
                .map(OrderedVault::archiveIn)
                .toList();
    }

    private static String archiveIn(String body) {
        Matcher found = ARCHIVE.matcher(body);
        return found.find() ? found.group(1) : "none in " + body;
    }

    long count(Operation... operations) {
        return List.of(operations).stream()
                .mapToLong(operation -> glacier.simulator.requests(operation).size())
                .sum();
    }

    /** The newest job of an archive. */
    String jobOf(String archive) {
        List<String> bodies = requested();
        int last = bodies.lastIndexOf(archive);
        return glacier.simulator.jobs("photos").get(last).id();
    }

    /** Makes the job list late: this number of requests returns it without jobs. */
    void listShowsNothing(int times) {
        glacier.simulator.inject(Fault.rawAnswer(200, "application/json", "{\"JobList\":[],\"Marker\":null}")
                .on(Operation.LIST_JOBS)
                .times(times));
    }

    /** Makes the database believe that nodes were silent for a long time. */
    void nodesAreOld(Node any) {
        any.sql().update("UPDATE {ORDERS} SET BEAT_AT = CURRENT_TIMESTAMP - INTERVAL '1' DAY");
    }

    @Override
    public void close() throws SQLException {
        open.forEach(Node::close);
        database.close();
        glacier.close();
    }
}
