package io.github.glacierjob.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.GlacierJobEndpoint;
import io.github.glacierjob.simulator.Operation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.test.spring.junit5.CamelSpringTestSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.context.support.ClassPathXmlApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Tests component, endpoint, repositories and routes in Spring's XML, with placeholders of both kinds. */
@Timeout(120)
class SpringXmlTest extends CamelSpringTestSupport {
    private final Vault vault = new Vault();

    @TempDir
    private Path directory;

    /** The test provides the last step of the route and the address of the vault; the XML has everything else. */
    @Override
    protected AbstractApplicationContext createApplicationContext() {
        var test = new GenericApplicationContext();
        test.getBeanFactory().registerSingleton("store", vault);
        test.refresh();
        var context = new ClassPathXmlApplicationContext(
                new String[] {"io/github/glacierjob/platform/vault.xml"}, false, test);
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "test",
                        Map.of("vault.endpoint", vault.simulator.endpoint(), "vault.state", directory.toString())));
        context.refresh();
        return context;
    }

    @AfterEach
    void close() {
        vault.close();
    }

    @Test
    void theProducerInitiatesAJobAndTheConsumerGetsItsOutput() throws Exception {
        template().sendBody("direct:initiate", vault.archive);
        String job = vault.simulator.jobs("photos").get(0).id();
        assertThat(vault.simulator.requests(Operation.INITIATE_JOB).get(0).body())
                .contains("\"Tier\":\"Bulk\"");
        vault.simulator.completeJob(job);

        vault.awaitMessages(3);
        assertThat(vault.bytes()).isEqualTo(Vault.PHOTO.expected(0, Vault.PHOTO.size()));
        assertThat(vault.rangeSizes(job)).contains(2L * Vault.MIB);
    }

    @Test
    void theRepositoriesAreBeans() throws Exception {
        String job = vault.addJob();
        Path consumed = directory.resolve("consumed");
        await().atMost(Vault.SOON).until(() -> Files.exists(consumed) && Files.size(consumed) > 0);
        assertThat(Files.readString(consumed))
                .contains(vault.simulator.vaultArn("photos"))
                .contains(job);
        assertThat(Files.readString(directory.resolve("progress"))).contains(job);
    }

    @Test
    void theRouteUsesTheEndpointOfTheXml() {
        GlacierJobEndpoint endpoint =
                context().getRegistry().lookupByNameAndType("completed", GlacierJobEndpoint.class);
        assertThat(context().getRoute("consume").getConsumer().getEndpoint()).isSameAs(endpoint);
        assertThat(endpoint.getConfiguration().getVaultNameOrArn()).isEqualTo("photos");
        assertThat(endpoint.getConfiguration().getChunkSize()).isEqualTo(2L * Vault.MIB);
        assertThat(endpoint.getDelay()).isEqualTo(100);
    }
}
