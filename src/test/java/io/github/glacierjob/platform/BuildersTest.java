package io.github.glacierjob.platform;

import static io.github.glacierjob.dsl.StaticEndpointBuilders.glacierEgress;
import static io.github.glacierjob.dsl.StaticEndpointBuilders.glacierJob;
import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.GlacierJobOperation;
import io.github.glacierjob.dsl.component.GlacierEgressComponentBuilderFactory;
import io.github.glacierjob.dsl.component.GlacierJobComponentBuilderFactory;
import io.github.glacierjob.dsl.endpoint.GlacierEgressEndpointBuilderFactory;
import io.github.glacierjob.dsl.endpoint.GlacierJobEndpointBuilderFactory;
import io.github.glacierjob.options.OutputMode;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.GlacierSimulator;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Message;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tests the builders of the artifact with the classifier dsl: components and URIs of both schemes without text. */
@Tag("core")
class BuildersTest {

    private static final Content PHOTO = Content.seeded(5, 3 << 19);

    private final GlacierSimulator glacier = GlacierSimulator.start();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<Message> messages = new CopyOnWriteArrayList<>();

    @BeforeEach
    void components() {
        glacier.createVault("photos");
        GlacierJobComponentBuilderFactory.glacierJob()
                .accessKey("a")
                .secretKey("s")
                .region("us-east-1")
                .overrideEndpoint(true)
                .uriEndpointOverride(glacier.endpoint().toString())
                .chunkSize(1 << 20)
                .register(context, "glacier-job");
        JdbcDataSource ledger = new JdbcDataSource();
        ledger.setURL("jdbc:h2:mem:builders;DB_CLOSE_DELAY=-1");
        GlacierEgressComponentBuilderFactory.glacierEgress()
                .accessKey("a")
                .secretKey("s")
                .region("us-east-1")
                .overrideEndpoint(true)
                .uriEndpointOverride(glacier.endpoint().toString())
                .dataSource(ledger)
                .clock(glacier.clock())
                .register(context, "glacier-egress");
    }

    @AfterEach
    void close() throws Exception {
        context.close();
        glacier.close();
        JdbcDataSource ledger = new JdbcDataSource();
        ledger.setURL("jdbc:h2:mem:builders");
        try (var connection = ledger.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("SHUTDOWN");
        }
    }

    @Test
    void aRouteOfBuildersInitiatesAJobAndReceivesItsChunks() throws Exception {
        String archive = glacier.addArchive("photos", PHOTO, "photo");
        context.addRoutes(new EndpointRouteBuilder() {
            @Override
            public void configure() {
                from(direct("retrieve"))
                        .to(glacierJob("photos")
                                .operation(GlacierJobOperation.initiateJob)
                                .jobType("archive-retrieval")
                                .archiveId("${body}")
                                .tier("Bulk"));
                from(glacierJob("photos")
                                .outputMode(OutputMode.chunks)
                                .actions("ArchiveRetrieval")
                                .delay(50)
                                .initialDelay(0))
                        .process(exchange -> messages.add(exchange.getMessage().copy()));
            }
        });
        context.start();
        try (var template = context.createProducerTemplate()) {
            template.sendBody("direct:retrieve", archive);
        }
        glacier.completeJob(glacier.jobs("photos").get(0).id());

        await().atMost(SOON).until(() -> messages.size() == 2);
        assertThat(messages.get(1).getHeader("CamelGlacierJobChunkLast")).isEqualTo(true);
    }

    @Test
    void aRouteOfBuildersRetrievesAWholeVault() throws Exception {
        String archive = glacier.addArchive("photos", PHOTO, "photo");
        context.addRoutes(new EndpointRouteBuilder() {
            @Override
            public void configure() {
                from(glacierEgress("photos")
                                .tier("Expedited")
                                .delay(50)
                                .initialDelay(0)
                                .advanced()
                                .firstLook(1L))
                        .process(exchange -> messages.add(exchange.getMessage().copy()));
            }
        });
        context.start();
        await().atMost(SOON).until(() -> {
            glacier.jobs("photos").forEach(job -> glacier.completeJob(job.id()));
            glacier.clock().advance(java.time.Duration.ofMinutes(1));
            return messages.size() == 1;
        });
        assertThat(messages.get(0).getHeader("CamelGlacierJobArchiveId")).isEqualTo(archive);
    }

    @Test
    void everyOptionOfBothSchemesHasABuilder() {
        for (Class<?> builder :
                List.of(GlacierJobEndpointBuilderFactory.class, GlacierEgressEndpointBuilderFactory.class)) {
            List<String> methods = List.of(builder.getDeclaredClasses()).stream()
                    .map(Class::getMethods)
                    .map(List::of)
                    .flatMap(Collection::stream)
                    .map(java.lang.reflect.Method::getName)
                    .toList();
            String scheme = builder.getSimpleName().startsWith("GlacierJob") ? "glacier-job" : "glacier-egress";
            assertThat(context.getCamelContextExtension()
                            .getEndpointUriFactory(scheme)
                            .propertyNames())
                    .filteredOn(option -> !option.equals("vaultNameOrArn"))
                    .allSatisfy(option -> assertThat(methods).contains(option));
        }
    }
}
