package io.github.glacierjob.internal.egress.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.egress.GlacierEgressEndpoint;
import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.naming.Names;
import io.github.glacierjob.simulator.ManualClock;
import io.github.glacierjob.testkit.Database;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Random inventories are loaded one after the other, with different filters, interruptions in the middle, and archives
 * that change in between. Each row must be as if every load had marked all archives that it saw. The judge is code that
 * does this in a map.
 */
class LoadHistoriesTest {

    private static final int ARCHIVES = 6;
    private static final int NEVER = Integer.MAX_VALUE;
    private static final Instant FIRST = Instant.parse("2020-11-01T00:00:00Z");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final AtomicInteger VAULTS = new AtomicInteger();
    private static final Map<Database.Kind, Database> DATABASES = new TreeMap<>();

    @BeforeContainer
    static void open() {
        Database.kinds().forEach(kind -> {
            try {
                DATABASES.put(kind, new Database(kind));
            } catch (java.sql.SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @AfterContainer
    static void close() throws Exception {
        for (Database database : DATABASES.values()) {
            database.close();
        }
    }

    /**
     * A load, and a change of an archive after it.
     *
     * @param day      the day of the inventory; negative if it has no date
     * @param ids      bits: the archives in the inventory
     * @param unwanted the archive that the filter refuses
     * @param breaksAt the step at which the load is interrupted at first
     */
    private record Step(int day, int ids, int unwanted, int breaksAt, int changed, Change change) {

        Instant date() {
            return day < 0 ? null : FIRST.plusSeconds(day * 86_400L);
        }

        List<String> archives() {
            return IntStream.range(0, ARCHIVES)
                    .filter(i -> (ids & 1 << i) != 0)
                    .mapToObj(LoadHistoriesTest::id)
                    .toList();
        }

        String document(String arn, int number) {
            return "{\"VaultARN\":\"" + arn + "\","
                    + (day < 0 ? "" : "\"InventoryDate\":\"" + date() + "\",")
                    + archives().stream()
                            .map(id -> "{\"ArchiveId\":\"" + id + "\",\"ArchiveDescription\":\"in " + number
                                    + "\",\"CreationDate\":\"2017-08-22T17:24:07Z\",\"Size\":1,\"SHA256TreeHash\":\""
                                    + "ca6d".repeat(16) + "\"}")
                            .collect(Collectors.joining(",", "\"ArchiveList\":[", "]}"));
        }

        String refusal(String id) {
            return id.equals(id(unwanted)) ? "filter: not " + unwanted : null;
        }
    }

    private enum Change {
        NOTHING,
        ORDERED,
        INTENDED,
        LISTED,
        DELIVERED,
        FAILED
    }

    /** Upper and lower case, and signs: databases sort them differently. */
    private static String id(int number) {
        return List.of("aB_1", "Ab-2", "ab_3", "B_4", "-b5", "_A6", "none").get(number);
    }

    @Provide
    static Arbitrary<List<Step>> histories() {
        return Combinators.combine(
                        Arbitraries.integers().between(-1, 4),
                        Arbitraries.integers().between(0, (1 << ARCHIVES) - 1),
                        Arbitraries.integers().between(0, ARCHIVES),
                        Arbitraries.of(NEVER, NEVER, 5, 10, 15),
                        Arbitraries.integers().between(0, ARCHIVES - 1),
                        Arbitraries.of(Change.class))
                .as(Step::new)
                .list()
                .ofMinSize(2)
                .ofMaxSize(7);
    }

    @Example
    void anArchiveThatReturnsAndIsNotWantedIsSkippedByTheFilterAndListedWhenItIsWanted() throws Exception {
        Step wanted = new Step(0, 1, ARCHIVES, NEVER, 0, Change.NOTHING);
        Step deleted = new Step(3, 2, ARCHIVES, NEVER, 0, Change.NOTHING);
        Step notWanted = new Step(-1, 3, 0, NEVER, 0, Change.NOTHING);
        Step wantedAgain = new Step(4, 3, ARCHIVES, NEVER, 0, Change.NOTHING);
        eachRowEqualsTheModelAfterAnyHistoryOfLoads(List.of(wanted, deleted, notWanted, wantedAgain));
        for (Database database : DATABASES.values()) {
            try (Vault vault = new Vault(database)) {
                vault.load(wanted, 1);
                vault.load(deleted, 2);
                assertThat(vault.states()).containsEntry(id(0), "SKIPPED deleted before 2020-11-04T00:00:00Z");
                vault.load(notWanted, 3);
                assertThat(vault.states()).containsEntry(id(0), "SKIPPED filter: not 0");
                vault.load(wantedAgain, 4);
                assertThat(vault.states()).containsEntry(id(0), "LISTED null");
            }
        }
    }

    @Property(tries = 60)
    void eachRowEqualsTheModelAfterAnyHistoryOfLoads(@ForAll("histories") List<Step> history) throws Exception {
        for (Database database : DATABASES.values()) {
            try (Vault vault = new Vault(database)) {
                Marks marks = new Marks();
                int number = 0;
                for (Step step : history) {
                    vault.load(step, ++number);
                    marks.load(step, number);
                    assertThat(vault.states()).as("%s after %s", history, step).isEqualTo(marks.states());
                    assertThat(vault.inventory())
                            .as("%s after %s", history, step)
                            .isEqualTo(step.archives());
                    vault.change(id(step.changed()), step.change());
                    marks.change(id(step.changed()), step.change());
                }
            }
        }
    }

    private static final class Vault implements AutoCloseable {

        private final CamelContext context = new DefaultCamelContext();
        private final String arn = "arn:aws:glacier:us-east-1:111122223333:vaults/history" + VAULTS.incrementAndGet();
        private final EgressVault vault;
        private final LoaderClaim claim;
        private final ManualClock clock = new ManualClock(START);

        Vault(Database database) {
            context.getRegistry().bind("db", database.source);
            context.getRegistry().bind("clock", clock);
            GlacierEgressEndpoint endpoint = context.getEndpoint(
                    "glacier-egress:" + arn
                            + "?accessKey=a&secretKey=s&inventory=file:none&dataSource=#db&clock=#clock",
                    GlacierEgressEndpoint.class);
            vault = new EgressVault(endpoint, endpoint.getConfiguration());
            vault.open();
            claim = new LoaderClaim(vault);
            claim.row();
        }

        /** A second after the previous load: an inventory without a date gets the time of its load. */
        void load(Step step, int number) {
            clock.advance(Duration.ofSeconds(1));
            assertThat(claim.take()).isTrue();
            byte[] document = step.document(arn, number).getBytes(StandardCharsets.UTF_8);
            InventoryDocument opened =
                    new InventoryDocument(null, "a file", null, () -> new ByteArrayInputStream(document));
            if (step.breaksAt() != NEVER) {
                long before = claim.row().loads();
                try {
                    loader(step, step.breaksAt()).run(opened);
                } catch (CancellationException e) {
                    assertThat(claim.row().isWhole())
                            .isEqualTo(before > 0 && claim.row().loads() == before);
                }
            }
            loader(step, NEVER).run(opened);
            assertThat(claim.row().isWhole()).isTrue();
            assertThat(claim.row().loaded().archives())
                    .isEqualTo(step.archives().size());
        }

        private InventoryLoad loader(Step step, int steps) {
            AtomicInteger left = new AtomicInteger(steps);
            ArchiveFilter filter =
                    new ArchiveFilter("not " + step.unwanted(), archive -> step.refusal(archive.id()) == null);
            return new InventoryLoad(
                    claim,
                    filter,
                    new Names(context, vault.options()),
                    () -> steps != NEVER && left.getAndDecrement() <= 0,
                    2);
        }

        Map<String, String> states() {
            Map<String, String> states = new TreeMap<>();
            claim.sql()
                    .query(
                            "SELECT ARCHIVE_ID, STATE, CAUSE FROM {ARCHIVE} WHERE VAULT_ARN = ?",
                            row -> states.put(row.getString(1), row.getString(2) + " " + row.getString(3)),
                            arn);
            return states;
        }

        /** The number that a preview counts. */
        List<String> inventory() {
            List<String> ids = new ArrayList<>(claim.sql()
                    .query(
                            "SELECT ARCHIVE_ID FROM {ARCHIVE} WHERE VAULT_ARN = ? AND LACKED_LOAD IS NULL",
                            row -> row.getString(1),
                            arn));
            return IntStream.range(0, ARCHIVES)
                    .mapToObj(LoadHistoriesTest::id)
                    .filter(ids::contains)
                    .toList();
        }

        void change(String id, Change change) {
            String key = " WHERE VAULT_ARN = ? AND ARCHIVE_ID = ? AND STATE IN ('LISTED', 'ORDERED')";
            switch (change) {
                case NOTHING -> {}
                case INTENDED ->
                    claim.sql().update("UPDATE {ARCHIVE} SET ORDER_ID = 'o'" + key + " AND STATE = 'LISTED'", arn, id);
                default ->
                    claim.sql().update("UPDATE {ARCHIVE} SET STATE = ?, ORDER_ID = NULL" + key, change.name(), arn, id);
            }
        }

        @Override
        public void close() {
            vault.close();
            context.stop();
        }
    }

    /** Every load marks the archives that it sees, with its number and its date. */
    private static final class Marks {

        private record Row(String state, String cause, boolean intended, int load, Instant date) {

            Row with(String newState, String newCause, Instant newDate) {
                return new Row(newState, newCause, intended, load, newDate);
            }
        }

        private final Map<String, Row> rows = new TreeMap<>();

        void load(Step step, int number) {
            Instant latest = step.date() == null ? START.plusSeconds(number) : step.date();
            for (String id : step.archives()) {
                Row listed = listed(step.refusal(id), number, latest);
                rows.merge(id, listed, Marks::seen);
            }
            if (step.date() != null) {
                rows.replaceAll((id, row) -> isDeleted(row, step.date(), number)
                        ? row.with("SKIPPED", "deleted before " + step.date(), step.date())
                        : row);
            }
        }

        private static Row listed(String cause, int number, Instant latest) {
            return new Row(cause == null ? "LISTED" : "SKIPPED", cause, false, number, latest);
        }

        private static Row seen(Row row, Row listed) {
            boolean deleted = row.cause() != null && row.cause().startsWith("deleted before ");
            boolean open = row.state().equals("LISTED")
                    || row.state().equals("SKIPPED") && (!deleted || row.date().isBefore(listed.date()));
            boolean judged = open && !row.intended() && (deleted || !row.state().equals(listed.state()));
            Row decided = judged ? listed : row;
            Instant date = row.date().isAfter(listed.date()) ? row.date() : listed.date();
            return new Row(decided.state(), decided.cause(), row.intended(), listed.load(), date);
        }

        private static boolean isDeleted(Row row, Instant date, int number) {
            boolean open = row.state().equals("LISTED")
                    || row.state().equals("SKIPPED") && row.cause().startsWith("filter: ");
            return open && !row.intended() && row.load() != number && row.date().isBefore(date);
        }

        void change(String id, Change change) {
            rows.computeIfPresent(id, (key, row) -> {
                boolean open = row.state().equals("LISTED") || row.state().equals("ORDERED");
                if (!open || change == Change.NOTHING) {
                    return row;
                }
                if (change == Change.INTENDED) {
                    boolean intended = row.intended() || row.state().equals("LISTED");
                    return new Row(row.state(), row.cause(), intended, row.load(), row.date());
                }
                return new Row(change.name(), row.cause(), false, row.load(), row.date());
            });
        }

        Map<String, String> states() {
            Map<String, String> states = new TreeMap<>();
            rows.forEach((id, row) -> states.put(id, row.state() + " " + row.cause()));
            return states;
        }
    }
}
