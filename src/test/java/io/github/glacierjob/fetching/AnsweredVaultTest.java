package io.github.glacierjob.fetching;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.RecordedRequest;
import io.github.glacierjob.testkit.Glacier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The headers of an answer choose the vault only for the job of that answer. */
class AnsweredVaultTest {

    private final Glacier glacier = new Glacier();
    private String job;
    private Message described;

    @BeforeEach
    void anAnswerFromPhotosAndAnotherVault() {
        glacier.simulator.createVault("music");
        job = glacier.simulator.addArchiveJob(
                "photos", glacier.simulator.addArchive("photos", Content.seeded(1, 5), ""));
        described = glacier.request(glacier.uri("operation=describeJob&jobId=" + job), in -> {})
                .getMessage();
        glacier.simulator.clearRequests();
    }

    @AfterEach
    void close() {
        glacier.close();
    }

    private String vaultOfNext(String options, Operation operation, Message earlier) {
        glacier.request(glacier.uri("music", options), in -> {
            in.setMessage(earlier.copy());
            in.getMessage().setBody(null);
        });
        return glacier.simulator.requests(operation).stream()
                .map(RecordedRequest::vault)
                .findFirst()
                .orElse("no request");
    }

    @ParameterizedTest
    @CsvSource({
        "operation=listJobs, LIST_JOBS, music",
        "operation=initiateJob&jobType=inventory-retrieval, INITIATE_JOB, music",
        "operation=describeJob, DESCRIBE_JOB, photos",
        "operation=getJobOutput, DESCRIBE_JOB, photos"
    })
    void anAnswerChoosesTheVaultForItsOwnJobOnly(String options, Operation operation, String vault) {
        assertThat(vaultOfNext(options, operation, described)).isEqualTo(vault);
    }

    @Test
    void anotherJobIsLookedUpInTheVaultOfTheEndpoint() {
        described.setHeader("CamelGlacierJobId", "other");

        assertThat(vaultOfNext("operation=describeJob", Operation.DESCRIBE_JOB, described))
                .isEqualTo("music");
    }

    @Test
    void anAnswerThroughATextBrokerChoosesTheVaultForItsOwnJobOnly() {
        described.removeHeader("CamelGlacierJobDetails");

        assertThat(vaultOfNext("operation=describeJob", Operation.DESCRIBE_JOB, described))
                .isEqualTo("photos");
        assertThat(vaultOfNext("operation=listJobs", Operation.LIST_JOBS, described))
                .isEqualTo("music");
    }

    @Test
    void aVaultHeaderOfTheUserChoosesTheVault() {
        described.setHeader("CamelGlacierJobVaultName", "third");

        assertThat(vaultOfNext("operation=listJobs", Operation.LIST_JOBS, described))
                .isEqualTo("third");
    }

    private RecordedRequest list(Message earlier) {
        vaultOfNext("operation=listJobs", Operation.LIST_JOBS, earlier);
        return glacier.simulator.requests(Operation.LIST_JOBS).get(0);
    }

    /** The vault is the one of the answer's job, and the account is the one that the user sets. */
    @Test
    void anAccountHeaderOfTheUserIsUsedWithTheVaultOfAnAnswer() {
        described.setHeader("CamelGlacierJobAccountId", "999988887777");

        assertThat(list(described).path()).isEqualTo("/999988887777/vaults/music/jobs");
    }

    @Test
    void theAccountOfAnAnswerIsUsedForItsOwnJobOnly() {
        assertThat(list(described).path()).isEqualTo("/-/vaults/music/jobs");
        described.removeHeader("CamelGlacierJobDetails");
        assertThat(list(described).path()).isEqualTo("/-/vaults/music/jobs");
        described.removeHeader("CamelGlacierJobVaultName");
        assertThat(list(described).path()).isEqualTo("/-/vaults/music/jobs");
    }

    @Test
    void aNewJobIsInAllThreeHeadersAndIsDescribedInItsOwnVault() {
        Exchange made = glacier.request(glacier.uri("operation=initiateJob&jobType=inventory-retrieval"), in -> {});

        assertThat(made.getMessage().getHeaders())
                .containsEntry("CamelGlacierJobAccountId", glacier.simulator.accountId())
                .containsEntry("CamelGlacierJobVaultName", "photos")
                .containsKey("CamelGlacierJobId");
        assertThat(vaultOfNext("operation=describeJob", Operation.DESCRIBE_JOB, made.getMessage()))
                .isEqualTo("photos");
        assertThat(vaultOfNext("operation=listJobs", Operation.LIST_JOBS, made.getMessage()))
                .isEqualTo("music");
    }
}
