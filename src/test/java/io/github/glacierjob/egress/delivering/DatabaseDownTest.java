package io.github.glacierjob.egress.delivering;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.testkit.Database;
import io.github.glacierjob.testkit.ReadyVault;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckAware;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The database is down for a while: exchanges in the route end, their commits wait, and nothing new begins. */
class DatabaseDownTest {

    private ReadyVault vault;
    private final Sink sink = new Sink();
    private final AtomicBoolean down = new AtomicBoolean();
    private final AtomicInteger refusals = new AtomicInteger();

    @BeforeEach
    void open() throws Exception {
        vault = new ReadyVault(Database.Kind.H2);
        vault.through(Database.source(() -> {
            if (down.get()) {
                refusals.incrementAndGet();
                throw new SQLException("The database is down", "08001");
            }
            return vault.database.source.getConnection();
        }));
    }

    @AfterEach
    void close() throws Exception {
        vault.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "chunks"})
    void aCommitWaitsAndNothingNewBegins(String mode) throws Exception {
        String first = vault.ready(1, 3 * MIB);
        String second = vault.ready(2, 3 * MIB);
        sink.hold = exchange -> {
            if (sink.attempts.size() == 1) {
                down.set(true);
            }
        };
        vault.route(vault.uri("concurrentJobs=1&chunkSize=1048576&outputMode=" + mode), sink);
        await().atMost(SOON).until(() -> sink.messages.size() == 1 && refusals.get() > 5);
        assertThat(sink.attempts).containsExactly("photo1");
        assertThat(vault.state(first)).isEqualTo("READY");

        HealthCheck check =
                ((HealthCheckAware) vault.glacier.context.getRoute("egress").getConsumer()).getHealthCheck();
        await().atMost(SOON).until(() -> check.call().getState() == HealthCheck.State.DOWN);

        down.set(false);
        vault.awaitState("DELIVERED", first, second);

        assertThat(sink.attempts("photo1")).isEqualTo(mode.equals("stream") ? 1 : 3);
        assertThat(sink.bytes("photo1")).isEqualTo(vault.content(first).expected(0, 3 * MIB));
        assertThat(vault.column(first, "FAILURES")).isEqualTo("0");
    }
}
