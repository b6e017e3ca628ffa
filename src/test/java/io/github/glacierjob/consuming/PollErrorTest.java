package io.github.glacierjob.consuming;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.GlacierJobConsumer;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Consumption;
import io.github.glacierjob.testkit.Glacier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

/** Tests local failures in a poll: the next poll works, and the failure is reported. */
class PollErrorTest {

    private final Glacier glacier = new Glacier();
    private final Consumption consumption = new Consumption(glacier);
    private final AtomicInteger calls = new AtomicInteger();

    @AfterEach
    void close() {
        glacier.close();
    }

    private String job() {
        return glacier.simulator.addArchiveJob(
                "photos", glacier.simulator.addArchive("photos", Content.seeded(1, MIB), ""));
    }

    private static Error error(String name) {
        return switch (name) {
            case "stack" -> new StackOverflowError();
            case "heap" -> new OutOfMemoryError("Java heap space");
            default -> new NoClassDefFoundError("gone");
        };
    }

    private void filter(Predicate<GlacierJobDescription> filter) {
        glacier.context.getRegistry().bind("filter", filter);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stack", "heap", "class"})
    void anErrorInOnePollDoesNotEndPolling(String name) throws Exception {
        job();
        filter(one -> {
            if (calls.incrementAndGet() == 1) {
                throw error(name);
            }
            return true;
        });
        consumption.start("jobFilter=#filter");
        await().atMost(SOON).until(() -> consumption.messages.size() == 1);
        consumption.awaitPolls();

        assertThat(consumption.reports).hasSize(1);
    }

    @Test
    void aStackOverflowForOneJobDoesNotHoldUpTheOthers() throws Exception {
        String bad = job();
        job();
        filter(one -> {
            if (one.jobId().equals(bad)) {
                throw new StackOverflowError();
            }
            return true;
        });
        consumption.start("jobFilter=#filter");
        await().atMost(SOON).until(() -> consumption.messages.size() == 1);
        consumption.awaitPolls();

        assertThat(consumption.reports).singleElement().isInstanceOf(StackOverflowError.class);
    }

    @Test
    void anErrorOfARepositoryIsReportedAndFreesTheSlot() throws Exception {
        job();
        glacier.context.getRegistry().bind("claims", new MemoryIdempotentRepository() {
            @Override
            public boolean add(String key) {
                if (calls.incrementAndGet() == 1) {
                    throw error("heap");
                }
                return super.add(key);
            }
        });
        consumption.start("inProgressRepository=#claims");
        await().atMost(SOON).until(() -> consumption.messages.size() == 1);

        assertThat(consumption.reports).singleElement().isInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void aBugOfThisProgramParksTheOutputAfterSomeAttempts() throws Exception {
        job();
        glacier.context.getRegistry().bind("consumed", new MemoryIdempotentRepository() {
            @Override
            public boolean add(String key) {
                throw new NullPointerException("a fault");
            }
        });
        consumption.start("idempotentRepository=#consumed&outputMode=none");
        GlacierJobConsumer consumer =
                (GlacierJobConsumer) glacier.context.getRoute("jobs").getConsumer();
        await().atMost(SOON).until(() -> consumer.getParkedJobs() == 1);

        assertThat(consumption.reports).singleElement().isInstanceOf(NullPointerException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"VaultARN\":\"arn:aws:glacier:us-east-1:1111222233334:vaults/photos\",\"JobId\":\"a\"",
                "{\"VaultARN\":\"arn:aws:glacier:us-east-1:111122223333:vaults/photos\",\"JobId\":null",
                "{\"VaultARN\":\"arn:aws:glacier:us-east-1:111122223333:vaults/photos\",\"JobId\":\"../../a\\n\"",
                "{\"VaultARN\":null,\"JobId\":\"a\""
            })
    void aListedJobThatCannotBeConsumedIsReportedOnceWithPrintableWords(String begin) throws Exception {
        glacier.simulator.inject(Fault.rawAnswer(
                        200,
                        "application/json",
                        "{\"JobList\":[" + begin + ",\"Completed\":true,\"StatusCode\":\"Succeeded\","
                                + "\"Action\":\"ArchiveRetrieval\",\"ArchiveSizeInBytes\":5}],\"Marker\":null}")
                .on(Operation.LIST_JOBS)
                .always());
        consumption.start("maxRetries=0");
        consumption.awaitReport();
        consumption.awaitPolls();

        assertThat(consumption.reports)
                .singleElement()
                .extracting(Throwable::getMessage)
                .asString()
                .matches("[ -~]+");
        assertThat(consumption.messages).isEmpty();
    }

    @Test
    void aReportThatFailsIsRepeated() throws Exception {
        job();
        glacier.context.getRegistry().bind("failing", new FirstReportFails());
        glacier.simulator.inject(
                Fault.accessDenied().on(Operation.GET_JOB_OUTPUT).always());
        glacier.route(glacier.consumerUri("exceptionHandler=#failing"), exchange -> {});
        await().atMost(SOON).until(() -> consumption.reports.stream()
                .anyMatch(software.amazon.awssdk.awscore.exception.AwsServiceException.class::isInstance));
    }

    private final class FirstReportFails implements org.apache.camel.spi.ExceptionHandler {

        @Override
        public void handleException(Throwable exception) {
            report(exception);
        }

        @Override
        public void handleException(String message, Throwable exception) {
            report(exception);
        }

        @Override
        public void handleException(String message, org.apache.camel.Exchange exchange, Throwable exception) {
            report(exception);
        }

        private void report(Throwable exception) {
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("The report failed");
            }
            consumption.reports.add(exception);
        }
    }
}
