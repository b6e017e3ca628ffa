package io.github.glacierjob.catalog;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Glacier;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;
import software.amazon.awssdk.services.glacier.model.InventoryRetrievalJobDescription;

/**
 * Tests members of the service's API that no other test needs: each parameter reaches the service, and each member of
 * an answer reaches the route.
 */
class ApiMembersTest {
    private static final String DESCRIPTION = """
            {"Action":"Select","ArchiveId":"a","ArchiveSHA256TreeHash":"h1","ArchiveSizeInBytes":7,"Completed":true,\
            "CompletionDate":"2012-05-15T17:21:39.339Z","CreationDate":"2012-05-15T13:21:39.339Z",\
            "InventoryRetrievalParameters":{"EndDate":"e","Format":"CSV","Limit":"9","Marker":"m","StartDate":"s"},\
            "InventorySizeInBytes":8,"JobDescription":"d","JobId":"j","JobOutputPath":"p",\
            "OutputLocation":{"S3":{"BucketName":"b"}},"RetrievalByteRange":"0-6","SHA256TreeHash":"h2",\
            "SNSTopic":"t","SelectParameters":{"Expression":"select"},"StatusCode":"Succeeded",\
            "StatusMessage":"Succeeded","Tier":"Bulk","VaultARN":"arn:aws:glacier:us-east-1:111122223333:vaults/photos"}""";

    private final Glacier glacier = new Glacier();

    @AfterEach
    void close() {
        glacier.close();
    }

    private Message ask(String options, Map<String, Object> headers) {
        Exchange answer = glacier.request(
                glacier.uri(options), exchange -> exchange.getMessage().setHeaders(new HashMap<>(headers)));
        assertThat(answer.getException()).isNull();
        return answer.getMessage();
    }

    @Test
    void everyMemberOfADescriptionIsInItsPlace() {
        glacier.simulator.inject(
                Fault.rawAnswer(200, "application/json", DESCRIPTION).on(Operation.DESCRIBE_JOB));

        Message answer = ask("operation=describeJob&jobId=j", Map.of());

        assertThat(answer.getHeaders())
                .containsEntry("CamelGlacierJobAction", "Select")
                .containsEntry("CamelGlacierJobArchiveId", "a")
                .containsEntry("CamelGlacierJobArchiveSha256TreeHash", "h1")
                .containsEntry("CamelGlacierJobArchiveSizeInBytes", 7L)
                .containsEntry("CamelGlacierJobCompleted", true)
                .containsEntry("CamelGlacierJobCompletionDate", "2012-05-15T17:21:39.339Z")
                .containsEntry("CamelGlacierJobCreationDate", "2012-05-15T13:21:39.339Z")
                .containsEntry("CamelGlacierJobInventorySizeInBytes", 8L)
                .containsEntry("CamelGlacierJobId", "j")
                .containsEntry("CamelGlacierJobOutputPath", "p")
                .containsEntry("CamelGlacierJobSha256TreeHash", "h2")
                .containsEntry("CamelGlacierJobStatusCode", "Succeeded")
                .containsEntry("CamelGlacierJobStatusMessage", "Succeeded")
                .containsEntry("CamelGlacierJobVaultArn", "arn:aws:glacier:us-east-1:111122223333:vaults/photos");
        assertThat(answer.getHeader("CamelGlacierJobDetails")).isEqualTo(answer.getBody());
        assertDetails(answer.getBody(GlacierJobDescription.class));
    }

    /**
     * Parameters of the completed job that have no header, because the next producer would read a header as a request.
     */
    private static void assertDetails(GlacierJobDescription details) {
        assertThat(details.jobDescription()).isEqualTo("d");
        assertThat(details.retrievalByteRange()).isEqualTo("0-6");
        assertThat(details.snsTopic()).isEqualTo("t");
        assertThat(details.tier()).isEqualTo("Bulk");
        assertThat(details.selectParameters().expression()).isEqualTo("select");
        assertThat(details.outputLocation().s3().bucketName()).isEqualTo("b");
        assertThat(details.inventoryRetrievalParameters())
                .isEqualTo(InventoryRetrievalJobDescription.builder()
                        .format("CSV")
                        .startDate("s")
                        .endDate("e")
                        .limit("9")
                        .marker("m")
                        .build());
    }

    @Test
    void everyMemberOfAnOutputIsInItsPlace() {
        Content content = Content.seeded(1, 2 * MIB);
        String archive = glacier.simulator.addArchive("photos", content, "holiday");

        Message answer = ask(
                "operation=getJobOutput&range=bytes=0-1048575",
                Map.of("CamelGlacierJobId", glacier.simulator.addArchiveJob("photos", archive)));

        assertThat(answer.getHeaders())
                .containsEntry("CamelGlacierJobChecksum", content.treeHash(0, MIB))
                .containsEntry("CamelGlacierJobHttpStatus", 206)
                .containsEntry("CamelGlacierJobContentRange", "bytes 0-1048575/2097152")
                .containsEntry("CamelGlacierJobAcceptRanges", "bytes")
                .containsEntry("Content-Type", "application/octet-stream")
                .containsEntry("CamelGlacierJobArchiveDescription", "holiday");
    }

    @Test
    void everyInventoryParameterReachesTheService() throws Exception {
        glacier.simulator.inject(Fault.accessDenied());
        glacier.request(
                glacier.uri("operation=initiateJob&jobType=inventory-retrieval&inventoryEndDate=2014-01-01T00:00:00Z"
                        + "&inventoryStartDate=2013-01-01T00:00:00Z&inventoryLimit=5"),
                exchange -> exchange.getMessage().setHeader("CamelGlacierJobInventoryMarker", "next"));

        String sent = glacier.simulator.requests(Operation.INITIATE_JOB).get(0).body();
        assertThat(new ObjectMapper().readTree(sent).path("InventoryRetrievalParameters"))
                .isEqualTo(new ObjectMapper()
                        .readTree("{\"StartDate\":\"2013-01-01T00:00:00Z\",\"EndDate\":\"2014-01-01T00:00:00Z\","
                                + "\"Limit\":\"5\",\"Marker\":\"next\"}"));
    }

    private Map<String, Object> elsewhere() {
        glacier.simulator.createVault("films");
        return Map.of("CamelGlacierJobVaultName", "films", "CamelGlacierJobAccountId", glacier.simulator.accountId());
    }

    @Test
    void aListingGoesToTheNamedAccountAndVault() {
        ask("operation=listJobs", elsewhere());

        assertThat(glacier.simulator.requests(Operation.LIST_JOBS).get(0).path())
                .isEqualTo("/" + glacier.simulator.accountId() + "/vaults/films/jobs");
    }

    @Test
    void anOutputIsRequestedFromTheNamedAccountAndVault() {
        Map<String, Object> films = elsewhere();
        String archive = glacier.simulator.addArchive("films", Content.of("film"), "");
        String job = glacier.simulator.addArchiveJob("films", archive);

        ask("operation=getJobOutput&jobId=" + job, films);

        assertThat(glacier.simulator.requests(Operation.GET_JOB_OUTPUT).get(0).path())
                .isEqualTo("/" + glacier.simulator.accountId() + "/vaults/films/jobs/" + job + "/output");
    }
}
