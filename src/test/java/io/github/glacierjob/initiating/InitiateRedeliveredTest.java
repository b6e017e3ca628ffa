package io.github.glacierjob.initiating;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.job.JobMayExistException;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.Operation;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A message that is delivered again gets the job that it initiated before. */
@Tag("core")
class InitiateRedeliveredTest extends AbstractInitiationTest {

    private Exchange redelivered(String more) throws Exception {
        glacier.route(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class)
                        .maximumRedeliveries(3)
                        .redeliveryDelay(1)
                        .logRetryAttempted(false);
                from("direct:in").to(retrieval("&maxRetries=2" + more));
            }
        });
        return glacier.request("direct:in", exchange -> {});
    }

    @ParameterizedTest
    @MethodSource("unclear")
    void anImmediateRedeliveryDoesNotInitiateAgain(Fault fault) throws Exception {
        glacier.simulator.inject(fault.on(Operation.INITIATE_JOB));

        Exchange exchange = redelivered(patience(fault));

        assertThat(jobs()).isLessThan(2);
        assertThat(requests(Operation.INITIATE_JOB)).isEqualTo(1);
        assertThat(exchange.getException() == null).isEqualTo(jobs() == 1);
    }

    @Test
    void aRedeliveryFindsTheJobOfTheFirstDelivery() throws Exception {
        glacier.simulator.inject(Fault.answerLost());
        theListShowsNothing(7);

        Exchange exchange = redelivered("");

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader("CamelGlacierJobId")).isEqualTo(lastJob());
        assertThat(jobs()).isEqualTo(1);
    }

    @Test
    void aJobThatTheListNeverShowsIsNotInitiatedAgainByAnyRedelivery() throws Exception {
        glacier.simulator.inject(Fault.answerLost());
        theListShowsNothing(100);

        Exchange exchange = redelivered("");

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
    void aRedeliveryWithoutStoredStateReadsTheListFirst() {
        Exchange exchange = glacier.request(retrieval(""), input -> {
            glacier.simulator.addArchiveJob("photos", archive);
            input.getMessage().setHeader(Exchange.REDELIVERED, true);
        });

        assertThat(exchange.getMessage().getHeader("CamelGlacierJobId")).isEqualTo(lastJob());
        assertThat(jobs()).isEqualTo(1);
        assertThat(requests(Operation.INITIATE_JOB)).isZero();
    }

    @Test
    void aRedeliveryWithoutAnEarlierJobInitiatesAfterOneListing() {
        Exchange exchange =
                glacier.request(retrieval(""), input -> input.getMessage().setHeader(Exchange.REDELIVERED, true));

        assertThat(exchange.getException()).isNull();
        assertThat(jobs()).isEqualTo(1);
        assertThat(requests(Operation.LIST_JOBS)).isEqualTo(1);
    }
}
