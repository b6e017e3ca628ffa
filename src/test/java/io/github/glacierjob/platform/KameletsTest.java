package io.github.glacierjob.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.simulator.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.main.Main;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests the Kamelets of catalog/, in a camel-main application with routes in YAML. */
@Timeout(120)
class KameletsTest {
    private static final String ACTIONS = """
            - route:
                from:
                  uri: direct:initiate
                  steps:
                    - setHeader:
                        name: CamelGlacierJobArchiveId
                        simple: "${body}"
                    - kamelet:
                        name: glacier-job-initiate-action
                        parameters:
                          vaultNameOrArn: photos
                          jobType: archive-retrieval
                          tier: Bulk
                    - setBody:
                        simple: "${header.CamelGlacierJobId}"
            - route:
                from:
                  uri: direct:output
                  steps:
                    - setHeader:
                        name: CamelGlacierJobId
                        simple: "${body}"
                    - kamelet:
                        name: glacier-job-output-action
                        parameters:
                          vaultNameOrArn: photos
                    - process:
                        ref: store
            """;

    private final Vault vault = new Vault();
    private final Main main = new Main();

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        main.stop();
        vault.close();
    }

    private void start(String yaml) throws IOException {
        Path route = Files.writeString(directory.resolve("routes.camel.yaml"), yaml);
        main.bind("store", vault);
        main.configure().withRoutesIncludePattern("file:" + route);
        main.start();
    }

    private void setOnTheComponent() {
        main.setInitialProperties(vault.properties());
    }

    @Test
    void theSourceGivesTheChunksOfCompletedJobs() throws Exception {
        String job = vault.addJob();
        setOnTheComponent();
        start("""
                - route:
                    from:
                      uri: kamelet:glacier-job-source
                      parameters:
                        vaultNameOrArn: photos
                        delay: 100
                      steps:
                        - process:
                            ref: store
                """);
        vault.awaitMessages(3);
        assertThat(vault.bytes()).isEqualTo(Vault.PHOTO.expected(0, Vault.PHOTO.size()));
        assertThat(vault.messages).hasSize(3).allSatisfy(chunk -> assertThat(chunk.getHeader("CamelGlacierJobId"))
                .isEqualTo(job));
        assertThat(vault.messages.get(2).getHeader("CamelGlacierJobChunkLast")).isEqualTo(true);
    }

    @Test
    void aParameterOfTheKameletSetsAnOptionOfTheEndpoint() throws Exception {
        main.bind("progress", new MemoryStateRepository());
        vault.addJob();
        start("""
                - route:
                    from:
                      uri: kamelet:glacier-job-source
                      parameters:
                        vaultNameOrArn: photos
                        region: us-east-1
                        accessKey: any
                        secretKey: "RAW(a+b/c=%%26)"
                        progressRepository: "#progress"
                        overrideEndpoint: true
                        uriEndpointOverride: %s
                        delay: 100
                      steps:
                        - process:
                            ref: store
                """.formatted(vault.simulator.endpoint()));
        vault.awaitMessages(1);
        assertThat(vault.bytes()).isEqualTo(Vault.PHOTO.expected(0, Vault.PHOTO.size()));
    }

    @Test
    void theSourceGivesFilesAndKeepsItsStateInItsDirectory() throws Exception {
        String job = vault.addJob();
        setOnTheComponent();
        start("""
                - route:
                    from:
                      uri: kamelet:glacier-job-source
                      parameters:
                        vaultNameOrArn: photos
                        outputMode: file
                        workDirectory: %1$s/retrieved
                        stateDirectory: %1$s/state
                        delay: 100
                      steps:
                        - process:
                            ref: store
                """.formatted(directory));
        vault.awaitMessages(1);
        assertThat(directory.resolve("retrieved").resolve(job)).hasSize(Vault.PHOTO.size());
        assertThat(directory.resolve("state")).isNotEmptyDirectory();
    }

    @Test
    void theSourceOfArchivesGivesEachArchiveOfAnInventoryAsJson() throws Exception {
        vault.simulator.addInventoryJob("photos", "JSON");
        setOnTheComponent();
        start("""
                - route:
                    from:
                      uri: kamelet:glacier-job-archives-source
                      parameters:
                        vaultNameOrArn: photos
                        delay: 100
                      steps:
                        - process:
                            ref: store
                """);
        vault.awaitMessages(1);
        assertThat(vault.messages.get(0).getBody(String.class))
                .contains("\"ArchiveId\":\"" + vault.archive + "\"")
                .contains("\"Size\":" + Vault.PHOTO.size());
    }

    @Test
    void theActionsInitiateAJobAndGetItsOutput() throws Exception {
        setOnTheComponent();
        start(ACTIONS);
        try (var template = main.getCamelContext().createProducerTemplate()) {
            String job = template.requestBody("direct:initiate", vault.archive, String.class);
            assertThat(vault.simulator.jobs("photos")).singleElement().satisfies(initiated -> {
                assertThat(initiated.id()).isEqualTo(job);
                assertThat(vault.simulator
                                .requests(Operation.INITIATE_JOB)
                                .get(0)
                                .body())
                        .contains("\"Tier\":\"Bulk\"");
            });
            vault.simulator.completeJob(job);
            template.sendBodyAndHeaders("direct:output", job, Map.of());
        }
        assertThat(vault.bytes()).isEqualTo(Vault.PHOTO.expected(0, Vault.PHOTO.size()));
    }
}
