package io.github.glacierjob;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.job.JobMayExistException;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.ManualClock;
import io.github.glacierjob.simulator.Operation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A job costs money and cannot be cancelled: whatever happens to the answer, there is never a second one. */
@Tag("core")
class InitiateOnceTest {

    private static final String EMPTY_LIST = "{\"JobList\":[],\"Marker\":null}";

    private final ManualClock clock = new ManualClock();
    private final Glacier glacier =
            new Glacier(GlacierSimulator.builder().clock(clock).jobsPerPage(2));
    private String archive;

    @BeforeEach
    void upload() {
        archive = glacier.simulator.addArchive("photos", Content.seeded(1, 3 << 20), "holiday", "-begins_with-a-dash");
    }

    @AfterEach
    void close() {
        glacier.close();
    }

    private String retrieval(String options) {
        return glacier.uri("operation=initiateJob&jobType=archive-retrieval&archiveId=" + archive + options);
    }

    private Exchange initiate(String options) {
        return glacier.request(retrieval(options), exchange -> {});
    }

    private int requests(Operation operation) {
        return glacier.simulator.requests(operation).size();
    }

    private int jobs() {
        return glacier.simulator.jobs("photos").size();
    }

    private String lastJob() {
        return glacier.simulator.jobs("photos").get(jobs() - 1).id();
    }

    private void theListShowsNothing(int times) {
        glacier.simulator.inject(Fault.rawAnswer(200, "application/json", EMPTY_LIST)
                .on(Operation.LIST_JOBS)
                .times(times));
    }

    private Exchange redelivered(int redeliveries) throws Exception {
        glacier.route(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class)
                        .maximumRedeliveries(redeliveries)
                        .redeliveryDelay(1)
                        .logRetryAttempted(false);
                from("direct:in").to(retrieval("&maxRetries=2&requestTimeout=500"));
            }
        });
        return glacier.request("direct:in", exchange -> {});
    }

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
    void aListThatLagsIsLookedAtAgain() {
        glacier.simulator.inject(Fault.answerLost());
        theListShowsNothing(5);

        Exchange exchange = initiate("");

        assertThat(exchange.getMessage().getHeader("CamelGlacierJobId")).isEqualTo(lastJob());
        assertThat(jobs()).isEqualTo(1);
        assertThat(requests(Operation.LIST_JOBS)).isEqualTo(6);
    }

    static Stream<Fault> unclear() {
        return Stream.of(
                Fault.serviceUnavailable(),
                Fault.emptyServiceUnavailable(),
                Fault.badGateway(),
                Fault.requestTimeout(),
                Fault.resetBeforeAnswer(),
                Fault.rawAnswer(202, "text/html", "<html>a proxy</html>"),
                Fault.rawAnswer(200, "application/json", "{\"broken"),
                Fault.stallBeforeAnswer(Duration.ofSeconds(30)));
    }

    @ParameterizedTest
    @MethodSource("unclear")
    void whatTheListDoesNotShowMayExistAndIsNotInitiatedAgain(Fault fault) {
        glacier.simulator.inject(fault.on(Operation.INITIATE_JOB));

        Exchange exchange = initiate("&maxRetries=3&requestTimeout=500");

        assertThat(exchange.getException())
                .isInstanceOf(JobMayExistException.class)
                .hasMessageStartingWith("Vault photos: the initiation of archive-retrieval of archive " + archive)
                .hasMessageContaining("the job may exist")
                .hasCauseInstanceOf(Exception.class);
        assertThat(requests(Operation.INITIATE_JOB)).isEqualTo(1);
        assertThat(requests(Operation.LIST_JOBS)).isEqualTo(4);
    }

    @ParameterizedTest
    @MethodSource("unclear")
    void aRedeliverySoonAfterDoesNotInitiateAgainEither(Fault fault) throws Exception {
        glacier.simulator.inject(fault.on(Operation.INITIATE_JOB));

        Exchange exchange = redelivered(3);

        assertThat(jobs()).isLessThan(2);
        assertThat(requests(Operation.INITIATE_JOB)).isEqualTo(1);
        assertThat(exchange.getException() == null).isEqualTo(jobs() == 1);
    }

    @Test
    void aRedeliveryFindsTheJobOfTheFirstDelivery() throws Exception {
        glacier.simulator.inject(Fault.answerLost());
        theListShowsNothing(7);

        Exchange exchange = redelivered(3);

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader("CamelGlacierJobId")).isEqualTo(lastJob());
        assertThat(jobs()).isEqualTo(1);
    }

    @Test
    void aJobThatTheListNeverShowsIsNotInitiatedAgainByAnyRedelivery() throws Exception {
        glacier.simulator.inject(Fault.answerLost());
        theListShowsNothing(100);

        Exchange exchange = redelivered(3);

        assertThat(exchange.getException()).isInstanceOf(JobMayExistException.class);
        assertThat(jobs()).isEqualTo(1);
        assertThat(requests(Operation.LIST_JOBS)).isEqualTo(12);
    }

    @Test
    void aRedeliveryOfAnInitiationThatSucceededGivesTheSameJob() throws Exception {
        AtomicInteger failures = new AtomicInteger(2);
        glacier.route(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class).maximumRedeliveries(3).redeliveryDelay(1);
                from("direct:in").to("direct:unit");
                from("direct:unit")
                        .errorHandler(noErrorHandler())
                        .to(retrieval(""))
                        .process(exchange -> {
                            if (failures.getAndDecrement() > 0) {
                                throw new IllegalStateException("after the job was initiated");
                            }
                        });
            }
        });

        Exchange exchange = glacier.request("direct:in", input -> {});

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader("CamelGlacierJobId")).isEqualTo(lastJob());
        assertThat(jobs()).isEqualTo(1);
    }

    @Test
    void aRedeliveryThatRemembersNothingLooksIntoTheListFirst() {
        Exchange exchange = glacier.request(retrieval(""), input -> {
            glacier.simulator.addArchiveJob("photos", archive);
            input.getMessage().setHeader(Exchange.REDELIVERED, true);
        });

        assertThat(exchange.getMessage().getHeader("CamelGlacierJobId")).isEqualTo(lastJob());
        assertThat(jobs()).isEqualTo(1);
        assertThat(requests(Operation.INITIATE_JOB)).isZero();
    }

    @Test
    void aRedeliveryOfSomethingElseInitiatesAfterOneLook() {
        Exchange exchange =
                glacier.request(retrieval(""), input -> input.getMessage().setHeader(Exchange.REDELIVERED, true));

        assertThat(exchange.getException()).isNull();
        assertThat(jobs()).isEqualTo(1);
        assertThat(requests(Operation.LIST_JOBS)).isEqualTo(1);
    }

    @Test
    void anEqualJobOfAMinuteBeforeIsSomebodyElses() {
        glacier.simulator.addArchiveJob("photos", archive);
        clock.advance(Duration.ofMinutes(1));
        glacier.simulator.inject(Fault.answerLost());

        Exchange exchange = initiate("");

        assertThat(exchange.getMessage().getHeader("CamelGlacierJobId")).isEqualTo(lastJob());
        assertThat(jobs()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {-200, 0, 200})
    void theServicesClockDecidesWhatCameBefore(long days) {
        clock.advance(Duration.ofDays(days));
        glacier.simulator.addArchiveJob("photos", archive);
        clock.advance(Duration.ofMinutes(1));
        glacier.simulator.inject(Fault.answerLost());

        assertThat(initiate("").getMessage().getHeader("CamelGlacierJobId")).isEqualTo(lastJob());
    }

    @Test
    void anEqualJobOfAnotherMessageIsNotTakenForThisOnes() {
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
    void aJobThatDiffersInAnythingIsNoCandidate(String options) {
        glacier.simulator.addArchiveJob("photos", archive);
        glacier.simulator.inject(Fault.answerLost());

        assertThat(initiate(options).getMessage().getHeader("CamelGlacierJobId"))
                .isEqualTo(lastJob());
    }

    @Test
    void aListThatCannotBeReadLeavesItOpen() {
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
    void anAnswerThatIsClearNeedsNoList() {
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
    void whatNeverReachedTheServiceIsSentAgainAndEndsAsItself() throws IOException {
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
