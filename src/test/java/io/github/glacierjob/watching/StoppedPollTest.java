package io.github.glacierjob.watching;

import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.event.GlacierJobEvent.Kind;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Database;
import io.github.glacierjob.testkit.Glacier;
import io.github.glacierjob.testkit.Onlooker;
import io.github.glacierjob.testkit.ReadyVault;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stop interrupts the running poll. Failures that this causes are no trouble of the database or of the service. */
@Timeout(300)
class StoppedPollTest {

    private static final String POLLS = " - glacier-egress://";

    private final CountDownLatch hangs = new CountDownLatch(1);
    private final CountDownLatch never = new CountDownLatch(1);
    private final AtomicReference<Thread> poll = new AtomicReference<>();
    private volatile boolean hanging;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLedgerCallThatAStopInterruptsIsNoDatabaseFailure(boolean wholeContext) throws Exception {
        try (ReadyVault vault = new ReadyVault(Database.Kind.H2)) {
            vault.through(Database.source(() -> connection(vault)));
            try (Onlooker onlooker = new Onlooker(vault.glacier.context)) {
                vault.route(vault.uri(""), exchange -> {});
                hanging = true;
                hangs.await();

                stop(vault.glacier.context, wholeContext);

                assertNoTrouble(onlooker);
            }
        }
    }

    /** One connection of a poll is never opened, as from a slow database; an interrupt ends the attempt, as in H2. */
    private Connection connection(ReadyVault vault) throws SQLException {
        if (hanging
                && Thread.currentThread().getName().contains(POLLS)
                && poll.compareAndSet(null, Thread.currentThread())) {
            hangs.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new SQLException("IO Exception: the file is closed", "90028", e);
            }
        }
        return vault.database.source.getConnection();
    }

    @Test
    void aRequestThatAStopInterruptsIsNoFailedPoll() throws Exception {
        try (Glacier glacier = new Glacier()) {
            glacier.simulator.inject(
                    Fault.serviceUnavailable().on(Operation.LIST_JOBS).always());
            try (Onlooker onlooker = new Onlooker(glacier.context)) {
                glacier.route(
                        glacier.consumerUri("outputMode=none&retryDelay=300000&maxRetryDelay=300000"), exchange -> {});
                await().atMost(SOON).until(() -> waitsForTheNextAttempt("glacier-job://"));

                stop(glacier.context, false);

                assertNoTrouble(onlooker);
            }
        }
    }

    private boolean waitsForTheNextAttempt(String name) {
        Thread.getAllStackTraces().forEach((thread, stack) -> {
            if (thread.getName().contains(name) && thread.getState() == Thread.State.TIMED_WAITING) {
                for (StackTraceElement frame : stack) {
                    if (frame.getClassName().startsWith("io.github.glacierjob.internal.service.")) {
                        poll.set(thread);
                    }
                }
            }
        });
        return poll.get() != null;
    }

    /** Waits until the poll has ended too; Camel does not wait for it. */
    private void stop(CamelContext context, boolean wholeContext) throws Exception {
        if (wholeContext) {
            context.stop();
        } else {
            context.getRouteController().stopRoute(context.getRoutes().get(0).getRouteId());
        }
        await().atMost(SOON).until(() -> !poll.get().isAlive());
    }

    private static void assertNoTrouble(Onlooker onlooker) {
        assertThat(onlooker.events(Kind.ALARM)).isEmpty();
        assertThat(onlooker.log()).doesNotContain("WARN", "ERROR");
    }
}
