package io.github.glacierjob.egress.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.egress.GlacierEgressStatus;
import io.github.glacierjob.testkit.Database;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckRepository;
import org.apache.camel.impl.health.DefaultHealthCheckRegistry;
import org.junit.jupiter.api.Test;

/** Tests which operation runs, and the health of the database. */
class EgressProducerTest {

    @Test
    void theHeaderWinsOverTheOption() throws Exception {
        try (FilledLedger ledger = new FilledLedger(Database.Kind.H2)) {
            Exchange exchange = ledger.request(
                    "operation=retry", asked -> asked.getMessage().setHeader("CamelGlacierEgressOperation", "status"));

            assertThat(exchange.getMessage().getBody()).isInstanceOf(GlacierEgressStatus.class);
        }
    }

    @Test
    void anUnknownOperationIsRefusedWithTheListOfOperations() throws Exception {
        try (FilledLedger ledger = new FilledLedger(Database.Kind.H2)) {
            Exchange exchange = ledger.request(
                    "operation=retry", asked -> asked.getMessage().setHeader("CamelGlacierEgressOperation", "erase"));

            assertThat(exchange.getException())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "CamelGlacierEgressOperation: 'erase' must be preview, status, receipt, retry, notify, prove");
        }
    }

    @Test
    void aMissingOperationIsRefused() throws Exception {
        try (FilledLedger ledger = new FilledLedger(Database.Kind.H2)) {
            assertThat(ledger.request("tier=Bulk").getException())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("No operation is given: option operation or header CamelGlacierEgressOperation must be"
                            + " preview, status, receipt, retry, notify, prove");
        }
    }

    @Test
    void healthDependsOnTheDatabaseAndSendsNoRequest() throws Exception {
        try (FilledLedger ledger = new FilledLedger(Database.Kind.H2)) {
            HealthCheckRepository checks = producerChecks(ledger);
            Producer producer = ledger.glacier
                    .context
                    .getEndpoint(ledger.uri("photos", "operation=status"))
                    .createProducer();
            ledger.glacier.context.addService(producer);
            HealthCheck check = checks.stream().findFirst().orElseThrow();

            assertThat(check.call().getState()).isEqualTo(HealthCheck.State.UP);
            assertThat(ledger.glacier.simulator.requests()).isEmpty();

            ledger.execute("DROP TABLE GLACIER_EGRESS_VERSION");
            assertThat(check.call().getState()).isEqualTo(HealthCheck.State.DOWN);
            assertThat(check.call().getMessage().orElseThrow())
                    .startsWith("Ledger GLACIER_EGRESS_: the database answered");

            producer.stop();
            assertThat(checks.stream()).isEmpty();
        }
    }

    private static HealthCheckRepository producerChecks(FilledLedger ledger) {
        HealthCheckRegistry registry = new DefaultHealthCheckRegistry();
        registry.setCamelContext(ledger.glacier.context);
        ledger.glacier.context.getCamelContextExtension().addContextPlugin(HealthCheckRegistry.class, registry);
        HealthCheckRepository checks = (HealthCheckRepository) registry.resolveById("producers");
        checks.setEnabled(true);
        registry.register(checks);
        return checks;
    }
}
