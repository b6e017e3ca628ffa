package io.github.glacierjob.secure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.tls.SimulatedTls;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests the settings for secure connections as properties of an application, as src/main/docs/operations.md shows them.
 */
@Timeout(120)
class SecurePropertiesTest {

    @TempDir
    Path directory;

    @Test
    void propertiesOfCamelMainConfigureTheTrustStoreOfTheComponent() throws Exception {
        try (SecureGlacier secure = new SecureGlacier(directory)) {
            Properties properties = new Properties();
            properties.setProperty("camel.ssl.enabled", "true");
            properties.setProperty(
                    "camel.ssl.trustStore",
                    "file:" + secure.simulator.tls().writeTrustStore(directory.resolve("store.p12")));
            properties.setProperty("camel.ssl.trustStorePassword", SimulatedTls.PASSWORD);
            properties.setProperty("camel.component.glacier-job.use-global-ssl-context-parameters", "true");
            Main main = new Main();
            main.setOverrideProperties(properties);
            main.start();
            try (var template = main.getCamelContext().createProducerTemplate()) {
                assertThat(template.request(secure.glacier.uri("operation=listJobs"), exchange -> {})
                                .getException())
                        .isNull();
            } finally {
                main.stop();
            }
            assertThat(secure.simulator.requests(Operation.LIST_JOBS)).hasSize(1);
        }
    }
}
