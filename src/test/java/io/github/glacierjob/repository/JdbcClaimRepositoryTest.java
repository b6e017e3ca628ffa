package io.github.glacierjob.repository;

import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.testkit.Database;
import io.github.glacierjob.testkit.SameMoment;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests the claims of several nodes in one database. The test runs the rounds of the nodes, and decides how much time
 * has passed.
 */
class JdbcClaimRepositoryTest {

    private static final Duration AGE = Duration.ofMinutes(1);

    private final AtomicLong nanoTime = new AtomicLong();
    private Instant wall = Instant.parse("2026-01-01T00:00:00Z");
    private Database database;

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    /** A node that sends heartbeats only when a test calls it. */
    private JdbcClaimRepository node(Callable<Connection> connections) {
        JdbcClaimRepository node = new JdbcClaimRepository(Database.source(connections), nanoTime::get, () -> wall);
        node.setClaimAge(AGE.toMillis());
        node.start();
        node.stop();
        return node;
    }

    private List<JdbcClaimRepository> nodes(Database.Kind kind, int count) throws SQLException {
        database = new Database(kind);
        return IntStream.range(0, count)
                .mapToObj(i -> node(database.source::getConnection))
                .toList();
    }

    private void pass(Duration time) {
        nanoTime.addAndGet(time.toNanos());
        wall = wall.plus(time);
    }

    /** Passes a claim's age in which all of these nodes send heartbeats. */
    private void passAnAge(JdbcClaimRepository... living) {
        for (int i = 0; i <= 4; i++) {
            for (JdbcClaimRepository node : living) {
                node.round();
            }
            pass(AGE.dividedBy(4));
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.glacierjob.testkit.Database#kinds")
    void nodesThatCreateTheTableAtTheSameMomentAllStart(Database.Kind kind) throws Exception {
        database = new Database(kind);
        for (int round = 0; round < 20; round++) {
            String table = "CLAIMS_" + round;
            List<JdbcClaimRepository> nodes = SameMoment.begin(4, () -> {
                JdbcClaimRepository node = new JdbcClaimRepository(
                        Database.source(database.source::getConnection), nanoTime::get, () -> wall);
                node.setTableName(table);
                node.start();
                node.stop();
                return node;
            });
            assertThat(AbstractJdbcRepositoryTest.atOnce(nodes, node -> node.add("job")))
                    .containsExactlyInAnyOrder(true, false, false, false);
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.glacierjob.testkit.Database#kinds")
    void exactlyOneOfSeveralNodesClaimsAJob(Database.Kind kind) throws Exception {
        List<JdbcClaimRepository> nodes = nodes(kind, 4);
        for (int job = 0; job < 6; job++) {
            String key = "job " + job;
            assertThat(AbstractJdbcRepositoryTest.atOnce(nodes, node -> node.add(key)))
                    .containsOnlyOnce(true);
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.glacierjob.testkit.Database#kinds")
    void aReleasedJobCanBeClaimedAtOnce(Database.Kind kind) throws Exception {
        List<JdbcClaimRepository> nodes = nodes(kind, 2);
        nodes.get(0).add("a");
        assertThat(nodes.get(1).contains("a")).isTrue();

        assertThat(nodes.get(0).remove("a")).isTrue();

        assertThat(nodes.get(0).isHeld("a")).isFalse();
        assertThat(nodes.get(1).contains("a")).isFalse();
        assertThat(nodes.get(1).add("a")).isTrue();
    }

    @ParameterizedTest
    @MethodSource("io.github.glacierjob.testkit.Database#kinds")
    void aClaimOfALivingNodeNeverExpires(Database.Kind kind) throws Exception {
        List<JdbcClaimRepository> nodes = nodes(kind, 2);
        nodes.get(0).add("a");
        for (int age = 0; age < 5; age++) {
            passAnAge(nodes.get(0), nodes.get(1));
            assertThat(nodes.get(1).add("a")).isFalse();
            assertThat(nodes.get(0).isHeld("a")).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.glacierjob.testkit.Database#kinds")
    void exactlyOneNodeTakesOverTheClaimOfADeadNodeAndRenewsIt(Database.Kind kind) throws Exception {
        List<JdbcClaimRepository> nodes = nodes(kind, 4);
        nodes.get(0).add("a");
        List<JdbcClaimRepository> living = nodes.subList(1, 4);
        living.forEach(JdbcClaimRepository::round);
        pass(AGE.minusMillis(1));
        living.forEach(JdbcClaimRepository::round);
        assertThat(living.get(0).contains("a")).isTrue();
        pass(Duration.ofMillis(1));

        List<Boolean> taken = AbstractJdbcRepositoryTest.atOnce(living, node -> {
            node.round();
            return node.add("a");
        });

        assertThat(taken).containsOnlyOnce(true);
        JdbcClaimRepository taker = living.get(taken.indexOf(true));
        JdbcClaimRepository other = living.get(taken.indexOf(false));
        passAnAge(taker, other);
        passAnAge(taker, other);
        assertThat(other.add("a")).isFalse();
        assertThat(taker.isHeld("a")).isTrue();
    }

    @ParameterizedTest
    @MethodSource("io.github.glacierjob.testkit.Database#kinds")
    void aClaimThatIsRenewedBeforeItsRemovalStays(Database.Kind kind) throws Exception {
        List<JdbcClaimRepository> nodes = nodes(kind, 2);
        nodes.get(0).add("a");
        nodes.get(1).round();
        pass(AGE);
        List<JdbcClaimRepository.Sighting> dead = nodes.get(1).dead();
        assertThat(dead).hasSize(1);

        nodes.get(0).round();

        assertThat(nodes.get(1).drop(dead.get(0))).isFalse();
        assertThat(nodes.get(0).isHeld("a")).isTrue();
    }

    @ParameterizedTest
    @MethodSource("io.github.glacierjob.testkit.Database#kinds")
    void aNewerClaimIsNotRemovedInPlaceOfADeadOne(Database.Kind kind) throws Exception {
        List<JdbcClaimRepository> nodes = nodes(kind, 3);
        nodes.get(0).add("a");
        nodes.get(1).round();
        nodes.get(2).round();
        pass(AGE);
        List<JdbcClaimRepository.Sighting> dead = nodes.get(1).dead();
        nodes.get(2).round();
        assertThat(nodes.get(2).add("a")).isTrue();

        assertThat(nodes.get(1).drop(dead.get(0))).isFalse();
        assertThat(nodes.get(1).add("a")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("io.github.glacierjob.testkit.Database#kinds")
    void aNodeThatWakesUpAfterItsClaimWasTakenNoticesItAndChangesNothing(Database.Kind kind) throws Exception {
        List<JdbcClaimRepository> nodes = nodes(kind, 3);
        JdbcClaimRepository paused = nodes.get(0);
        JdbcClaimRepository taker = nodes.get(1);
        paused.add("a");
        taker.round();
        pass(AGE);
        taker.round();
        assertThat(taker.add("a")).isTrue();

        assertThat(paused.isHeld("a")).isFalse();
        assertThat(paused.add("a")).isFalse();
        assertThat(paused.remove("a")).isFalse();
        assertThat(taker.isHeld("a")).isTrue();
        assertThat(nodes.get(2).add("a")).isFalse();

        taker.remove("a");
        assertThat(paused.add("a")).isTrue();
        assertThat(paused.isHeld("a")).isTrue();
    }

    /** The monotonic clock stands still while a machine sleeps. */
    @ParameterizedTest
    @MethodSource("io.github.glacierjob.testkit.Database#kinds")
    void aMachineThatSleptChecksItsClaimInTheDatabase(Database.Kind kind) throws Exception {
        List<JdbcClaimRepository> nodes = nodes(kind, 2);
        JdbcClaimRepository slept = nodes.get(0);
        slept.add("a");
        slept.add("b");
        nodes.get(1).clear();
        assertThat(nodes.get(1).add("a")).isTrue();
        assertThat(slept.isHeld("a"))
                .as("as long as no time has passed by any clock")
                .isTrue();

        wall = wall.plus(AGE);

        assertThat(slept.isHeld("a")).isFalse();
        assertThat(nodes.get(1).isHeld("a")).isTrue();
    }

    @ParameterizedTest
    @MethodSource("io.github.glacierjob.testkit.Database#kinds")
    void aClockChangeCostsANodeNoClaim(Database.Kind kind) throws Exception {
        JdbcClaimRepository node = nodes(kind, 1).get(0);
        node.add("a");

        wall = wall.plus(Duration.ofDays(1));
        assertThat(node.isHeld("a")).isTrue();
        wall = wall.minus(Duration.ofDays(2));
        assertThat(node.isHeld("a")).isTrue();
    }

    @ParameterizedTest
    @MethodSource("io.github.glacierjob.testkit.Database#kinds")
    void aNodeWhoseClaimWasRemovedCannotClaimTheJobBeforeItsOwnRelease(Database.Kind kind) throws Exception {
        List<JdbcClaimRepository> nodes = nodes(kind, 2);
        nodes.get(0).add("a");
        nodes.get(1).clear();

        assertThat(nodes.get(0).add("a")).isFalse();
        nodes.get(0).remove("a");
        assertThat(nodes.get(0).add("a")).isTrue();
    }

    @ParameterizedTest
    @MethodSource("io.github.glacierjob.testkit.Database#kinds")
    void aNodeThatWakesUpInTimeContinues(Database.Kind kind) throws Exception {
        List<JdbcClaimRepository> nodes = nodes(kind, 2);
        nodes.get(0).add("a");
        nodes.get(1).round();
        pass(AGE);

        assertThat(nodes.get(0).isHeld("a")).isTrue();
        nodes.get(1).round();
        assertThat(nodes.get(1).contains("a")).isTrue();
    }

    @ParameterizedTest
    @MethodSource("io.github.glacierjob.testkit.Database#kinds")
    void aDatabaseOutageMakesNoNodeCountAsDead(Database.Kind kind) throws Exception {
        JdbcClaimRepository living = nodes(kind, 1).get(0);
        AtomicBoolean away = new AtomicBoolean();
        JdbcClaimRepository other = node(() -> {
            if (away.get()) {
                throw new SQLException("The database is away");
            }
            return database.source.getConnection();
        });
        living.add("a");
        other.round();
        away.set(true);
        pass(AGE);
        other.round();
        away.set(false);

        other.round();
        assertThat(other.contains("a")).isTrue();
        pass(AGE);
        other.round();
        assertThat(other.contains("a")).isFalse();
    }

    /** A person who reads the table with a database tool may lock a row for a long time. */
    @ParameterizedTest
    @MethodSource("io.github.glacierjob.testkit.Database#kinds")
    @Timeout(60)
    void aLockedRowCostsALivingNodeNoOtherClaim(Database.Kind kind) throws Exception {
        List<JdbcClaimRepository> nodes = nodes(kind, 2);
        List<String> keys = List.of("a", "b", "c", "d", "e");
        keys.forEach(nodes.get(0)::add);
        nodes.get(1).round();
        try (Connection other = database.source.getConnection();
                Statement lock = other.createStatement()) {
            other.setAutoCommit(false);
            lock.executeQuery("SELECT * FROM GLACIER_JOB_CLAIM WHERE JOB_KEY = 'c' FOR UPDATE");
            pass(AGE.dividedBy(2));

            nodes.get(0).round();
            other.rollback();
        }
        pass(AGE.dividedBy(2).plusSeconds(1));
        nodes.get(1).round();

        assertThat(keys).filteredOn(nodes.get(1)::contains).containsExactly("a", "b", "d", "e");
        assertThat(keys).filteredOn(nodes.get(0)::isHeld).containsExactly("a", "b", "d", "e");
    }

    @ParameterizedTest
    @MethodSource("io.github.glacierjob.testkit.Database#kinds")
    @Timeout(60)
    void aLockedRowOfADeadNodeDelaysNoOtherTakeover(Database.Kind kind) throws Exception {
        List<JdbcClaimRepository> nodes = nodes(kind, 2);
        List<String> keys = List.of("a", "b", "c", "d", "e");
        keys.forEach(nodes.get(0)::add);
        nodes.get(1).round();
        pass(AGE.plusSeconds(1));
        try (Connection other = database.source.getConnection();
                Statement lock = other.createStatement()) {
            other.setAutoCommit(false);
            lock.executeQuery("SELECT * FROM GLACIER_JOB_CLAIM WHERE JOB_KEY = 'c' FOR UPDATE");

            nodes.get(1).round();
            other.rollback();
        }
        assertThat(keys).filteredOn(nodes.get(1)::contains).containsExactly("c");

        nodes.get(1).round();
        assertThat(nodes.get(1).contains("c"))
                .as("it is still known to be dead")
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("io.github.glacierjob.testkit.Database#kinds")
    void oneStatementRenewsAllClaimsOfANode(Database.Kind kind) throws Exception {
        nodes(kind, 1);
        AtomicInteger statements = new AtomicInteger();
        JdbcClaimRepository node = node(() -> {
            statements.incrementAndGet();
            return database.source.getConnection();
        });
        IntStream.range(0, 20).forEach(i -> node.add("job " + i));
        statements.set(0);

        node.round();
        assertThat(statements).as("the heartbeats, and the look for dead nodes").hasValue(2);
        passAnAge(node);
        assertThat(IntStream.range(0, 20)).allMatch(i -> node.isHeld("job " + i));
    }

    @ParameterizedTest
    @MethodSource("io.github.glacierjob.testkit.Database#kinds")
    void claimsAreRenewedInTheBackground(Database.Kind kind) throws Exception {
        nodes(kind, 1);
        JdbcClaimRepository node = new JdbcClaimRepository(database.source, nanoTime::get, () -> wall);
        node.setClaimAge(1000);
        node.start();
        node.add("a");

        await().atMost(SOON).until(() -> beats(node) >= 3);
        node.stop();
    }

    private static long beats(JdbcClaimRepository node) {
        return node.query("SELECT BEAT FROM %s", rows -> rows.next() ? rows.getLong(1) : -1L);
    }
}
