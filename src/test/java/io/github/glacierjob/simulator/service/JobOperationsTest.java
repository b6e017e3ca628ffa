package io.github.glacierjob.simulator.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.glacierjob.simulator.AbstractSimulatorTest;
import io.github.glacierjob.simulator.ArchiveJob;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.ManualClock;
import io.github.glacierjob.simulator.Tier;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;
import software.amazon.awssdk.services.glacier.model.NoLongerSupportedException;
import software.amazon.awssdk.services.glacier.model.ResourceNotFoundException;

class JobOperationsTest extends AbstractSimulatorTest {
    private static final Content CONTENT = Content.seeded(8, 5L * MIB + 1);

    private String archiveJob(String more) {
        String archiveId = simulator.addArchive(VAULT, CONTENT, null, "-archive_1");
        return "{\"Type\":\"archive-retrieval\",\"ArchiveId\":\"" + archiveId + "\"" + more + "}";
    }

    @Test
    void anInitiationAnswersWithTheLocationOfTheJob() {
        HttpResponse<String> answer = initiate(archiveJob(""));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
        String jobId = header(answer, "x-amz-job-id");
        assertThat(jobId).matches("[A-Za-z0-9_-]{92}");
        assertThat(header(answer, "Location")).isEqualTo("/111122223333/vaults/photos/jobs/" + jobId);
        assertThat(header(answer, "x-amzn-RequestId")).isNotEmpty();
    }

    @Test
    void anArchiveJobIsDescribedExactlyAsTheServiceDoes() {
        restart(GlacierSimulator.builder()
                .clock(new ManualClock(Instant.parse("2024-02-03T04:05:06.007Z")))
                .archiveJobDuration(Tier.BULK, Duration.ofHours(5)));
        String jobId = initiated(archiveJob(",\"Tier\":\"Bulk\",\"Description\":\"mine\",\"RetrievalByteRange\":"
                + "\"4194304-5242880\",\"SNSTopic\":\"arn:aws:sns:us-east-1:111122223333:done\",\"Format\":null"));
        String whole = CONTENT.treeHash();
        String tail = CONTENT.treeHash(4L * MIB, CONTENT.size());
        String form = "{\"Action\":\"ArchiveRetrieval\",\"ArchiveId\":\"-archive_1\",\"ArchiveSHA256TreeHash\":\""
                + whole
                + "\",\"ArchiveSizeInBytes\":5242881,\"Completed\":%s,\"CompletionDate\":%s,"
                + "\"CreationDate\":\"2024-02-03T04:05:06.007Z\",\"InventoryRetrievalParameters\":null,"
                + "\"InventorySizeInBytes\":null,\"JobDescription\":\"mine\",\"JobId\":\"" + jobId
                + "\",\"JobOutputPath\":null,\"OutputLocation\":null,\"RetrievalByteRange\":\"4194304-5242880\","
                + "\"SHA256TreeHash\":\"" + tail + "\",\"SNSTopic\":\"arn:aws:sns:us-east-1:111122223333:done\","
                + "\"SelectParameters\":null,\"StatusCode\":\"%s\",\"StatusMessage\":%s,\"Tier\":\"Bulk\",\"VaultARN\":\""
                + ARN + "\"}";

        assertThat(get("/-/vaults/photos/jobs/" + jobId).body())
                .isEqualTo(String.format(form, "false", "null", "InProgress", "null"));
        simulator.clock().advance(Duration.ofHours(6));
        assertThat(get("/-/vaults/photos/jobs/" + jobId).body())
                .isEqualTo(String.format(form, "true", "\"2024-02-03T09:05:06.007Z\"", "Succeeded", "\"Succeeded\""));
    }

    @Test
    void anInventoryJobIsDescribedExactlyAsTheServiceDoes() {
        restart(GlacierSimulator.builder().clock(new ManualClock(Instant.parse("2024-02-03T04:05:06.007Z"))));
        String jobId =
                initiated("{\"Type\":\"inventory-retrieval\",\"InventoryRetrievalParameters\":{\"Limit\":\"100\"}}");

        assertThat(get("/-/vaults/photos/jobs/" + jobId).body())
                .isEqualTo("{\"Action\":\"InventoryRetrieval\",\"ArchiveId\":null,\"ArchiveSHA256TreeHash\":null,"
                        + "\"ArchiveSizeInBytes\":null,\"Completed\":true,"
                        + "\"CompletionDate\":\"2024-02-03T04:05:06.007Z\",\"CreationDate\":\"2024-02-03T04:05:06.007Z\","
                        + "\"InventoryRetrievalParameters\":{\"EndDate\":null,\"Format\":\"JSON\",\"Limit\":\"100\","
                        + "\"Marker\":null,\"StartDate\":null},\"InventorySizeInBytes\":123,\"JobDescription\":null,"
                        + "\"JobId\":\"" + jobId + "\",\"JobOutputPath\":null,\"OutputLocation\":null,"
                        + "\"RetrievalByteRange\":null,\"SHA256TreeHash\":null,\"SNSTopic\":null,"
                        + "\"SelectParameters\":null,\"StatusCode\":\"Succeeded\",\"StatusMessage\":\"Succeeded\","
                        + "\"Tier\":null,\"VaultARN\":\"" + ARN + "\"}");
    }

    @Test
    void aRangeThatIsNotTreeHashAlignedHasNoHash() {
        String jobId = initiated(archiveJob(",\"RetrievalByteRange\":\"1048576-3145727\""));

        GlacierJobDescription job = toDescription(jobId);
        assertThat(job.sha256TreeHash()).isNull();
        assertThat(job.archiveSHA256TreeHash()).isEqualTo(CONTENT.treeHash());
        assertThat(simulator.job(jobId).outputSize()).isEqualTo(2L * MIB);
    }

    private GlacierJobDescription toDescription(String jobId) {
        return client.listJobs(r -> r.vaultName(VAULT)).jobList().stream()
                .filter(job -> job.jobId().equals(jobId))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0-1048575",
                "0-5242880",
                "5242880-5242880",
            })
    void rangesOfWholeMegabytesAreAccepted(String range) {
        assertThat(initiate(archiveJob(",\"RetrievalByteRange\":\"" + range + "\""))
                        .statusCode())
                .isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1-1048575", "0-1048574", "0-5242881", "1048576-0", "0-", "x"})
    void otherRangesAreRefused(String range) {
        HttpResponse<String> answer = initiate(archiveJob(",\"RetrievalByteRange\":\"" + range + "\""));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("InvalidParameterValueException");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{} | 400 | MissingParameterValueException",
                "{\"Type\":null} | 400 | MissingParameterValueException",
                "{\"Type\":\"other\"} | 400 | InvalidParameterValueException",
                "{\"Type\":\"archive-retrieval\"} | 400 | MissingParameterValueException",
                "{\"Type\":\"archive-retrieval\",\"ArchiveId\":\"none\"} | 404 | The archive ID was not found: none",
                "{\"Type\":\"archive-retrieval\",\"ArchiveId\":\"x\",\"Tier\":\"Fast\"} | 400 | Invalid tier: Fast",
                "{\"Type\":\"archive-retrieval\",\"ArchiveId\":\"x\",\"Format\":\"CSV\"} | 400 | Format does not apply",
                "{\"Type\":\"inventory-retrieval\",\"ArchiveId\":\"x\"} | 400 | ArchiveId does not apply",
                "{\"Type\":\"inventory-retrieval\",\"RetrievalByteRange\":\"0-1\"} | 400 | RetrievalByteRange does not",
                "{\"Type\":\"inventory-retrieval\",\"Format\":\"XML\"} | 400 | Invalid output format: XML",
                "{\"Type\":\"inventory-retrieval\",\"SNSTopic\":\"x\"} | 400 | Invalid SNS topic ARN: x",
                "{\"Type\":\"inventory-retrieval\",\"Description\":\"\u00e4\"} | 400 | Invalid description",
                "{\"Type\":\"inventory-retrieval\",\"InventoryRetrievalParameters\":{\"Limit\":\"0\"}} | 400 | limit:"
                        + " 0",
                "{\"Type\":\"inventory-retrieval\",\"InventoryRetrievalParameters\":{\"StartDate\":\"x\"}} | 400 |"
                        + " date",
                "{\"Type\":\"inventory-retrieval\",\"InventoryRetrievalParameters\":{\"Marker\":\"x\"}} | 400 | marker",
                "{\"Type\":\"inventory-retrieval\",\"InventoryRetrievalParameters\":3} | 400 | SerializationException",
                "{\"Type\":[]} | 400 | SerializationException",
                "{\"Type\": | 400 | SerializationException",
                "[] | 400 | SerializationException",
                "'' | 400 | SerializationException",
                "{\"Type\":\"select\",\"ArchiveId\":\"x\"} | 400 | NoLongerSupportedException"
            })
    void badRequestsAreRefused(String json, int status, String error) {
        HttpResponse<String> answer = initiate(json);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(error);
        assertThat(simulator.jobs(VAULT)).isEmpty();
    }

    @Test
    void selectJobsRunOnlyWhereTheyAreSupported() {
        String archiveId = simulator.addArchive(VAULT, Content.of("a,b\n"), null);
        assertThatThrownBy(() -> client.initiateJob(r ->
                        r.vaultName(VAULT).jobParameters(p -> p.type("select").archiveId(archiveId))))
                .isInstanceOf(NoLongerSupportedException.class);

        restart(GlacierSimulator.builder().selectSupported(true));
        simulator.addArchive(VAULT, Content.of("a,b\n"), null, archiveId);
        String path = client.initiateJob(r -> r.vaultName(VAULT).jobParameters(p -> p.type("select")
                        .archiveId(archiveId)
                        .selectParameters(s -> s.expression("select * from archive"))
                        .outputLocation(o -> o.s3(s3 -> s3.bucketName("b").prefix("p")))))
                .jobOutputPath();

        GlacierJobDescription job =
                client.listJobs(r -> r.vaultName(VAULT)).jobList().get(0);
        assertThat(job.actionAsString()).isEqualTo("Select");
        assertThat(job.jobOutputPath()).isEqualTo(path).isEqualTo("p/" + job.jobId());
        assertThat(job.selectParameters().expression()).isEqualTo("select * from archive");
        assertThat(job.outputLocation().s3().bucketName()).isEqualTo("b");
        assertThat(outputOf(job.jobId(), null).statusCode()).isEqualTo(400);
    }

    @Test
    void theTierDecidesHowLongAJobTakes() {
        restart(GlacierSimulator.builder()
                .archiveJobDuration(Tier.EXPEDITED, Duration.ofMinutes(3))
                .archiveJobDuration(Tier.STANDARD, Duration.ofHours(4)));
        String fast = initiated(archiveJob(",\"Tier\":\"Expedited\""));
        String standard = initiated(archiveJob(""));

        simulator.clock().advance(Duration.ofMinutes(3));
        assertThat(simulator.job(fast).statusCode()).isEqualTo("Succeeded");
        assertThat(simulator.job(standard).statusCode()).isEqualTo("InProgress");
        simulator.completeJob(standard);
        assertThat(simulator.job(standard).completed()).isTrue();
    }

    @Test
    void aTestChoosesTheIdAndTheTopic() {
        String archiveId = simulator.addArchive(VAULT, CONTENT, null);
        String topic = "arn:aws:sns:us-east-1:111122223333:done";

        simulator.addArchiveJob(
                VAULT, ArchiveJob.of(archiveId).jobId("-a_b").snsTopic(topic).tier(Tier.BULK));

        assertThat(get("/-/vaults/photos/jobs/-a_b").body()).contains("\"JobId\":\"-a_b\"", "\"Tier\":\"Bulk\"");
        assertThat(simulator.notifications()).hasSize(1);
    }

    @Test
    void aJobOfAnotherVaultIsNotFound() {
        simulator.createVault("other");
        String jobId = simulator.addInventoryJob("other", "CSV");

        assertThatThrownBy(() -> client.describeJob(r -> r.vaultName(VAULT).jobId(jobId)))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("The job ID was not found: " + jobId);
    }

    @Test
    void aJobIsGoneADayAfterItsEnd() {
        String jobId = simulator.addInventoryJob(VAULT, "JSON");
        simulator.clock().advance(Duration.ofHours(24).minusMillis(1));
        assertThat(client.listJobs(r -> r.vaultName(VAULT)).jobList()).hasSize(1);

        simulator.clock().advance(Duration.ofMillis(1));

        assertThat(client.listJobs(r -> r.vaultName(VAULT)).jobList()).isEmpty();
        assertThat(outputOf(jobId, null).statusCode()).isEqualTo(404);
        assertThat(get("/-/vaults/photos/jobs/" + jobId).body())
                .isEqualTo(error("ResourceNotFoundException", "The job ID was not found: " + jobId));
    }
}
