package io.github.glacierjob.internal.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.glacierjob.job.VaultAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.glacier.model.InitiateJobResponse;

class JobMentionTest {

    private static final String JOB = """
            {"Action":"InventoryRetrieval","ArchiveId":null,"Completed":true,"InventorySizeInBytes":1159,\
            "JobId":"-rat","SNSTopic":"arn:aws:sns:eu-west-1:235715319590:GlacierNotificationTopic",\
            "StatusCode":"Succeeded","VaultARN":"arn:aws:glacier:eu-west-1:235715319590:vaults/cryo"}""";

    private static final VaultAddress CRYO = VaultAddress.parse("cryo", null);

    private static Optional<JobMention> in(String json) {
        return JobMention.in(ServiceJson.parse("JSON", json));
    }

    private static String envelope(String message) {
        return "{\n  \"Type\" : \"Notification\",\n  \"MessageId\" : \"7cdb\",\n  \"Message\" : \""
                + message.replace("\"", "\\\"") + "\",\n  \"SignatureVersion\" : \"1\"\n}";
    }

    @Test
    void aNotificationIsReadWithAndWithoutItsEnvelope() {
        for (String notification : new String[] {JOB, envelope(JOB)}) {
            JobMention mention = in(notification).orElseThrow();

            assertThat(mention.jobId()).contains("-rat");
            assertThat(mention.archiveId()).isEmpty();
            assertThat(mention.vault())
                    .contains(VaultAddress.parse("arn:aws:glacier:eu-west-1:235715319590:vaults/cryo", null));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"Type\":\"SubscriptionConfirmation\",\"TopicArn\":\"t\",\"Message\":\"You have chosen\"}",
                "{\"Type\":\"Notification\",\"Message\":\"{\\\"other\\\":1}\"}",
                "{\"JobId\":\"j\",\"Tier\":\"Bulk\"}",
                "{\"ArchiveId\":\"a\"}",
                "{\"jobId\":\"of somebody else\",\"state\":\"done\"}",
                "{\"JobId\":7,\"Action\":\"jump\"}",
                "{\"ArchiveId\":\"a\",\"Size\":1,\"Tier\":\"Bulk\"}",
                "{\"Type\":\"archive-retrieval\",\"ArchiveId\":\"a\"}"
            })
    void otherDocumentsMentionNoJob(String document) {
        assertThat(in(document)).isEmpty();
    }

    @Test
    void anArchiveOfAnInventoryGivesOnlyItsId() {
        JobMention mention = in("{\"ArchiveId\":\"-a\",\"ArchiveDescription\":\"\",\"Size\":5}")
                .orElseThrow();

        assertThat(mention.archiveId()).contains("-a");
        assertThat(mention.jobId()).isEmpty();
        assertThat(mention.vaultAmong(CRYO, "eu-west-1", false)).isEqualTo(CRYO);
    }

    @Test
    void aRangeDescriptorGivesVaultJobAndArchive() {
        JobMention mention = in("""
                        {"v":1,"vaultArn":"arn:aws:glacier:eu-west-1:235715319590:vaults/cryo","jobId":"j",\
                        "archiveId":"a","index":0,"count":2,"start":0,"end":9,"outputSize":20,"treeHash":null}""").orElseThrow();

        assertThat(mention.jobId()).contains("j");
        assertThat(mention.archiveId()).contains("a");
        assertThat(mention.vault().orElseThrow().name()).isEqualTo("cryo");
    }

    @Test
    void theLocationOfANewJobGivesItsVault() {
        JobMention mention = JobMention.of(InitiateJobResponse.builder()
                .jobId("j")
                .location("/235715319590/vaults/cryo/jobs/j")
                .build());

        assertThat(mention.vaultAmong(CRYO, "us-east-1", false)).isEqualTo(CRYO);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mention.vaultAmong(VaultAddress.parse("other", null), null, false));
    }

    @Test
    void requestsForTheVaultOfTheEndpointUseTheNameOfTheEndpoint() {
        JobMention mention = in(JOB).orElseThrow();

        assertThat(mention.vaultAmong(CRYO, "eu-west-1", false)).isSameAs(CRYO);
        assertThat(mention.vaultAmong(CRYO, null, false)).isSameAs(CRYO);
        assertThat(mention.vaultAmong(CRYO, "eu-west-1", true)).isSameAs(CRYO);
    }

    @Test
    void anotherRegionIsRefusedAlsoWithAnyVault() {
        JobMention mention = in(JOB).orElseThrow();

        for (boolean anyVault : new boolean[] {false, true}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> mention.vaultAmong(CRYO, "us-east-1", anyVault))
                    .withMessage("VaultARN: '235715319590/cryo in eu-west-1' is another vault than cryo in us-east-1;"
                            + " anyVault=true accepts other vaults of the region");
        }
    }

    @Test
    void anotherVaultOrAccountIsRefusedWithoutAnyVault() {
        JobMention mention = in(JOB).orElseThrow();

        for (VaultAddress other :
                new VaultAddress[] {VaultAddress.parse("other", null), VaultAddress.parse("cryo", "111122223333")}) {
            assertThatIllegalArgumentException().isThrownBy(() -> mention.vaultAmong(other, "eu-west-1", false));
            assertThat(mention.vaultAmong(other, "eu-west-1", true))
                    .isEqualTo(mention.vault().orElseThrow());
        }
    }

    @Test
    void anAnswerOfAnotherSdkWithExtraMembersIsANewJob() {
        JobMention mention = in("""
                        {"ResponseMetadata":{"RequestId":"r","HTTPStatusCode":202,"RetryAttempts":0},\
                        "location":"/235715319590/vaults/cryo/jobs/JOB1","jobId":"JOB1"}""").orElseThrow();

        assertThat(mention.jobId()).contains("JOB1");
        assertThat(mention.vault().orElseThrow().name()).isEqualTo("cryo");
    }

    @Test
    void anArchiveOfAnInventoryMayHaveUnknownMembers() {
        JobMention mention =
                in("{\"ArchiveId\":\"a\",\"Size\":5,\"StorageClass\":\"DEEP\"}").orElseThrow();

        assertThat(mention.archiveId()).contains("a");
    }

    @Test
    void anEventOfALambdaFunctionIsANotification() {
        String sns = "{\"Records\":[{\"EventSource\":\"aws:sns\",\"Sns\":" + envelope(JOB) + "}]}";
        String sqs =
                ServiceJson.text(Map.of("Records", List.of(Map.of("eventSource", "aws:sqs", "body", envelope(JOB)))));

        for (String event : List.of(sns, sqs)) {
            assertThat(in(event).orElseThrow().jobId()).contains("-rat");
        }
    }

    @Test
    void anEventOfSeveralNotificationsIsRefused() {
        Object record = Map.of("Sns", ServiceJson.parse("JSON", envelope(JOB)));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> JobMention.in(Map.of("Records", List.of(record, record))))
                .withMessageContaining("Records: '2 records' must be one notification");
    }

    @Test
    void aVaultThatCannotBeReadIsNotAVault() {
        JobMention job =
                in(JOB.replace(":235715319590:vaults", ":0123456789012:vaults")).orElseThrow();
        JobMention made = JobMention.of(InitiateJobResponse.builder()
                .jobId(" j")
                .location("/0123456789012/vaults/../jobs/j")
                .build());

        assertThat(job.vault()).isEmpty();
        assertThat(made.vault()).isEmpty();
        assertThat(made.jobId()).contains("j");
    }

    @Test
    void aMapIsReadLikeText() {
        assertThat(JobMention.in(Map.of("Type", "Notification", "Message", ServiceJson.parse("JSON", JOB))))
                .isPresent();
    }
}
