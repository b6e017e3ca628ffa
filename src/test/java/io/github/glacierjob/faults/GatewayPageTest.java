package io.github.glacierjob.faults;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.job.JobOutputExpiredException;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Consumption;
import io.github.glacierjob.testkit.Glacier;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * A 404 without the service's error code is the page of a gateway. It says nothing about a job, and is not reported as
 * if it did.
 */
class GatewayPageTest {

    private static final Content CONTENT = Content.seeded(5, 3 * MIB);

    private final Glacier glacier = new Glacier();
    private final String job =
            glacier.simulator.addArchiveJob("photos", glacier.simulator.addArchive("photos", CONTENT, ""));

    @AfterEach
    void close() {
        glacier.close();
    }

    private static Fault page(Operation operation) {
        return Fault.rawAnswer(404, "text/html", "<html><body>404 Not Found</body></html>")
                .on(operation);
    }

    private static void assertNoVerdict(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            assertThat(cause).isNotInstanceOf(JobOutputExpiredException.class);
            assertThat(String.valueOf(cause.getMessage()))
                    .doesNotContain("no longer has", "does not know it", "is not known to the service");
        }
        assertThat(failure).isInstanceOfSatisfying(AwsServiceException.class, answer -> assertThat(answer.statusCode())
                .isEqualTo(404));
    }

    @ParameterizedTest
    @CsvSource({
        "getJobOutput, GET_JOB_OUTPUT, stream",
        "getJobOutput, GET_JOB_OUTPUT, chunks",
        "getJobOutput, DESCRIBE_JOB, stream",
        "getJobOutput, DESCRIBE_JOB, none",
        "describeJob, DESCRIBE_JOB, stream"
    })
    void aProducerDoesNotSayThatTheOutputIsGone(String operation, Operation answered, String mode) {
        glacier.simulator.inject(page(answered).always());

        Exchange exchange = glacier.request(
                glacier.uri("operation=" + operation + "&outputMode=" + mode + "&jobId=" + job), in -> {});

        assertNoVerdict(exchange.getException());
    }

    @Test
    void theSameAnswerWithTheCodeOfTheServiceIsAnErrorThatTheOutputIsGone() {
        glacier.simulator.expireJob(job);

        Exchange exchange = glacier.request(glacier.uri("operation=getJobOutput&jobId=" + job), in -> {});

        assertThat(exchange.getException()).isInstanceOf(JobOutputExpiredException.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"GET_JOB_OUTPUT", "LIST_JOBS"})
    void aConsumerReportsThePageAndDeliversTheOutputAtALaterPoll(Operation answered) throws Exception {
        glacier.simulator.inject(page(answered).times(2));
        Consumption route = new Consumption(glacier).start(Glacier.ONE_AT_A_TIME + "&maxRetries=0");

        route.awaitBytes(3 * MIB);

        assertThat(route.bytes()).isEqualTo(CONTENT.expected(0, 3 * MIB));
        assertThat(route.reports).isNotEmpty().allSatisfy(GatewayPageTest::assertNoVerdict);
    }

    @Test
    void aConsumerOfOneJobReportsThePageAndDeliversTheOutputAtALaterPoll() throws Exception {
        glacier.simulator.inject(page(Operation.DESCRIBE_JOB).times(2));
        Consumption route = new Consumption(glacier).start("jobId=" + job);

        route.awaitBytes(3 * MIB);

        assertThat(route.reports).isNotEmpty().allSatisfy(GatewayPageTest::assertNoVerdict);
    }
}
