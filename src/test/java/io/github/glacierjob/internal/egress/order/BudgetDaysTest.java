package io.github.glacierjob.internal.egress.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.egress.GlacierEgressEndpoint;
import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.ledger.Sql;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.ManualClock;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.SimulatedJob;
import io.github.glacierjob.simulator.Tier;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToDoubleFunction;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/**
 * Thirty days of orders by three applications with one ledger and with faults of the service, on a clock that only the
 * test moves. The budget is judged by the service's own jobs, with code that is independent of the pacer.
 */
class BudgetDaysTest {

    private static final String ARN = "arn:aws:glacier:us-east-1:111122223333:vaults/photos";
    private static final int DAYS = 30;
    private static final int ARCHIVES = 1900;
    private static final int LARGEST = 900;
    private static final Duration STEP = Duration.ofMinutes(20);

    private static final long BYTES_PER_HOUR = 2_500;
    private static final long BYTES_PER_DAY = 28_000;
    private static final double ORDERS_PER_SECOND = 2;
    private static final double COST_PER_DAY = 0.002;

    /** The price of a request and of a byte at the tier Bulk. */
    private static final double PRICE_OF_AN_ORDER = 0.025 / 1000;

    private static final double PRICE_OF_A_BYTE = 0.0025 / (1L << 30);

    private final Random random = new Random(17);
    private final JdbcDataSource database = new JdbcDataSource();
    private final Map<String, SimulatedJob> jobs = new TreeMap<>();
    private final Map<String, Long> sizes = new TreeMap<>();

    /** An application from its start to its end. */
    private final class Node implements AutoCloseable {

        private final CamelContext context = new DefaultCamelContext();
        private final EgressVault vault;
        private final Ordering ordering;

        Node(GlacierSimulator simulator) {
            context.getRegistry().bind("db", database);
            context.getRegistry().bind("clock", simulator.clock());
            context.start();
            GlacierEgressEndpoint endpoint = context.getEndpoint(
                    "glacier-egress:" + ARN + "?accessKey=a&secretKey=s&overrideEndpoint=true&uriEndpointOverride="
                            + simulator.endpoint() + "&dataSource=#db&clock=#clock&retryDelay=1&maxRetryDelay=5"
                            + "&requestTimeout=5000&bytesPerHour=" + BYTES_PER_HOUR + "&bytesPerDay=" + BYTES_PER_DAY
                            + "&ordersPerSecond=" + ORDERS_PER_SECOND + "&costPerDay=" + COST_PER_DAY,
                    GlacierEgressEndpoint.class);
            vault = new EgressVault(endpoint, endpoint.getConfiguration());
            vault.open();
            sql().update("MERGE INTO {VAULT} (VAULT_ARN) VALUES (?)", ARN);
            ordering = new Ordering(vault, context.getExecutorServiceManager(), this, () -> true);
        }

        Sql sql() {
            return vault.ledger().sql();
        }

        void poll() {
            ordering.lookNow();
            ordering.orderNow();
        }

        @Override
        public void close() {
            try {
                ordering.stop();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            vault.close();
            context.stop();
        }
    }

    private record Executed(Instant at, long bytes) {

        double cost() {
            return PRICE_OF_AN_ORDER + bytes * PRICE_OF_A_BYTE;
        }
    }

    @Test
    void noSlidingWindowExceedsTheBudgetAndAlmostAllOfItIsUsed() throws Exception {
        database.setURL("jdbc:h2:mem:budget-days;DB_CLOSE_DELAY=-1");
        try (Connection open = database.getConnection();
                GlacierSimulator simulator = GlacierSimulator.builder()
                        .archiveJobDuration(Tier.BULK, Duration.ofHours(8))
                        .requestsKept(0)
                        .start()) {
            simulator.createVault("photos");
            List<Node> nodes = new ArrayList<>(List.of(new Node(simulator), new Node(simulator), new Node(simulator)));
            list(open, simulator);
            misbehave(simulator);
            Instant begin = simulator.clock().instant();
            run(simulator, nodes);
            nodes.forEach(Node::close);
            judge(begin, simulator.clock());
            open.createStatement().execute("SHUTDOWN");
        }
    }

    private void list(Connection open, GlacierSimulator simulator) throws Exception {
        Instant created = simulator.clock().instant().minus(Duration.ofDays(400));
        try (PreparedStatement insert =
                        open.prepareStatement("INSERT INTO GLACIER_EGRESS_ARCHIVE (ROW_NO, VAULT_ARN, ARCHIVE_ID,"
                                + " NAME, CREATED, SIZE_BYTES, STATE) VALUES (?, ?, ?, 'a', ?, ?, 'LISTED')");
                PreparedStatement key = open.prepareStatement(
                        "INSERT INTO GLACIER_EGRESS_KEY (ROW_NO, VAULT_ARN, ARCHIVE_ID) VALUES (?, ?, ?)")) {
            for (int i = 0; i < ARCHIVES; i++) {
                long size = 1 + random.nextInt(LARGEST);
                String id = simulator.addArchive("photos", Content.seeded(i, size), "a");
                sizes.put(id, size);
                for (PreparedStatement statement : List.of(key, insert)) {
                    statement.setLong(1, i);
                    statement.setString(2, ARN);
                    statement.setString(3, id);
                }
                insert.setObject(4, created.plusSeconds(i).atOffset(ZoneOffset.UTC));
                insert.setLong(5, size);
                key.addBatch();
                insert.addBatch();
            }
            key.executeBatch();
            insert.executeBatch();
        }
    }

    private static void misbehave(GlacierSimulator simulator) {
        simulator.inject(Fault.throttling().on(Operation.INITIATE_JOB).probability(0.02, 1));
        simulator.inject(Fault.answerLost().on(Operation.INITIATE_JOB).probability(0.005, 2));
        simulator.inject(Fault.resetBeforeAnswer().on(Operation.INITIATE_JOB).probability(0.005, 3));
    }

    private void run(GlacierSimulator simulator, List<Node> nodes) {
        long steps = Duration.ofDays(DAYS).dividedBy(STEP);
        for (long step = 0; step < steps; step++) {
            CompletableFuture.allOf(nodes.stream()
                            .map(node -> CompletableFuture.runAsync(node::poll))
                            .toArray(CompletableFuture[]::new))
                    .join();
            nodes.get(0).sql().update("UPDATE {ARCHIVE} SET STATE = 'DELIVERED' WHERE STATE = 'ORDERED'");
            if (step % 36 == 35) {
                simulator.jobs("photos").forEach(job -> jobs.put(job.id(), job));
            }
            if (step % 500 == 499) {
                nodes.remove(0).close();
                nodes.add(new Node(simulator));
            }
            simulator.clock().advance(STEP);
        }
    }

    private void judge(Instant begin, ManualClock clock) {
        List<Executed> log = jobs.values().stream()
                .map(job -> new Executed(job.created(), job.outputSize()))
                .sorted(Comparator.comparing(Executed::at))
                .toList();
        long bytes = log.stream().mapToLong(Executed::bytes).sum();
        assertThat(jobs.values().stream().map(SimulatedJob::archiveId)).doesNotHaveDuplicates();
        assertThat(log).as("work is left").hasSizeLessThan(ARCHIVES);
        assertThat(most(log, Duration.ofHours(1), Executed::bytes)).isLessThanOrEqualTo(BYTES_PER_HOUR);
        assertThat(most(log, Duration.ofDays(1), Executed::bytes)).isLessThanOrEqualTo(BYTES_PER_DAY);
        assertThat(most(log, Duration.ofDays(1), Executed::cost)).isLessThanOrEqualTo(COST_PER_DAY);
        assertThat(most(log, Duration.ofSeconds(1), one -> 1)).isEqualTo(2);
        double allowed = DAYS * (double) (BYTES_PER_DAY - LARGEST);
        System.out.printf("%d archives, %d bytes, %.1f%% of the budget%n", log.size(), bytes, 100 * bytes / allowed);
        assertThat((double) bytes).isGreaterThan(0.95 * allowed);
        assertThat(Duration.between(begin, clock.instant())).isEqualTo(Duration.ofDays(DAYS));
    }

    private static double most(List<Executed> log, Duration window, ToDoubleFunction<Executed> measure) {
        double most = 0;
        double sum = 0;
        int from = 0;
        for (Executed one : log) {
            sum += measure.applyAsDouble(one);
            while (!log.get(from).at().isAfter(one.at().minus(window))) {
                sum -= measure.applyAsDouble(log.get(from));
                from++;
            }
            most = Math.max(most, sum);
        }
        return most;
    }
}
