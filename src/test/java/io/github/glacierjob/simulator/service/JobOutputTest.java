package io.github.glacierjob.simulator.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.glacierjob.simulator.AbstractSimulatorTest;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.RecordedRequest;
import io.github.glacierjob.simulator.Tier;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.glacier.model.GetJobOutputResponse;
import software.amazon.awssdk.services.glacier.model.InvalidParameterValueException;

class JobOutputTest extends AbstractSimulatorTest {
    private static final Content CONTENT = Content.seeded(21, 5L * MIB + 100);

    private String archiveId;
    private String jobId;

    @BeforeEach
    void addJob() {
        archiveId = simulator.addArchive(VAULT, CONTENT, "holidays");
        jobId = simulator.addArchiveJob(VAULT, archiveId);
    }

    @Test
    void theWholeOutputHasItsHashAndDescription() {
        ResponseBytes<GetJobOutputResponse> output = download(jobId, null);

        assertThat(output.asByteArray()).isEqualTo(CONTENT.expected(0, CONTENT.size()));
        GetJobOutputResponse response = output.response();
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.checksum()).isEqualTo(CONTENT.treeHash());
        assertThat(response.archiveDescription()).isEqualTo("holidays");
        assertThat(response.acceptRanges()).isEqualTo("bytes");
        assertThat(response.contentType()).isEqualTo("application/octet-stream");
        assertThat(response.contentRange()).isNull();
        assertThat(response.sdkHttpResponse().firstMatchingHeader("Content-Length"))
                .contains(Long.toString(CONTENT.size()));
    }

    @Test
    void anAlignedRangeHasItsHash() {
        ResponseBytes<GetJobOutputResponse> output = download(jobId, "bytes=2097152-4194303");

        assertThat(output.asByteArray()).isEqualTo(CONTENT.expected(2L * MIB, 2L * MIB));
        assertThat(output.response().status()).isEqualTo(206);
        assertThat(output.response().contentRange()).isEqualTo("bytes 2097152-4194303/5242980");
        assertThat(output.response().checksum()).isEqualTo(CONTENT.treeHash(2L * MIB, 4L * MIB));
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, bytes 0-0/5242980",
        "bytes=1048576-3145727, bytes 1048576-3145727/5242980",
        "bytes=17-1048592, bytes 17-1048592/5242980",
        "bytes=5242979-5242979, bytes 5242979-5242979/5242980",
        "bytes=5242900-, bytes 5242900-5242979/5242980",
        "bytes=-80, bytes 5242900-5242979/5242980"
    })
    void anyOtherRangeHasNoHash(String range, String contentRange) {
        GetJobOutputResponse response = download(jobId, range).response();

        assertThat(response.status()).isEqualTo(206);
        assertThat(response.contentRange()).isEqualTo(contentRange);
        assertThat(response.checksum()).isNull();
    }

    @Test
    void aRangeBeyondTheEndIsShortened() {
        ResponseBytes<GetJobOutputResponse> output = download(jobId, "bytes=4194304-8388607");

        assertThat(output.response().contentRange()).isEqualTo("bytes 4194304-5242979/5242980");
        assertThat(output.response().checksum()).isEqualTo(CONTENT.treeHash(4L * MIB, CONTENT.size()));
        assertThat(output.asByteArray()).isEqualTo(CONTENT.expected(4L * MIB, CONTENT.size() - 4L * MIB));
    }

    @Test
    void aRangeThatStartsBeyondTheEndIsRefused() {
        assertThat(outputOf(jobId, "bytes=5242980-8388607").body())
                .isEqualTo(error(
                        "InvalidParameterValueException",
                        "The start of the range is larger than size of retrieved data: bytes=5242980-8388607"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes 0-9/20", "0-100/493", "", "bytes=9-3", "bytes=0-1,5-6", "bytes=-", "items=0-3"})
    void aMalformedRangeIsIgnored(String range) {
        HttpResponse<String> answer = outputOf(jobId, range);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Length")).isEqualTo("5242980");
        assertThat(header(answer, "Content-Range")).isNull();
    }

    @Test
    void offsetsAreRelativeToTheRetrievedRange() {
        String part = simulator.addArchiveJob(VAULT, archiveId, null, "4194304-5242979");

        ResponseBytes<GetJobOutputResponse> output = download(part, "bytes=1048576-1048675");

        assertThat(output.asByteArray()).isEqualTo(CONTENT.expected(5L * MIB, 100));
        assertThat(output.response().contentRange()).isEqualTo("bytes 1048576-1048675/1048676");
        assertThat(output.response().checksum()).isEqualTo(CONTENT.treeHash(5L * MIB, CONTENT.size()));
        assertThat(download(part, null).response().checksum()).isEqualTo(CONTENT.treeHash(4L * MIB, CONTENT.size()));
    }

    @Test
    void aJobOfAnUnalignedRangeHasNoHashInAnyAnswer() {
        String part = simulator.addArchiveJob(VAULT, archiveId, null, "1048576-3145727");

        assertThat(download(part, null).response().checksum()).isNull();
        assertThat(download(part, "bytes=0-1048575").response().checksum()).isNull();
    }

    @Test
    void anOutputIsNotAvailableBeforeItsJobHasSucceeded() {
        restart(GlacierSimulator.builder().archiveJobDuration(Tier.STANDARD, Duration.ofHours(4)));
        simulator.addArchive(VAULT, CONTENT, null, archiveId);
        String running = simulator.addArchiveJob(VAULT, archiveId);

        assertThatThrownBy(() -> download(running, null))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("The job is not currently available for download: " + running);
        simulator.failJob(running, "Failed");
        assertThat(outputOf(running, null).statusCode()).isEqualTo(400);
    }

    @Test
    void anOutputStaysAvailableAfterTheDeletionOfItsArchive() {
        client.deleteArchive(r -> r.vaultName(VAULT).archiveId(archiveId));

        assertThat(download(jobId, "bytes=0-99").asByteArray()).isEqualTo(CONTENT.expected(0, 100));
    }

    @Test
    void theBytesSentAndTheRangeAreRecorded() {
        simulator.clearRequests();
        download(jobId, "bytes=0-99");

        RecordedRequest request = simulator.requests().get(0);
        assertThat(request.operation()).isEqualTo(Operation.GET_JOB_OUTPUT);
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.path()).isEqualTo("/-/vaults/photos/jobs/" + jobId + "/output");
        assertThat(request.query()).isEmpty();
        assertThat(request.vault()).isEqualTo(VAULT);
        assertThat(request.jobId()).isEqualTo(jobId);
        assertThat(request.range()).isEqualTo("bytes=0-99");
        assertThat(request.headers()).containsEntry("x-amz-glacier-version", "2012-06-01");
        assertThat(request.status()).isEqualTo(206);
        assertThat(request.bytesSent()).isEqualTo(100);
        assertThat(request.connectionId()).isPositive();
        assertThat(request.toString()).contains("bytes=0-99 -> 206, 100 bytes");
    }
}
