package io.github.glacierjob.initiating;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.internal.service.ServiceJson;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.RecordedRequest;
import io.github.glacierjob.testkit.Glacier;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.converter.stream.InputStreamCache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.glacier.model.InitiateJobRequest;
import software.amazon.awssdk.services.glacier.model.InitiateJobResponse;
import software.amazon.awssdk.services.glacier.model.JobParameters;

@Tag("core")
class InitiateJobTest {

    private final Glacier glacier = new Glacier();
    private String archive;

    @BeforeEach
    void upload() {
        archive = glacier.simulator.addArchive("photos", Content.seeded(1, 3 << 20), "holiday", "-begins_with-a-dash");
    }

    @AfterEach
    void close() {
        glacier.close();
    }

    private Message initiate(String options, Processor input) {
        Exchange exchange = glacier.request(glacier.uri("operation=initiateJob&" + options), input);
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage();
    }

    /** The body of the only request that the service received. */
    private Map<String, Object> sent() {
        List<RecordedRequest> requests = glacier.simulator.requests(Operation.INITIATE_JOB);
        assertThat(requests).hasSize(1);
        return ServiceJson.parse("sent", requests.get(0).body());
    }

    private static Processor body(Object body) {
        return exchange -> exchange.getMessage().setBody(body);
    }

    private String asked() {
        return "{\"Type\":\"archive-retrieval\",\"ArchiveId\":\"" + archive + "\",\"Tier\":\"Bulk\"}";
    }

    private Map<String, Object> bulkRetrieval() {
        return Map.of("Type", "archive-retrieval", "ArchiveId", archive, "Tier", "Bulk");
    }

    @Test
    void optionsAreEnoughToInitiateARetrieval() {
        Message answer = initiate(
                "jobType=archive-retrieval&archiveId=" + archive + "&tier=Expedited&description=RAW(a b)"
                        + "&retrievalByteRange=0-1048575&snsTopic=arn:aws:sns:us-east-1:111122223333:done",
                body(null));

        assertThat(sent())
                .containsOnly(
                        Map.entry("Type", "archive-retrieval"),
                        Map.entry("ArchiveId", archive),
                        Map.entry("Tier", "Expedited"),
                        Map.entry("Description", "a b"),
                        Map.entry("RetrievalByteRange", "0-1048575"),
                        Map.entry("SNSTopic", "arn:aws:sns:us-east-1:111122223333:done"));
        InitiateJobResponse job = answer.getBody(InitiateJobResponse.class);
        assertThat(answer.getHeaders())
                .containsEntry("CamelGlacierJobId", job.jobId())
                .containsEntry("CamelGlacierJobLocation", job.location())
                .doesNotContainKey("CamelGlacierJobOutputPath");
        assertThat(glacier.simulator.jobs("photos")).hasSize(1);
    }

    @Test
    void headersAreEnoughToInitiateAPagedInventory() {
        initiate("tier=Bulk&archiveId=x", exchange -> {
            exchange.getMessage().setHeader(GlacierJobConstants.TYPE, "inventory-retrieval");
            exchange.getMessage().setHeader(GlacierJobConstants.FORMAT, "CSV");
            exchange.getMessage().setHeader(GlacierJobConstants.INVENTORY_LIMIT, 100);
            exchange.getMessage().setHeader(GlacierJobConstants.INVENTORY_START_DATE, "2013-03-20T17:03:43Z");
        });

        assertThat(sent())
                .containsOnly(
                        Map.entry("Type", "inventory-retrieval"),
                        Map.entry("Format", "CSV"),
                        Map.entry(
                                "InventoryRetrievalParameters",
                                Map.of("Limit", "100", "StartDate", "2013-03-20T17:03:43Z")));
    }

    @Test
    void theBodyWinsOverHeadersAndHeadersWinOverOptions() {
        initiate("jobType=inventory-retrieval&tier=Expedited&description=option", exchange -> {
            exchange.getMessage().setHeader(GlacierJobConstants.TIER, "Standard");
            exchange.getMessage().setHeader(GlacierJobConstants.DESCRIPTION, "header");
            exchange.getMessage().setBody(bulkRetrieval());
        });

        assertThat(sent())
                .containsEntry("Type", "archive-retrieval")
                .containsEntry("Tier", "Bulk")
                .containsEntry("Description", "header");
    }

    @Test
    void aRequestMayBeJsonAMapOrATypeOfTheSdk(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("request.json"), asked());
        JobParameters parameters = ServiceJson.PARAMETERS.fromText(asked());
        byte[] bytes = asked().getBytes(StandardCharsets.UTF_8);

        for (Object body : new Object[] {
            asked(),
            "\n " + asked(),
            new StringBuilder(asked()),
            bytes,
            new ByteArrayInputStream(bytes),
            new InputStreamCache(bytes),
            unmarkable(bytes),
            file.toFile(),
            bulkRetrieval(),
            parameters,
            InitiateJobRequest.builder().jobParameters(parameters).build()
        }) {
            glacier.simulator.clearRequests();
            initiate("jobType=inventory-retrieval", body(body));

            assertThat(sent()).as(body.getClass().getName()).isEqualTo(bulkRetrieval());
        }
    }

    private static InputStream unmarkable(byte[] bytes) {
        return new FilterInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            public boolean markSupported() {
                return false;
            }
        };
    }

    @Test
    void aRequestInAStreamCanBeReadAgainAfterAFailure() throws Exception {
        byte[] asked = "{\"Type\":\"select\"}".getBytes(StandardCharsets.UTF_8);

        for (InputStream stream :
                List.of(unmarkable(asked), new ByteArrayInputStream(asked), new InputStreamCache(asked))) {
            Exchange failed = glacier.request(glacier.uri("operation=initiateJob"), body(stream));

            assertThat(failed.getException()).isInstanceOf(IllegalArgumentException.class);
            assertThat(failed.getMessage().getBody(InputStream.class)).hasBinaryContent(asked);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain text", "[1]", "42"})
    void textThatIsNotAJsonObjectIsIgnored(String text) {
        initiate("jobType=inventory-retrieval", body(text));

        assertThat(sent()).containsOnlyKeys("Type");
    }

    @Test
    void headersOrARequestOfTheSdkCanNameAnotherVault() {
        glacier.simulator.createVault("music");
        initiate("jobType=inventory-retrieval", exchange -> {
            exchange.getMessage().setHeader(GlacierJobConstants.VAULT_NAME, "music");
            exchange.getMessage().setHeader(GlacierJobConstants.ACCOUNT_ID, glacier.simulator.accountId());
        });
        initiate("jobType=inventory-retrieval", exchange -> {
            exchange.getMessage().setHeader(GlacierJobConstants.VAULT_NAME, "photos");
            exchange.getMessage()
                    .setBody(InitiateJobRequest.builder().vaultName("music").build());
        });

        assertThat(glacier.simulator.requests(Operation.INITIATE_JOB))
                .extracting(RecordedRequest::vault)
                .containsExactly("music", "music");
    }

    @Test
    void aSelectJobIsSentWithAllItsParts() {
        try (Glacier selecting = new Glacier(GlacierSimulator.builder().selectSupported(true))) {
            String id = selecting.simulator.addArchive("photos", Content.seeded(1, 10), "");
            Exchange exchange = selecting.request(selecting.uri("operation=initiateJob&jobType=select"), input -> {
                input.getMessage().setHeader(GlacierJobConstants.ARCHIVE_ID, id);
                input.getMessage()
                        .setHeader(
                                GlacierJobConstants.SELECT_PARAMETERS,
                                "{\"Expression\":\"select * from archive\",\"ExpressionType\":\"SQL\","
                                        + "\"InputSerialization\":{\"csv\":{}},\"OutputSerialization\":{\"csv\":{}}}");
                input.getMessage()
                        .setHeader(
                                GlacierJobConstants.OUTPUT_LOCATION,
                                Map.of("S3", Map.of("BucketName", "b", "Prefix", "p")));
            });

            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getMessage().getHeader(GlacierJobConstants.OUTPUT_PATH))
                    .isNotNull();
        }
    }

    @Test
    void theAnswerIsInTheMessageOfBothExchangePatterns() {
        for (ExchangePattern pattern : List.of(ExchangePattern.InOnly, ExchangePattern.InOut)) {
            Message answer = initiate("jobType=inventory-retrieval", exchange -> {
                exchange.setPattern(pattern);
                exchange.getMessage().setHeader("mine", "kept");
            });

            assertThat(answer.getBody()).isInstanceOf(InitiateJobResponse.class);
            assertThat(answer.getHeader("mine")).isEqualTo("kept");
        }
    }
}
