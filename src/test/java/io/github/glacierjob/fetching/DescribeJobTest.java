package io.github.glacierjob.fetching;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.GlacierJobOperation;
import io.github.glacierjob.internal.service.ServiceJson;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.RecordedRequest;
import io.github.glacierjob.testkit.Glacier;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glacier.model.DescribeJobRequest;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;
import software.amazon.awssdk.services.glacier.model.InitiateJobResponse;
import software.amazon.awssdk.services.glacier.model.ResourceNotFoundException;

@Tag("core")
class DescribeJobTest {

    private final Glacier glacier = new Glacier();
    private String job;

    @BeforeEach
    void job() {
        String archive = glacier.simulator.addArchive("photos", Content.seeded(1, 5), "holiday");
        job = glacier.simulator.addArchiveJob("photos", archive, "mine");
    }

    @AfterEach
    void close() {
        glacier.close();
    }

    private Message describe(String options, Processor input) {
        Exchange exchange = glacier.request(glacier.uri("operation=describeJob&" + options), input);
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage();
    }

    private static Processor body(Object body) {
        return exchange -> exchange.getMessage().setBody(body);
    }

    private GlacierJobDescription description() {
        return describe("jobId=" + job, body(null)).getBody(GlacierJobDescription.class);
    }

    @Test
    void theAnswerHasTheDescriptionAndItsHeaders() {
        Message answer =
                describe("jobId=" + job, exchange -> exchange.getMessage().setHeader("mine", "kept"));
        GlacierJobDescription described = answer.getBody(GlacierJobDescription.class);

        assertThat(described.jobDescription()).isEqualTo("mine");
        assertThat(answer.getHeaders())
                .containsEntry("CamelGlacierJobId", job)
                .containsEntry("CamelGlacierJobDetails", described)
                .containsEntry("CamelGlacierJobVaultName", "photos")
                .containsEntry("CamelGlacierJobCompleted", true)
                .containsEntry("CamelGlacierJobArchiveSizeInBytes", 5L)
                .containsEntry("mine", "kept")
                .doesNotContainKey("CamelGlacierJobDescription");
    }

    @Test
    void aJobIsReadFromEveryKindOfBody() {
        GlacierJobDescription described = description();
        String arn = glacier.simulator.vaultArn("photos");
        String location = "/" + glacier.simulator.accountId() + "/vaults/photos/jobs/" + job;
        String text = ServiceJson.JOB.toText(described);

        for (Object body : new Object[] {
            described,
            text,
            ServiceJson.JOB.toMap(described),
            Map.of("Type", "Notification", "Message", text),
            InitiateJobResponse.builder().jobId(job).location(location).build(),
            "{\"jobId\":\"" + job + "\",\"location\":\"" + location + "\"}",
            Map.of("v", 1, "vaultArn", arn, "jobId", job, "index", 0),
            Map.of("JobId", job),
            DescribeJobRequest.builder().jobId(job).build()
        }) {
            Message answer = describe("jobId=other", exchange -> {
                exchange.getMessage().setHeader(GlacierJobConstants.ID, "another");
                exchange.getMessage().setBody(body);
            });

            assertThat(answer.getBody(GlacierJobDescription.class).jobId())
                    .as(body.toString())
                    .isEqualTo(job);
        }
    }

    @Test
    void aBodyWithoutAJobIsIgnored() {
        for (Object body : new Object[] {
            "text",
            "{ is no JSON",
            "{\"unrelated\":1}",
            "{\"VaultARN\":\"an inventory that breaks off".getBytes(),
            5,
            Map.of("ArchiveId", "a", "Size", 1),
            ServiceJson.PARAMETERS.fromMap(Map.of("Type", "select"))
        }) {
            Message answer = describe("jobId=other", exchange -> {
                exchange.getMessage().setHeader(GlacierJobConstants.ID, job);
                exchange.getMessage().setBody(body);
            });

            assertThat(answer.getHeader(GlacierJobConstants.ID)).isEqualTo(job);
        }
    }

    @Test
    void theOperationHeaderWinsAsTextOrAsEnum() {
        for (Object operation : new Object[] {"describeJob", GlacierJobOperation.describeJob}) {
            Exchange exchange =
                    glacier.request(glacier.uri("operation=listJobs&jobId=" + job), input -> input.getMessage()
                            .setHeader(GlacierJobConstants.OPERATION, operation));

            assertThat(exchange.getMessage().getBody()).isInstanceOf(GlacierJobDescription.class);
        }
    }

    @Test
    void aNotificationOfAnotherVaultIsServedOnlyWithAnyVault() {
        glacier.simulator.createVault("music");
        String notification = ServiceJson.JOB.toText(description());
        String music = glacier.uri("music", "operation=describeJob");
        glacier.simulator.clearRequests();

        assertThat(glacier.request(music, body(notification)).getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(glacier.simulator.accountId() + "/photos in us-east-1")
                .hasMessageContaining("music in us-east-1");
        assertThat(glacier.simulator.requests()).isEmpty();
        assertThat(glacier.request(music + "&anyVault=true", body(notification)).getException())
                .isNull();
        assertThat(glacier.simulator.requests(Operation.DESCRIBE_JOB))
                .extracting(RecordedRequest::vault)
                .containsExactly("photos");
    }

    @Test
    void aNotificationOfAnotherRegionIsNeverServed() {
        String notification = ServiceJson.JOB.toText(description()).replace(":us-east-1:", ":eu-west-1:");
        glacier.simulator.clearRequests();

        Exchange exchange = glacier.request(glacier.uri("operation=describeJob&anyVault=true"), body(notification));

        assertThat(exchange.getException()).hasMessageContaining("eu-west-1").hasMessageContaining("us-east-1");
        assertThat(glacier.simulator.requests()).isEmpty();
    }

    @Test
    void anUnknownJobGivesTheErrorOfTheService() {
        Exchange exchange = glacier.request(glacier.uri("operation=describeJob&jobId=-unknown"), body(null));

        assertThat(exchange.getException()).isInstanceOf(ResourceNotFoundException.class);
    }
}
