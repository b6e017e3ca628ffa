package io.github.glacierjob.initiating;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.job.JobMayExistException;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.Operation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A job costs money and cannot be cancelled, so a lost or unclear answer must never cause a second one. */
@Tag("core")
class InitiateOnceTest extends AbstractInitiationTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "&description=RAW(a b)&tier=Bulk&snsTopic=arn:aws:sns:us-east-1:111122223333:done",
                "&retrievalByteRange=0-1048575&tier=Expedited",
                "&retrievalByteRange=0-3145727",
                "&jobType=inventory-retrieval",
                "&jobType=inventory-retrieval&format=CSV&inventoryStartDate=2013-03-20T17:03:43Z&inventoryLimit=007",
                ""
            })
    void aJobWhoseAnswerWasLostIsFoundInTheList(String options) {
        for (int i = 0; i < 3; i++) {
            glacier.simulator.addArchiveJob("photos", archive, "another");
        }
        glacier.simulator.inject(Fault.answerLost());

        Exchange exchange = glacier.request(
                glacier.uri("operation=initiateJob&archiveId=" + archive
                        + (options.contains("jobType") ? options : "&jobType=archive-retrieval" + options)),
                input -> {});

        assertThat(exchange.getException()).isNull();
        assertThat(jobs()).isEqualTo(4);
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry("CamelGlacierJobId", lastJob())
                .containsEntry(
                        "CamelGlacierJobLocation",
                        "/" + glacier.simulator.accountId() + "/vaults/photos/jobs/" + lastJob())
                .containsEntry("CamelGlacierJobReused", false);
    }

    @Test
    void aDelayedListIsReadAgain() {
        glacier.simulator.inject(Fault.answerLost());
        theListShowsNothing(5);

        Exchange exchange = initiate("");

        assertThat(exchange.getMessage().getHeader("CamelGlacierJobId")).isEqualTo(lastJob());
        assertThat(jobs()).isEqualTo(1);
        assertThat(requests(Operation.LIST_JOBS)).isEqualTo(6);
    }

    @ParameterizedTest
    @MethodSource("unclear")
    void aJobThatTheListDoesNotShowMayExistAndIsNotInitiatedAgain(Fault fault) {
        glacier.simulator.inject(fault.on(Operation.INITIATE_JOB));

        Exchange exchange = initiate("&maxRetries=3" + patience(fault));

        assertThat(exchange.getException())
                .isInstanceOf(JobMayExistException.class)
                .hasMessageStartingWith("Vault photos: the initiation of archive-retrieval of archive " + archive)
                .hasMessageContaining("the job may exist")
                .hasCauseInstanceOf(Exception.class);
        assertThat(requests(Operation.INITIATE_JOB)).isEqualTo(1);
        assertThat(requests(Operation.LIST_JOBS)).isEqualTo(4);
    }

    @Test
    void anEqualJobFromAMinuteBeforeBelongsToAnotherCaller() {
        glacier.simulator.addArchiveJob("photos", archive);
        clock.advance(Duration.ofMinutes(1));
        glacier.simulator.inject(Fault.answerLost());

        Exchange exchange = initiate("");

        assertThat(exchange.getMessage().getHeader("CamelGlacierJobId")).isEqualTo(lastJob());
        assertThat(jobs()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {-200, 0, 200})
    void theClockOfTheServiceDecidesWhichJobIsEarlier(long days) {
        clock.advance(Duration.ofDays(days));
        glacier.simulator.addArchiveJob("photos", archive);
        clock.advance(Duration.ofMinutes(1));
        glacier.simulator.inject(Fault.answerLost());

        assertThat(initiate("").getMessage().getHeader("CamelGlacierJobId")).isEqualTo(lastJob());
    }

    @Test
    void anEqualJobOfAnotherMessageIsNotUsed() {
        String options = "";
        Object first = initiate(options).getMessage().getHeader("CamelGlacierJobId");
        glacier.simulator.inject(Fault.answerLost());

        Object second = initiate(options).getMessage().getHeader("CamelGlacierJobId");

        assertThat(second).isNotNull().isNotEqualTo(first);
        assertThat(jobs()).isEqualTo(2);
    }

    @Test
    void twoCandidatesAreAnErrorThatNamesBoth() {
        String other = glacier.simulator.addArchiveJob("photos", archive);
        glacier.simulator.inject(Fault.answerLost());

        Exchange exchange = initiate("");

        assertThat(exchange.getException())
                .isInstanceOf(JobMayExistException.class)
                .hasMessageContaining(other)
                .hasMessageContaining(lastJob());
        assertThat(((JobMayExistException) exchange.getException()).candidates())
                .containsExactly(other, lastJob());
        assertThat(requests(Operation.INITIATE_JOB)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"&description=mine", "&tier=Bulk", "&snsTopic=arn:aws:sns:us-east-1:111122223333:done"})
    void aJobThatDiffersInAnyParameterIsNotACandidate(String options) {
        glacier.simulator.addArchiveJob("photos", archive);
        glacier.simulator.inject(Fault.answerLost());

        assertThat(initiate(options).getMessage().getHeader("CamelGlacierJobId"))
                .isEqualTo(lastJob());
    }

    @Test
    void aListThatCannotBeReadLeavesTheOrderOpen() {
        glacier.simulator.inject(Fault.answerLost());
        glacier.simulator.inject(Fault.accessDenied().on(Operation.LIST_JOBS));

        Exchange exchange = initiate("");

        assertThat(exchange.getException())
                .isInstanceOf(JobMayExistException.class)
                .hasRootCauseInstanceOf(SocketException.class);
        assertThat(exchange.getException().getSuppressed()[0]).hasMessageContaining("not authorized");
        assertThat(requests(Operation.INITIATE_JOB)).isEqualTo(1);
    }

    @Test
    void aClearAnswerNeedsNoList() {
        glacier.simulator.inject(Fault.throttling().times(2));
        assertThat(initiate("").getMessage().getHeader("CamelGlacierJobReused")).isEqualTo(false);
        glacier.simulator.inject(Fault.accessDenied());
        assertThat(initiate("").getException()).hasMessageContaining("not authorized");

        assertThat(jobs()).isEqualTo(1);
        assertThat(requests(Operation.LIST_JOBS)).isZero();
    }

    @Test
    void throttlingBeforeALostAnswerChangesNothing() {
        glacier.simulator.inject(Fault.throttling().on(Operation.INITIATE_JOB).times(2));
        glacier.simulator.inject(Fault.answerLost());

        assertThat(initiate("").getException()).isNull();
        assertThat(jobs()).isEqualTo(1);
    }

    @Test
    void aRequestThatNeverReachedTheServiceIsRetriedAndItsErrorIsThrown() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        String uri = retrieval("&maxRetries=2").replace(":" + glacier.simulator.port(), ":" + closed);

        Exchange exchange = glacier.request(uri, input -> {});

        assertThat(exchange.getException())
                .isNotInstanceOf(JobMayExistException.class)
                .hasRootCauseInstanceOf(java.net.ConnectException.class);
    }
}
