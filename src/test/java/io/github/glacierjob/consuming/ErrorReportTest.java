package io.github.glacierjob.consuming;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.internal.ledger.MemoryJobRepository;
import io.github.glacierjob.job.JobFailedException;
import io.github.glacierjob.job.JobOutputExpiredException;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Glacier;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.ExceptionHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ErrorReportTest {

    private final Glacier glacier = new Glacier();
    private final List<Throwable> reports = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        glacier.close();
    }

    private String job() {
        return glacier.simulator.addArchiveJob(
                "photos", glacier.simulator.addArchive("photos", Content.seeded(1, MIB), ""));
    }

    private String withHandler(String options) {
        glacier.context.getRegistry().bind("reports", new ExceptionHandler() {
            @Override
            public void handleException(Throwable exception) {
                reports.add(exception);
            }

            @Override
            public void handleException(String message, Throwable exception) {
                reports.add(exception);
            }

            @Override
            public void handleException(String message, Exchange exchange, Throwable exception) {
                reports.add(exception);
            }
        });
        return glacier.consumerUri("exceptionHandler=#reports&" + options);
    }

    private void afterThreePolls() {
        int polls = glacier.simulator.requests(Operation.LIST_JOBS).size();
        await().atMost(SOON)
                .until(() -> glacier.simulator.requests(Operation.LIST_JOBS).size() >= polls + 3);
    }

    @Test
    void aMissingOutputIsReportedOnceAndNotAtEachPoll() throws Exception {
        String job = job();
        glacier.simulator.inject(
                Fault.notFoundYet().on(Operation.GET_JOB_OUTPUT).always());
        glacier.route(withHandler("outputMode=chunks"), e -> {});

        await().atMost(SOON).until(() -> !reports.isEmpty());
        afterThreePolls();
        assertThat(reports).hasSize(1);
        assertThat(reports.get(0)).isInstanceOf(JobOutputExpiredException.class).hasMessageContaining(job);
    }

    @Test
    void aRouteFailureIsReportedOncePerCauseAndTheOutputIsTriedAgain() throws Exception {
        job();
        List<Object> tries = new CopyOnWriteArrayList<>();
        glacier.route(withHandler("outputMode=chunks"), e -> {
            tries.add(e.getMessage().getHeader(GlacierJobConstants.ID));
            throw new IllegalStateException("the disk is full");
        });

        await().atMost(SOON).until(() -> tries.size() >= 3);
        assertThat(reports).hasSize(1);
        assertThat(reports.get(0)).hasMessage("the disk is full");
    }

    @Test
    void aFailedJobIsReportedOnceAndThenCountsAsConsumed() throws Exception {
        glacier.simulator.failJob(job(), "The archive was deleted");
        MemoryJobRepository consumed = new MemoryJobRepository();
        glacier.context.getRegistry().bind("consumed", consumed);
        List<Message> messages = new CopyOnWriteArrayList<>();
        glacier.route(withHandler("idempotentRepository=#consumed"), e -> messages.add(e.getMessage()));

        await().atMost(SOON).until(() -> !reports.isEmpty());
        afterThreePolls();
        assertThat(reports).hasSize(1);
        assertThat(reports.get(0))
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("The archive was deleted");
        assertThat(messages).isEmpty();
        String key = glacier.simulator.vaultArn("photos") + "/jobs/"
                + glacier.simulator.jobs("photos").get(0).id();
        assertThat(consumed.contains(key)).isTrue();
    }

    @Test
    void aBridgedErrorIsAnExchangeWithAllTheHeadersOfTheJob() throws Exception {
        String job = job();
        glacier.simulator.inject(
                Fault.accessDenied().on(Operation.GET_JOB_OUTPUT).always());
        List<Message> failures = new CopyOnWriteArrayList<>();
        glacier.route(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class)
                        .handled(true)
                        .process(e -> failures.add(e.getMessage().copy()));
                from(glacier.consumerUri("bridgeErrorHandler=true")).to("log:never");
            }
        });

        await().atMost(SOON).until(() -> !failures.isEmpty());
        afterThreePolls();
        assertThat(failures).hasSize(1);
        assertThat(failures.get(0).getHeaders())
                .containsEntry("CamelGlacierJobId", job)
                .containsKeys("CamelGlacierJobDetails", "CamelGlacierJobVaultName", "CamelGlacierJobExpiresAt");
    }

    @Test
    void withABridgeTheErrorHandlerGetsAFailureOfTheRouteOnce() throws Exception {
        job();
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        List<Object> tries = new CopyOnWriteArrayList<>();
        glacier.route(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class)
                        .process(e -> failures.add(e.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)));
                from(glacier.consumerUri("bridgeErrorHandler=true")).process(e -> {
                    tries.add(e);
                    throw new IllegalStateException("no");
                });
            }
        });

        await().atMost(SOON).until(() -> tries.size() >= 3);
        assertThat(failures.size()).isLessThanOrEqualTo(tries.size());
    }

    @Test
    void aHandledFailureCountsAsDone() throws Exception {
        job();
        List<Object> tries = new CopyOnWriteArrayList<>();
        glacier.route(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class).handled(true);
                from(glacier.consumerUri("")).process(e -> {
                    tries.add(e);
                    throw new IllegalStateException("no");
                });
            }
        });

        await().atMost(SOON).until(() -> !tries.isEmpty());
        afterThreePolls();
        assertThat(tries).hasSize(1);
    }

    @Test
    void anExchangeMarkedForRollbackIsNotDone() throws Exception {
        job();
        List<Object> tries = new CopyOnWriteArrayList<>();
        glacier.route(withHandler("outputMode=chunks"), e -> {
            tries.add(e);
            e.setRollbackOnly(tries.size() == 1);
        });

        await().atMost(SOON).until(() -> tries.size() == 2);
        afterThreePolls();
        assertThat(tries).hasSize(2);
    }
}
