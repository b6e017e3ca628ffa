package io.github.glacierjob.fetching;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.internal.service.ServiceJson;
import io.github.glacierjob.job.JobOutputExpiredException;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.RecordedRequest;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The job of a descriptor no longer exists: its range is fetched from a newer job with the same output, or the call
 * fails.
 */
@Tag("core")
class DescribedRangeOfGoneJobTest extends AbstractDescribedRangeTest {

    @ParameterizedTest
    @ValueSource(strings = {"describeJob", "getJobOutput"})
    void aMissingJobIsReplacedByTheNewestJobWithTheSameOutput(String goneAt) throws Exception {
        String descriptor = descriptors().get(1);
        glacier.simulator.clock().advance(Duration.ofHours(1));
        String older = glacier.simulator.addArchiveJob("photos", archive);
        glacier.simulator.clock().advance(Duration.ofHours(1));
        String newest = glacier.simulator.addArchiveJob("photos", archive, "again", "0-" + (CONTENT.size() - 1));
        glacier.simulator.clock().advance(Duration.ofHours(1));
        glacier.simulator.addArchiveJob("photos", archive, "a part", "0-4194303");
        glacier.simulator.addArchiveJob(
                "photos", glacier.simulator.addArchive("photos", CONTENT, "the same bytes, but another archive"));
        gone(goneAt);

        Exchange answer = output("", descriptor);

        assertSecondChunk(answer);
        assertThat(answer.getMessage().getHeader("CamelGlacierJobId")).isEqualTo(newest);
        assertThat(answer.getMessage().getHeader("CamelGlacierJobChunkIndex")).isEqualTo(1);
        assertThat(glacier.simulator.requests(Operation.INITIATE_JOB)).isEmpty();
        assertThat(glacier.simulator.requests(Operation.GET_JOB_OUTPUT))
                .extracting(RecordedRequest::jobId)
                .contains(newest)
                .doesNotContain(older);
    }

    private void gone(String at) {
        if (at.equals("describeJob")) {
            glacier.simulator.expireJob(job);
        } else {
            glacier.simulator.inject(
                    Fault.expired().on(Operation.GET_JOB_OUTPUT).job(job));
        }
    }

    @Test
    void aMissingNewestJobIsReplacedByTheOneBeforeIt() throws Exception {
        String descriptor = descriptors().get(1);
        String older = glacier.simulator.addArchiveJob("photos", archive);
        glacier.simulator.clock().advance(Duration.ofHours(1));
        String newest = glacier.simulator.addArchiveJob("photos", archive);
        glacier.simulator.expireJob(job);
        glacier.simulator.inject(Fault.expired().on(Operation.GET_JOB_OUTPUT).job(newest));

        Exchange answer = output("", descriptor);

        assertSecondChunk(answer);
        assertThat(answer.getMessage().getHeader("CamelGlacierJobId")).isEqualTo(older);
    }

    @Test
    void aMissingJobOfARangeIsReplacedByAJobOfTheSameRange() throws Exception {
        glacier.simulator.expireJob(job);
        job = glacier.simulator.addArchiveJob("photos", archive, "part", "0-8388607");
        String descriptor = descriptors().get(1);
        glacier.simulator.addArchiveJob("photos", archive);
        String same = glacier.simulator.addArchiveJob("photos", archive, "part", "0-8388607");
        glacier.simulator.expireJob(job);

        Exchange answer = output("", descriptor);

        assertSecondChunk(answer);
        assertThat(answer.getMessage().getHeader("CamelGlacierJobId")).isEqualTo(same);
    }

    @Test
    void anErrorNamesTheWantedOutputIfNoJobHasIt() throws Exception {
        String descriptor = descriptors().get(1);
        String failed = glacier.simulator.addArchiveJob("photos", archive);
        glacier.simulator.failJob(failed, "no luck");
        glacier.simulator.expireJob(job);

        Exchange answer = output("", descriptor);

        assertThat(answer.getException())
                .isInstanceOf(JobOutputExpiredException.class)
                .hasMessageContaining("Vault photos, job " + job + ", bytes=4194304-8388607: ")
                .hasMessageContaining("another succeeded job of archive " + archive + " with an output of 9437191")
                .hasMessageContaining("there is none; initiate one");
        assertThat(glacier.simulator.requests(Operation.INITIATE_JOB)).isEmpty();
    }

    @Test
    void anInventoryIsNeverReplacedByAnother() throws Exception {
        glacier.simulator.expireJob(job);
        Content document = Content.seeded(4, 2L * MIB);
        job = glacier.simulator.addInventoryJob("photos", "JSON", document);
        String descriptor = descriptors().get(0);
        assertThat(output("", descriptor).getMessage().getBody(byte[].class))
                .isEqualTo(document.expected(0, document.size()));
        glacier.simulator.addInventoryJob("photos", "JSON", document);
        glacier.simulator.expireJob(job);
        glacier.simulator.clearRequests();

        assertThat(output("", descriptor).getException())
                .isInstanceOf(JobOutputExpiredException.class)
                .hasMessageContaining(job);
        assertThat(glacier.simulator.requests(Operation.LIST_JOBS)).isEmpty();
    }

    @Test
    void aRefusedListFailsWithTheAnswerOfTheServiceAndThePurposeOfTheList() throws Exception {
        String descriptor = descriptors().get(1);
        glacier.simulator.expireJob(job);
        glacier.simulator.inject(Fault.accessDenied().on(Operation.LIST_JOBS).always());

        assertThat(output("", descriptor).getException())
                .hasMessageContaining("not authorized")
                .satisfies(denied -> assertThat(denied.getSuppressed())
                        .hasOnlyElementsOfType(JobOutputExpiredException.class)
                        .hasSize(1));
    }

    @Test
    void initiateJobTakesOnlyTheArchiveFromADescriptor() throws Exception {
        String descriptor = descriptors().get(1);

        Exchange answer = glacier.request(
                glacier.uri("operation=initiateJob&jobType=archive-retrieval"),
                exchange -> exchange.getMessage().setBody(descriptor));

        assertThat(answer.getException()).isNull();
        assertThat(ServiceJson.parse(
                        "request",
                        glacier.simulator
                                .requests(Operation.INITIATE_JOB)
                                .get(0)
                                .body()))
                .containsOnly(Map.entry("Type", "archive-retrieval"), Map.entry("ArchiveId", archive));
    }

    @Test
    void aDescriptorOfAMissingJobWorksWithANewJob() throws Exception {
        String descriptor = descriptors().get(2);
        glacier.simulator.expireJob(job);
        assertThat(output("", descriptor).getException()).isInstanceOf(JobOutputExpiredException.class);

        glacier.request(
                glacier.uri("operation=initiateJob&jobType=archive-retrieval"),
                exchange -> exchange.getMessage().setBody(descriptor));

        assertThat(output("", descriptor).getMessage().getBody(byte[].class))
                .isEqualTo(CONTENT.expected(8L * MIB, MIB + 7));
    }
}
