package io.github.glacierjob.internal.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.GlacierJobComponent;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Glacier;
import org.apache.camel.Producer;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckRepository;
import org.apache.camel.impl.health.DefaultHealthCheckRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("core")
class ProducerHealthCheckTest {

    private final Glacier glacier = new Glacier();
    private HealthCheckRepository checks;

    @BeforeEach
    void start() {
        HealthCheckRegistry registry = new DefaultHealthCheckRegistry();
        registry.setCamelContext(glacier.context);
        glacier.context.getCamelContextExtension().addContextPlugin(HealthCheckRegistry.class, registry);
        checks = (HealthCheckRepository) registry.resolveById("producers");
        checks.setEnabled(true);
        registry.register(checks);
        glacier.context.start();
    }

    @AfterEach
    void close() {
        glacier.close();
    }

    private Producer producer(String options) throws Exception {
        Producer producer = glacier.context.getEndpoint(glacier.uri(options)).createProducer();
        glacier.context.addService(producer);
        return producer;
    }

    private HealthCheck.Result onlyResult() {
        assertThat(checks.stream()).hasSize(1);
        return checks.stream().findFirst().orElseThrow().call();
    }

    @Test
    void oneCheapRequestShowsThatAVaultIsUp() throws Exception {
        producer("operation=describeJob");

        assertThat(onlyResult().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(glacier.simulator.requests()).hasSize(1);
        assertThat(glacier.simulator.requests(Operation.LIST_JOBS).get(0).query("limit"))
                .isEqualTo("1");
    }

    @Test
    void aFaultGivesDownAtOnceWithTheCodesOfTheService() throws Exception {
        producer("operation=describeJob");
        glacier.simulator.inject(Fault.serviceUnavailable().always());

        HealthCheck.Result result = onlyResult();

        assertThat(result.getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(result.getDetails())
                .containsEntry("service.status.code", 500)
                .containsEntry("vault", "photos");
        assertThat(glacier.simulator.requests()).hasSize(1);
    }

    @Test
    void anAnswerWithoutDetailsAndNoAnswerAtAllAreDown() throws Exception {
        producer("operation=describeJob");
        glacier.simulator.inject(Fault.badGateway());
        assertThat(onlyResult().getState()).isEqualTo(HealthCheck.State.DOWN);
        glacier.simulator.inject(Fault.resetBeforeAnswer());
        assertThat(onlyResult().getState()).isEqualTo(HealthCheck.State.DOWN);
    }

    @Test
    void aDeniedListingDoesNotMakeAnotherOperationDown() throws Exception {
        producer("operation=describeJob");
        glacier.simulator.inject(Fault.accessDenied());

        assertThat(onlyResult().getState()).isEqualTo(HealthCheck.State.UNKNOWN);
    }

    @Test
    void aDeniedListingMakesListJobsDown() throws Exception {
        producer("operation=listJobs");
        glacier.simulator.inject(Fault.accessDenied());

        assertThat(onlyResult().getState()).isEqualTo(HealthCheck.State.DOWN);
    }

    @Test
    void theCheckIsRemovedWithTheProducer() throws Exception {
        Producer producer = producer("operation=listJobs");
        glacier.context.removeService(producer);
        producer.stop();

        assertThat(checks.stream()).isEmpty();
    }

    @Test
    void theComponentCanDisableTheCheck() throws Exception {
        glacier.context.getComponent("glacier-job", GlacierJobComponent.class).setHealthCheckProducerEnabled(false);
        producer("operation=listJobs");

        assertThat(checks.stream()).noneMatch(HealthCheck::isEnabled);
    }
}
