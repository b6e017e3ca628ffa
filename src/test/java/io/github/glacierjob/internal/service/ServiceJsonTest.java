package io.github.glacierjob.internal.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.glacierjob.job.JobList;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.glacier.model.ActionCode;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;
import software.amazon.awssdk.services.glacier.model.InitiateJobResponse;
import software.amazon.awssdk.services.glacier.model.JobParameters;
import software.amazon.awssdk.services.glacier.model.StatusCode;

public class ServiceJsonTest {

    /** Recorded from the service, with the three members that it has sent since November 2017. */
    private static final String ARCHIVE_JOB = """
            {"Action":"ArchiveRetrieval","ArchiveId":"_vs0","ArchiveSHA256TreeHash":"0c47","ArchiveSizeInBytes":285544,\
            "Completed":true,"CompletionDate":"2017-05-13T07:32:42.098Z","CreationDate":"2017-05-13T03:40:19.264Z",\
            "InventoryRetrievalParameters":null,"InventorySizeInBytes":null,"JobDescription":"put anything here",\
            "JobId":"krCL","JobOutputPath":null,"OutputLocation":null,"RetrievalByteRange":"0-285543",\
            "SHA256TreeHash":"0c47","SNSTopic":"arn:aws:sns:us-east-1:918359762546:retrieve_archive",\
            "SelectParameters":null,"StatusCode":"Succeeded","StatusMessage":"Succeeded","Tier":"Standard",\
            "VaultARN":"arn:aws:glacier:us-east-1:918359762546:vaults/demo"}""";

    private static final String INVENTORY_JOB = """
            {"Action":"InventoryRetrieval","ArchiveId":null,"ArchiveSHA256TreeHash":null,"ArchiveSizeInBytes":null,\
            "Completed":true,"CompletionDate":"2014-01-03T04:05:29.864Z","CreationDate":"2014-01-03T00:13:24.350Z",\
            "InventoryRetrievalParameters":{"EndDate":null,"Format":"JSON","Limit":"100","Marker":null,\
            "StartDate":null},"InventorySizeInBytes":8128817,"JobDescription":null,"JobId":"-Y88K","JobOutputPath":null,\
            "OutputLocation":null,"RetrievalByteRange":null,"SHA256TreeHash":null,"SNSTopic":null,\
            "SelectParameters":null,"StatusCode":"Succeeded","StatusMessage":"Succeeded","Tier":null,\
            "VaultARN":"arn:aws:glacier:us-east-1:918359762546:vaults/demo"}""";

    public static final String SELECT = """
            {"ArchiveId":"a","OutputLocation":{"S3":{"AccessControlList":[{"Grantee":{"Type":"Group",\
            "URI":"http://acs.amazonaws.com/groups/global/AuthenticatedUsers"},"Permission":"READ"}],\
            "BucketName":"b","CannedACL":"private","Encryption":{"EncryptionType":"aws:kms","KMSKeyId":"k"},\
            "Prefix":"p","StorageClass":"STANDARD","Tagging":{"t":"1"},"UserMetadata":{"m":"2"}}},\
            "SelectParameters":{"Expression":"select * from archive","ExpressionType":"SQL",\
            "InputSerialization":{"csv":{"FieldDelimiter":",","FileHeaderInfo":"USE"}},\
            "OutputSerialization":{"csv":{"QuoteFields":"ASNEEDED"}}},"Type":"select"}""";

    @Test
    void anArchiveJobKeepsTheTextOfTheServiceExactly() {
        GlacierJobDescription job = ServiceJson.JOB.fromText(ARCHIVE_JOB);

        assertThat(job.archiveSizeInBytes()).isEqualTo(285544);
        assertThat(job.completed()).isTrue();
        assertThat(ServiceJson.JOB.toText(job)).isEqualTo(ARCHIVE_JOB);
    }

    @Test
    void anInventoryJobKeepsTheTextOfTheServiceExactly() {
        GlacierJobDescription job = ServiceJson.JOB.fromText(INVENTORY_JOB);

        assertThat(job.inventoryRetrievalParameters().limit()).isEqualTo("100");
        assertThat(ServiceJson.JOB.toText(job)).isEqualTo(INVENTORY_JOB);
    }

    @Test
    void theMapHasEveryMemberIncludingNulls() {
        Map<String, Object> map = ServiceJson.JOB.toMap(
                GlacierJobDescription.builder().jobId("-j").build());

        assertThat(map).hasSize(21).containsEntry("JobId", "-j").containsEntry("Completed", null);
        assertThat(ServiceJson.JOB.fromMap(map).jobId()).isEqualTo("-j");
    }

    @Test
    void enumValuesUnknownToThisSdkKeepTheirText() {
        GlacierJobDescription job = ServiceJson.JOB.fromText("{\"Action\":\"Teleport\",\"StatusCode\":\"Paused\"}");

        assertThat(job.action()).isEqualTo(ActionCode.UNKNOWN_TO_SDK_VERSION);
        assertThat(job.statusCode()).isEqualTo(StatusCode.UNKNOWN_TO_SDK_VERSION);
        assertThat(ServiceJson.JOB.toMap(job))
                .containsEntry("Action", "Teleport")
                .containsEntry("StatusCode", "Paused");
    }

    @Test
    void membersThatTheServiceMayAddAreIgnoredInAJob() {
        GlacierJobDescription job = ServiceJson.JOB.fromText(
                "{\"JobId\":\"j\",\"NextInventoryRetrievalMarker\":[1],\"InventoryRetrievalParameters\":{\"New\":1}}");

        assertThat(job.jobId()).isEqualTo("j");
    }

    @Test
    void theNestedParametersOfASelectJobAreKept() {
        JobParameters parameters = ServiceJson.PARAMETERS.fromText(SELECT);

        assertThat(parameters
                        .outputLocation()
                        .s3()
                        .accessControlList()
                        .get(0)
                        .grantee()
                        .typeAsString())
                .isEqualTo("Group");
        assertThat(parameters.outputLocation().s3().tagging()).containsEntry("t", "1");
        assertThat(ServiceJson.PARAMETERS.toText(parameters)).isEqualTo(SELECT);
        assertThat(ServiceJson.PARAMETERS.fromMap(ServiceJson.PARAMETERS.toMap(parameters)))
                .isEqualTo(parameters);
    }

    @Test
    void parametersHaveOnlyTheMembersThatAreSet() {
        JobParameters parameters =
                JobParameters.builder().type("inventory-retrieval").build();

        assertThat(ServiceJson.PARAMETERS.toText(parameters)).isEqualTo("{\"Type\":\"inventory-retrieval\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'Typ':'x'}|Typ: 'x' is not known there; allowed are ArchiveId, Description, Format, Inven",
                "{'InventoryRetrievalParameters':{'Limits':'5'}}|InventoryRetrievalParameters.Limits: '5' is not known there",
                "{'InventoryRetrievalParameters':{'Limit':true}}|InventoryRetrievalParameters.Limit: 'true' must be text",
                "{'InventoryRetrievalParameters':'all'}|InventoryRetrievalParameters: 'all' must be an object with members",
                "{'Type':['select']}|Type: '[select]' must be text",
                "{'OutputLocation':{'S3':{'AccessControlList':{}}}}|OutputLocation.S3.AccessControlList: '{}' must be a list",
                "{'OutputLocation':{'S3':{'AccessControlList':[{},{'Grant':1}]}}}|OutputLocation.S3.AccessControlList[1].Grant",
                "{'OutputLocation':{'S3':{'Tagging':{'k':1}}}}|OutputLocation.S3.Tagging.k: '1' must be text",
                "{'Type':'a','Type':'b'}|JSON: '{\"Type\":\"a\",\"Type\":\"b\"}' must be a JSON object: Duplicate field",
                "{'Type':|JSON: '{\"Type\":' must be a JSON object",
                "{} {}|JSON: '{} {}' must be a JSON object",
                "null|JSON: 'null' must be a JSON object",
                "[]|JSON: '[]' must be a JSON object"
            })
    void anErrorInParametersNamesThePathOfTheMember(String json, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServiceJson.PARAMETERS.fromText(json.replace('\'', '"')))
                .withMessageContaining(message);
    }

    @Test
    void sizesMustBeWholeNumbersOfALong() {
        assertThat(ServiceJson.JOB
                        .fromMap(Map.of("ArchiveSizeInBytes", BigInteger.TEN))
                        .archiveSizeInBytes())
                .isEqualTo(10L);
        for (Object wrong : List.of("5", 1.5, BigInteger.TWO.pow(63))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ServiceJson.JOB.fromMap(Map.of("ArchiveSizeInBytes", wrong)))
                    .withMessage("ArchiveSizeInBytes: '" + wrong + "' must be a whole number");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServiceJson.JOB.fromMap(Map.of("Completed", "true")))
                .withMessage("Completed: 'true' must be true or false");
    }

    @Test
    void aNewJobHasTheMemberNamesOfTheAnswer() {
        InitiateJobResponse answer = InitiateJobResponse.builder()
                .jobId("-j")
                .location("/1/vaults/v/jobs/-j")
                .build();
        String text = "{\"jobId\":\"-j\",\"jobOutputPath\":null,\"location\":\"/1/vaults/v/jobs/-j\"}";

        assertThat(ServiceJson.INITIATED.toText(answer)).isEqualTo(text);
        assertThat(ServiceJson.INITIATED.fromText(text).jobId()).isEqualTo("-j");
    }

    @Test
    void aListIsWrittenWithItsMarkerAndReadAsOnePage() {
        JobList jobs = new JobList(List.of(ServiceJson.JOB.fromText(ARCHIVE_JOB)), "next");
        String text = ServiceJson.JOBS.toText(jobs);

        assertThat(text).isEqualTo("{\"JobList\":[" + ARCHIVE_JOB + "],\"Marker\":\"next\"}");
        assertThat(ServiceJson.JOBS.fromText(text)).isEqualTo(jobs);
        assertThat(ServiceJson.JOBS.fromText(text).nextMarker()).isEqualTo("next");
        assertThat(ServiceJson.JOBS.toText(new JobList(List.of(), null))).isEqualTo("{\"JobList\":[],\"Marker\":null}");
    }

    @RepeatedTest(50)
    void aJobIsTheSameAfterConversionToJsonAndBack(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        Map<String, Object> tree = ServiceJson.JOB.toMap(ServiceJson.JOB.fromText(ARCHIVE_JOB));
        for (String member : new ArrayList<>(tree.keySet())) {
            if (random.nextBoolean()) {
                tree.put(member, null);
            } else if (tree.get(member) instanceof String) {
                tree.put(
                        member,
                        random.ints(20, 0, 0x250).mapToObj(Character::toString).reduce("", String::concat));
            }
        }
        GlacierJobDescription job = ServiceJson.JOB.fromMap(tree);

        assertThat(ServiceJson.JOB.toMap(job)).isEqualTo(tree);
        assertThat(ServiceJson.JOB.fromText(ServiceJson.JOB.toText(job))).isEqualTo(job);
    }
}
