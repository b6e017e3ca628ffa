package io.github.glacierjob.initiating;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.internal.service.ServiceJson;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.RecordedRequest;
import io.github.glacierjob.testkit.Glacier;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.converter.stream.InputStreamCache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;

/** The content of an answer never decides the parameters of the next request, which costs money. */
@Tag("core")
class AnswersNeverBecomeRequestsTest {

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
    void anArchiveOfAnInventoryGivesOnlyItsId() {
        Map<String, Object> listed = Map.of(
                "ArchiveId",
                archive,
                "ArchiveDescription",
                "holiday",
                "CreationDate",
                "2012-05-15T17:21:39Z",
                "Size",
                5);
        initiate("jobType=archive-retrieval&archiveId=other&tier=Bulk", body(listed));

        assertThat(sent()).isEqualTo(bulkRetrieval());
    }

    @Test
    void aDescriptionGivesOnlyItsArchive() {
        GlacierJobDescription old = GlacierJobDescription.builder()
                .action("ArchiveRetrieval")
                .jobId("old")
                .archiveId(archive)
                .vaultARN(glacier.simulator.vaultArn("photos"))
                .tier("Expedited")
                .retrievalByteRange("0-1048575")
                .jobDescription("old")
                .snsTopic("arn:aws:sns:us-east-1:111122223333:old")
                .build();

        for (Object body : new Object[] {old, ServiceJson.JOB.toMap(old), ServiceJson.JOB.toText(old), envelope(old)}) {
            glacier.simulator.clearRequests();
            initiate("jobType=archive-retrieval&tier=Bulk&archiveId=other", body(body));

            assertThat(sent()).isEqualTo(bulkRetrieval());
        }
    }

    private static Map<String, Object> envelope(GlacierJobDescription job) {
        return Map.of("Type", "Notification", "Message", ServiceJson.JOB.toText(job));
    }

    @Test
    void anAnswerThatReachesAProducerNeverBecomesARequest() {
        String inventory = glacier.simulator.addInventoryJob("photos", "CSV");
        String job = glacier.simulator.addArchiveJob("photos", archive, "old description", "0-1048575");

        for (String described : List.of(job, inventory)) {
            glacier.simulator.clearRequests();
            Message answer = describe(described);
            initiate("jobType=archive-retrieval&archiveId=" + archive, exchange -> exchange.setMessage(answer.copy()));

            assertThat(sent()).containsOnlyKeys("Type", "ArchiveId").containsEntry("ArchiveId", archive);
        }
    }

    private Message describe(String job) {
        return glacier.request(glacier.uri("operation=describeJob&jobId=" + job), body(null))
                .getMessage();
    }

    @Test
    void theBytesOfAnArchiveAreNotReadAsARequest() {
        byte[] chunk = asked().replace("Bulk", "Expedited").getBytes(StandardCharsets.UTF_8);
        for (Object body : new Object[] {chunk, new InputStreamCache(chunk)}) {
            glacier.simulator.clearRequests();
            initiate("jobType=inventory-retrieval", exchange -> {
                exchange.getMessage().setHeader(GlacierJobConstants.CHUNK_SIZE, chunk.length);
                exchange.getMessage().setHeader(GlacierJobConstants.OUTPUT_SIZE_IN_BYTES, (long) chunk.length);
                exchange.getMessage().setHeader(GlacierJobConstants.PROOF, "length");
                exchange.getMessage().setBody(body);
            });

            assertThat(sent()).containsOnlyKeys("Type");
        }
    }

    @Test
    void theAnswerHasNoDataOfAnEarlierJob() {
        String job = glacier.simulator.addArchiveJob("photos", archive);
        Message described = describe(job);

        Message answer = initiate("jobType=inventory-retrieval", exchange -> {
            exchange.setMessage(described.copy());
            exchange.getMessage().setHeader("mine", "kept");
        });

        assertThat(answer.getHeaders())
                .doesNotContainKeys("CamelGlacierJobDetails", "CamelGlacierJobStatusCode", "CamelGlacierJobAction")
                .containsEntry("mine", "kept");
        assertThat(answer.getHeader("CamelGlacierJobId")).isNotEqualTo(job);
    }
}
