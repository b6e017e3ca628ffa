package io.github.glacierjob.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.GlacierJobEndpoint;
import io.github.glacierjob.docs.Scheme;
import io.github.glacierjob.egress.GlacierEgressEndpoint;
import java.util.Map;
import org.apache.camel.catalog.RuntimeCamelCatalog;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Camel finds the components by the files in the jar; nothing is registered here. */
@Tag("core")
class DiscoveryTest extends CamelTestSupport {

    @Test
    void aUriCreatesAnEndpointWithItsOptions() {
        GlacierJobEndpoint endpoint = context.getEndpoint(
                "glacier-job:photos?region=eu-west-1&chunkSize=1048576&delay=15m&accessKey=a&secretKey=RAW(b+c)",
                GlacierJobEndpoint.class);
        assertThat(endpoint.getConfiguration().getChunkSize()).isEqualTo(1048576);
        assertThat(endpoint.getConfiguration().getSecretKey()).isEqualTo("b+c");
        assertThat(endpoint.getDelay()).isEqualTo(900_000);
    }

    @Test
    void aUriOfAWholeVaultCreatesAnEndpointWithItsOptions() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:discovery");
        context.getRegistry().bind("db", database);
        GlacierEgressEndpoint endpoint = context.getEndpoint(
                "glacier-egress:photos?region=eu-west-1&dataSource=#db&inventoryMaxAge=24h&delay=10s&accessKey=a&secretKey=RAW(b+c)",
                GlacierEgressEndpoint.class);
        assertThat(endpoint.getConfiguration().getDataSource()).isSameAs(database);
        assertThat(endpoint.getConfiguration().getInventoryMaxAge()).isEqualTo(86_400_000);
        assertThat(endpoint.getConfiguration().getSecretKey()).isEqualTo("b+c");
        assertThat(endpoint.getDelay()).isEqualTo(10_000);
    }

    /**
     * Builds the URI as a YAML route or a Kamelet does. A factory that was generated with 4.14 fails here on later
     * versions.
     */
    @Test
    void parametersGiveAUri() throws Exception {
        var factory = context.getCamelContextExtension().getEndpointUriFactory("glacier-job");
        assertThat(factory.buildUri(
                        "glacier-job",
                        Map.of("vaultNameOrArn", "photos", "operation", "listJobs", "scheduler.cron", "0 * * * *")))
                .startsWith("glacier-job:photos?")
                .contains("operation=listJobs");
    }

    @Test
    void parametersGiveAUriOfAWholeVault() throws Exception {
        var factory = context.getCamelContextExtension().getEndpointUriFactory("glacier-egress");
        assertThat(factory.buildUri(
                        "glacier-egress",
                        Map.of("vaultNameOrArn", "photos", "dataSource", "#db", "scheduler.cron", "0 * * * *")))
                .startsWith("glacier-egress:photos?")
                .contains("dataSource=%23db");
    }

    @ParameterizedTest
    @EnumSource
    void theRunningContextKnowsTheOptions(Scheme scheme) throws Exception {
        RuntimeCamelCatalog catalog = PluginHelper.getRuntimeCamelCatalog(context);
        assertThat(catalog.componentJSonSchema(scheme.id())).contains("\"scheme\": \"" + scheme.id() + "\"");
    }
}
