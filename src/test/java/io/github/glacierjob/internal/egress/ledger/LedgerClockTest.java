package io.github.glacierjob.internal.egress.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The time of a ledger is the database's time, also on a machine that slept or whose clock was set. */
class LedgerClockTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final JdbcDataSource database = new JdbcDataSource();
    private final AtomicInteger asked = new AtomicInteger();
    private RealMoment now = new RealMoment(0, START);
    private LedgerClock clock;

    @BeforeEach
    void open() {
        database.setURL("jdbc:h2:mem:clock" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
        Sql sql = new Sql(counting(), "E_");
        new Schema(sql).open(true);
        clock = new LedgerClock(sql, InstantSource.system(), () -> now);
        clock.instant();
        asked.set(0);
    }

    @AfterEach
    void close() throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.createStatement().execute("SHUTDOWN");
        }
    }

    private DataSource counting() {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    asked.incrementAndGet();
                    return method.invoke(database, arguments);
                });
    }

    private void pass(Duration monotonic, Duration wall) {
        now = new RealMoment(now.nanos() + monotonic.toNanos(), now.wall().plus(wall));
    }

    @Test
    void theDatabaseIsQueriedOnceAMinute() {
        Instant before = clock.instant();
        pass(Duration.ofSeconds(50), Duration.ofSeconds(50));
        assertThat(clock.instant()).isEqualTo(before.plusSeconds(50));
        assertThat(asked).hasValue(0);

        pass(Duration.ofSeconds(11), Duration.ofSeconds(11));
        clock.instant();
        assertThat(asked).hasValue(1);
    }

    @Test
    void aMachineThatSleptQueriesTheDatabaseAtOnce() {
        pass(Duration.ofSeconds(1), Duration.ofSeconds(30));
        clock.instant();

        assertThat(asked).hasValue(1);
    }

    @Test
    void aMachineWhoseClockWasSetBackQueriesTheDatabaseAtOnce() {
        pass(Duration.ofSeconds(1), Duration.ofHours(-1));
        clock.instant();

        assertThat(asked).hasValue(1);
    }
}
