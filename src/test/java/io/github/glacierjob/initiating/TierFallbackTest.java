package io.github.glacierjob.initiating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.glacierjob.internal.service.ServiceJson;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.Tier;
import io.github.glacierjob.testkit.Glacier;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.glacier.model.InsufficientCapacityException;
import software.amazon.awssdk.services.glacier.model.PolicyEnforcedException;

/**
 * Without capacity for a tier, the next tier of tierFallback is tried. The refused request was not executed, so no job
 * is initiated twice.
 */
@Tag("core")
class TierFallbackTest {

    private static final String EXPEDITED = "&tier=Expedited&tierFallback=Standard,Bulk";

    private final Glacier glacier =
            new Glacier(GlacierSimulator.builder().archiveJobDuration(Tier.BULK, Duration.ofHours(12)));
    private String archive;

    @BeforeEach
    void upload() {
        archive = glacier.simulator.addArchive("photos", Content.seeded(1, 3 << 20), "holiday");
    }

    @AfterEach
    void close() {
        glacier.close();
    }

    private String uri(String options) {
        return glacier.uri("operation=initiateJob&jobType=archive-retrieval&archiveId=" + archive + options);
    }

    private Exchange initiate(String options) {
        return glacier.request(uri(options), input -> {});
    }

    private List<Object> tiers() {
        return glacier.simulator.requests(Operation.INITIATE_JOB).stream()
                .map(request -> ServiceJson.parse("sent", request.body()).get("Tier"))
                .toList();
    }

    private static Fault noCapacity(int status) {
        return Fault.answer(status, "InsufficientCapacityException", "There is insufficient capacity.")
                .on(Operation.INITIATE_JOB);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 503})
    void theNextTierIsTriedWhenThereIsNoCapacity(int status) {
        glacier.simulator.inject(noCapacity(status).times(2));

        Exchange exchange = initiate(EXPEDITED);

        assertThat(exchange.getException()).isNull();
        assertThat(tiers()).containsExactly("Expedited", "Standard", "Bulk");
        assertThat(glacier.simulator.jobs("photos")).hasSize(1);
        assertThat(exchange.getMessage().getHeader("CamelGlacierJobReused")).isEqualTo(false);
        assertThat(glacier.simulator.requests(Operation.LIST_JOBS)).isEmpty();
    }

    @Test
    void withCapacityTheRequestedTierIsUsed() {
        initiate(EXPEDITED);

        assertThat(tiers()).containsExactly("Expedited");
    }

    @Test
    void afterTheLastTierTheErrorOfTheServiceReachesTheRoute() {
        glacier.simulator.inject(Fault.insufficientCapacity().always());

        assertThat(initiate(EXPEDITED).getException()).isInstanceOf(InsufficientCapacityException.class);
        assertThat(tiers()).containsExactly("Expedited", "Standard", "Bulk");
        assertThat(glacier.simulator.jobs("photos")).isEmpty();
    }

    @Test
    void withoutFallbackNoOtherTierIsTried() {
        glacier.simulator.inject(Fault.insufficientCapacity().always());

        assertThat(initiate("&tier=Expedited").getException()).isInstanceOf(InsufficientCapacityException.class);
        assertThat(tiers()).containsExactly("Expedited");
    }

    @Test
    void theRequestedTierIsNotTriedTwice() {
        glacier.simulator.inject(Fault.insufficientCapacity().always());

        initiate("&tierFallback=Standard, Expedited");

        assertThat(tiers()).containsExactly(null, "Expedited");
    }

    @Test
    void aRefusalByThePolicyUsesNoOtherTier() {
        glacier.simulator.inject(Fault.policyEnforced());

        assertThat(initiate(EXPEDITED).getException()).isInstanceOf(PolicyEnforcedException.class);
        assertThat(tiers()).containsExactly("Expedited");
    }

    @Test
    void inventoriesHaveNoTiers() {
        glacier.simulator.inject(Fault.insufficientCapacity());

        Exchange exchange = glacier.request(
                glacier.uri("operation=initiateJob&jobType=inventory-retrieval" + EXPEDITED), input -> {});

        assertThat(exchange.getException()).isInstanceOf(InsufficientCapacityException.class);
        assertThat(tiers()).hasSize(1);
    }

    @Test
    void aRedeliveryFindsTheJobOfTheLastTierThatWasSent() throws Exception {
        glacier.simulator.inject(Fault.insufficientCapacity().times(2));
        glacier.simulator.inject(Fault.answerLost());
        glacier.simulator.inject(Fault.rawAnswer(200, "application/json", "{\"JobList\":[],\"Marker\":null}")
                .on(Operation.LIST_JOBS)
                .times(3));
        glacier.route(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class).maximumRedeliveries(3).redeliveryDelay(1);
                from("direct:in").to(uri(EXPEDITED + "&maxRetries=1"));
            }
        });

        Exchange exchange = glacier.request("direct:in", input -> {});

        assertThat(exchange.getException()).isNull();
        assertThat(tiers()).containsExactly("Expedited", "Standard", "Bulk");
        assertThat(glacier.simulator.jobs("photos")).hasSize(1);
    }

    @Test
    void anExistingJobOfAFallbackTierIsReused() {
        String job = glacier.simulator.addArchiveJob("photos", archive, null, null, Tier.BULK);
        glacier.simulator.inject(Fault.insufficientCapacity().always());

        Exchange exchange = initiate(EXPEDITED + "&reuseExistingJob=true");

        assertThat(exchange.getMessage().getHeader("CamelGlacierJobId")).isEqualTo(job);
        assertThat(tiers()).containsExactly("Expedited", "Standard");
    }

    @ParameterizedTest
    @ValueSource(strings = {"standard", "Standard,Standard", "Standard,", "Standard;Bulk"})
    void anInvalidListOfTiersIsRefusedWhenTheEndpointIsCreated(String fallback) {
        assertThatThrownBy(() -> glacier.context.getEndpoint(uri("&tierFallback=" + fallback)))
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .hasRootCauseMessage("tierFallback: '" + fallback
                        + "' must be distinct tiers of Expedited, Standard and Bulk, such as Standard,Bulk");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 86_400_001})
    void aReuseMinLifeOverADayIsRefused(long minLife) {
        assertThatThrownBy(() -> glacier.context.getEndpoint(uri("&reuseMinLife=" + minLife)))
                .hasRootCauseMessage("reuseMinLife: '" + minLife + "' must be 0 to 86400000 ms (24 hours)");
    }
}
