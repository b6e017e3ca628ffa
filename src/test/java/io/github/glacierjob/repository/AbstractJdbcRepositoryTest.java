package io.github.glacierjob.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.glacierjob.testkit.Database;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the guarantees of the repositories in a database, on every database. */
abstract class AbstractJdbcRepositoryTest {

    private static final int NODES = 4;

    private Database database;

    abstract Database.Kind kind();

    @BeforeEach
    void open() throws SQLException {
        database = new Database(kind());
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    private JdbcProgressRepository progress() {
        return started(new JdbcProgressRepository(database.source));
    }

    private JdbcJobRepository consumed() {
        return started(new JdbcJobRepository(database.source));
    }

    private static <R extends JdbcRepository> R started(R repository) {
        repository.start();
        return repository;
    }

    /** The results of the same call on several nodes at the same time. */
    static <R, T> List<T> atOnce(List<R> nodes, Function<R, T> call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(nodes.size());
        try {
            List<Callable<T>> calls = nodes.stream()
                    .<Callable<T>>map(node -> () -> call.apply(node))
                    .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void everyNodeReadsAStateUntilItIsRemoved() {
        JdbcProgressRepository here = progress();
        JdbcProgressRepository there = progress();

        assertThat(there.getState("a")).isNull();
        here.setState("a", "1");
        there.setState("b", "2");
        here.setState("a", "3");
        assertThat(there.getState("a")).isEqualTo("3");
        assertThat(here.getState("b")).isEqualTo("2");

        there.setState("a", "");
        assertThat(here.getState("a")).isNull();
        assertThat(here.getState("b")).isEqualTo("2");
    }

    @Test
    void theLongestKeyAndTheLongestStateFit() {
        String key = "k".repeat(512);
        String state = "s".repeat(4000);
        progress().setState(key, state);

        assertThat(progress().getState(key)).isEqualTo(state);
    }

    @Test
    void nodesMayWriteTheFirstStateOfAJobAtTheSameTime() throws Exception {
        List<JdbcProgressRepository> nodes =
                IntStream.range(0, NODES).mapToObj(i -> progress()).toList();
        for (int job = 0; job < 6; job++) {
            String key = "job " + job;
            List<String> seen = atOnce(nodes, node -> {
                node.setState(key, "state");
                return node.getState(key);
            });
            assertThat(seen).containsOnly("state");
        }
    }

    @Test
    void exactlyOneOfSeveralNodesRecordsAJobFirst() throws Exception {
        List<JdbcJobRepository> nodes =
                IntStream.range(0, NODES).mapToObj(i -> consumed()).toList();
        for (int job = 0; job < 6; job++) {
            String key = "job " + job;
            assertThat(atOnce(nodes, node -> node.add(key))).containsOnlyOnce(true);
        }
    }

    @Test
    void everyNodeSeesARecordedJobUntilItIsRemoved() {
        JdbcJobRepository here = consumed();
        JdbcJobRepository there = consumed();
        here.add("a");
        here.add("b");
        here.add("c");

        assertThat(there.contains("a")).isTrue();
        assertThat(there.contains("A")).isFalse();
        assertThat(there.remove("a")).isTrue();
        assertThat(here.contains("a")).isFalse();
        assertThat(here.remove("a")).isFalse();

        here.clear();
        assertThat(there.contains("b")).isFalse();
    }

    /** The second connection is the one of the CREATE TABLE. */
    @Test
    void aTableThatAnotherNodeCreatesAtTheSameTimeIsUsed() {
        AtomicInteger connections = new AtomicInteger();
        JdbcProgressRepository second = new JdbcProgressRepository(Database.source(() -> {
            if (connections.incrementAndGet() == 2) {
                progress().setState("a", "1");
            }
            return database.source.getConnection();
        }));
        second.start();

        assertThat(second.getState("a")).isEqualTo("1");
    }

    @Test
    void withoutCreateTableTheTableMustExist() {
        JdbcJobRepository repository = new JdbcJobRepository(database.source);
        repository.setTableName("consumed_elsewhere");
        repository.setCreateTable(false);

        assertThatThrownBy(repository::start)
                .hasStackTraceContaining("The database failed at: SELECT JOB_KEY FROM consumed_elsewhere");
    }

    @Test
    void aTableWithOtherColumnsIsRefusedAtTheStart() {
        consumed();
        JdbcProgressRepository repository = new JdbcProgressRepository(database.source);
        repository.setTableName("GLACIER_JOB_CONSUMED");

        assertThatThrownBy(repository::start).hasStackTraceContaining("CREATE TABLE GLACIER_JOB_CONSUMED");
    }

    @Test
    void aTableNameMayHaveASchema() throws SQLException {
        try (var connection = database.source.getConnection()) {
            connection.createStatement().execute("CREATE SCHEMA archive");
        }
        JdbcJobRepository repository = new JdbcJobRepository(database.source);
        repository.setTableName("archive.consumed");
        repository.start();

        assertThat(repository.add("a")).isTrue();
    }

    /** A pool of one connection without auto-commit, and a commit that fails on request. */
    private DataSource withoutAutoCommit(AtomicBoolean commitFails) throws SQLException {
        Connection pooled = database.source.getConnection();
        pooled.setAutoCommit(false);
        return Database.source(() -> proxy(pooled, method -> {
            if (method.equals("commit") && commitFails.get()) {
                throw new SQLException("The database is away");
            }
            return !method.equals("close");
        }));
    }

    /** Whether a call of a method of the connection is passed on to the connection. */
    private interface Gate {

        boolean passes(String method) throws SQLException;
    }

    private static Connection proxy(Connection connection, Gate gate) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    try {
                        return gate.passes(method.getName()) ? method.invoke(connection, arguments) : null;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void aTableIsCreatedThroughAConnectionWithoutAutoCommit() throws SQLException {
        started(new JdbcJobRepository(withoutAutoCommit(new AtomicBoolean()))).add("a");

        assertThat(consumed().contains("a")).isTrue();
    }

    @Test
    void aConnectionWithoutAutoCommitWorksAfterAnError() throws SQLException {
        progress();
        JdbcProgressRepository repository = started(new JdbcProgressRepository(withoutAutoCommit(new AtomicBoolean())));
        assertThatThrownBy(() -> repository.setState("a", "s".repeat(4001)))
                .hasStackTraceContaining("The database failed at: ");

        repository.setState("a", "1");

        assertThat(progress().getState("a")).isEqualTo("1");
    }

    @Test
    void aConnectionWithoutAutoCommitWorksAfterADuplicateKey() throws SQLException {
        consumed();
        JdbcJobRepository repository = started(new JdbcJobRepository(withoutAutoCommit(new AtomicBoolean())));
        repository.add("a");

        assertThat(repository.add("a")).isFalse();
        assertThat(repository.add("b")).isTrue();
        assertThat(consumed().contains("b")).isTrue();
    }

    @Test
    void aFailedCommitWithoutAutoCommitIsNotCommittedByTheNextCall() throws SQLException {
        consumed();
        AtomicBoolean commitFails = new AtomicBoolean();
        JdbcJobRepository repository = started(new JdbcJobRepository(withoutAutoCommit(commitFails)));
        commitFails.set(true);
        assertThatThrownBy(() -> repository.add("a")).hasStackTraceContaining("The database is away");
        commitFails.set(false);

        repository.add("b");

        assertThat(consumed().contains("a")).isFalse();
        assertThat(consumed().contains("b")).isTrue();
    }
}
