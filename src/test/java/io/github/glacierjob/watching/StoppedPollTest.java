package io.github.glacierjob.watching;

import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.event.GlacierJobEvent.Kind;
import io.github.glacierjob.internal.health.Polls;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Database;
import io.github.glacierjob.testkit.Glacier;
import io.github.glacierjob.testkit.Onlooker;
import io.github.glacierjob.testkit.ReadyVault;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A stop waits for a statement of the running poll, and interrupts a poll that does not end. Failures that this causes are
 * no trouble of the database or of the service.
 */
@Timeout(300)
class StoppedPollTest {

    private static final String POLLS = " - glacier-egress://";

    private final CountDownLatch hangs = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicReference<Thread> poll = new AtomicReference<>();
    private volatile boolean hanging;
    private volatile boolean interrupted;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLedgerCallThatAStopInterruptsIsNotADatabaseFailure(boolean wholeContext) throws Exception {
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
                goOn.await();
            } catch (InterruptedException e) {
                throw new SQLException("IO Exception: the file is closed", "90028", e);
            }
        }
        return vault.database.source.getConnection();
    }

    @Test
    void aRequestThatAStopInterruptsIsNotAFailedPoll() throws Exception {
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

    @Test
    void aStopDoesNotInterruptAStatementOfAPollOfAWholeVault() throws Exception {
        try (ReadyVault vault = new ReadyVault(Database.Kind.H2)) {
            vault.through(Database.source(() -> {
                statement();
                return vault.database.source.getConnection();
            }));
            vault.route(vault.uri(""), exchange -> {});

            stopDuringAStatement(vault.glacier.context);
        }
    }

    @Test
    void aStopDoesNotInterruptAStatementOfAPollOfJobs() throws Exception {
        try (Glacier glacier = new Glacier()) {
            String archive = glacier.simulator.addArchive("photos", Content.seeded(1, 10), "a photo");
            glacier.simulator.completeJob(glacier.simulator.addArchiveJob("photos", archive));
            glacier.context.getRegistry().bind("consumed", new MemoryIdempotentRepository() {
                @Override
                public boolean contains(String key) {
                    statement();
                    return super.contains(key);
                }
            });
            glacier.route(glacier.consumerUri("outputMode=none&idempotentRepository=#consumed"), exchange -> {});

            stopDuringAStatement(glacier.context);
        }
    }

    /** A statement of a poll, which takes as long as the test wants. */
    private void statement() {
        Thread running = Thread.currentThread();
        if (hanging && running.getName().contains(" - glacier-") && poll.compareAndSet(null, running)) {
            hangs.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }

    private void stopDuringAStatement(CamelContext context) throws Exception {
        context.getShutdownStrategy().setTimeout(600);
        hanging = true;
        assertThat(hangs.await(120, TimeUnit.SECONDS)).isTrue();
        Thread stop = new Thread(() -> {
            try {
                stop(context, false);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        stop.start();
        await().atMost(SOON).pollInterval(Duration.ofMillis(10)).until(() -> interrupted || waitsForThePoll());
        goOn.countDown();
        stop.join();

        assertThat(interrupted).isFalse();
    }

    private static boolean waitsForThePoll() {
        return Thread.getAllStackTraces().values().stream()
                .flatMap(Arrays::stream)
                .anyMatch(frame -> frame.getClassName().equals(Polls.class.getName())
                        && frame.getMethodName().startsWith("await"));
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
