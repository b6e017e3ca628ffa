package io.github.glacierjob.internal.initiation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.glacierjob.internal.service.ServiceJson;
import io.github.glacierjob.internal.service.ServiceJsonTest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.glacier.model.JobParameters;
import software.amazon.awssdk.services.glacier.model.SelectParameters;

class JobDraftTest {

    private static JobParameters asked(String json) {
        return ServiceJson.PARAMETERS.fromText(json.replace('\'', '"'));
    }

    private static JobDraft nothingAsked() {
        return new JobDraft(JobParameters.builder().build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'Type':'archive-retrieval','ArchiveId':'-a_Z9'}",
                "{'Type':'archive-retrieval','ArchiveId':'a','RetrievalByteRange':'1048576-1048576','Tier':'Bulk'}",
                "{'Type':'archive-retrieval','ArchiveId':'a','Description':' ~','SNSTopic':'arn:aws-cn:sns:x:1:t'}",
                "{'Type':'inventory-retrieval'}",
                "{'Type':'inventory-retrieval','Format':'CSV','InventoryRetrievalParameters':{'Limit':'1',"
                        + "'StartDate':'2013-03-20T17:03:43Z','EndDate':'2013-03-20T17:03:43.001Z','Marker':'m'}}",
                ServiceJsonTest.SELECT
            })
    void validParametersAreAccepted(String json) {
        JobParameters parameters = asked(json);

        assertThat(new JobDraft(parameters).checked()).isEqualTo(parameters);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|Type: is not set; it must be archive-retrieval, inventory-retrieval, select",
                "{'Type':'archive'}|Type: 'archive' must be archive-retrieval, inventory-retrieval, select",
                "{'Type':'archive-retrieval'}|ArchiveId: is not set; it is required by a job of type archive-retrieval",
                "{'Type':'archive-retrieval','ArchiveId':''}|ArchiveId: '' must be characters of",
                "{'Type':'archive-retrieval','ArchiveId':'a/b'}|ArchiveId: 'a/b' must be characters of",
                "{'Type':'archive-retrieval','ArchiveId':'a','Format':'CSV'}|Format: 'CSV' does not apply to a job of type arch",
                "{'Type':'archive-retrieval','ArchiveId':'a','Tier':'bulk'}|Tier: 'bulk' must be Expedited, Standard, Bulk",
                "{'Type':'archive-retrieval','ArchiveId':'a','Description':'caf\u00e9'}|Description: 'caf\\u00e9' must be at most 10",
                "{'Type':'archive-retrieval','ArchiveId':'a','SNSTopic':'t'}|SNSTopic: 't' must be the ARN of an SNS topic",
                "{'Type':'archive-retrieval','ArchiveId':'a','RetrievalByteRange':'0'}|RetrievalByteRange: '0' must be 'start-",
                "{'Type':'archive-retrieval','ArchiveId':'a','RetrievalByteRange':'1048576-1048575'}|must be 'start-end' with",
                "{'Type':'archive-retrieval','ArchiveId':'a','RetrievalByteRange':'1-1048575'}|must start at a multiple of 1 Mi",
                "{'Type':'archive-retrieval','ArchiveId':'a','InventoryRetrievalParameters':{}}|{}' does not apply to a job of",
                "{'Type':'inventory-retrieval','ArchiveId':'a'}|ArchiveId: 'a' does not apply to a job of type inventory",
                "{'Type':'inventory-retrieval','Tier':'Bulk'}|Tier: 'Bulk' does not apply to a job of type inventory-retrieval",
                "{'Type':'inventory-retrieval','RetrievalByteRange':'0-1'}|RetrievalByteRange: '0-1' does not apply to a job",
                "{'Type':'inventory-retrieval','Format':'XML'}|Format: 'XML' must be CSV, JSON",
                "{'Type':'inventory-retrieval','InventoryRetrievalParameters':{'Limit':'0'}}|Parameters.Limit: '0' must be an",
                "{'Type':'inventory-retrieval','InventoryRetrievalParameters':{'Marker':''}}|Marker: '' must not be empty",
                "{'Type':'inventory-retrieval','InventoryRetrievalParameters':{'StartDate':'2013-02-30T00:00:00Z'}}|ISO 8601",
                "{'Type':'inventory-retrieval','InventoryRetrievalParameters':{'EndDate':'2013-02-20T00:00:00'}}|times with a zone",
                "{'Type':'inventory-retrieval','InventoryRetrievalParameters':{'StartDate':'2013-02-20T00:00:00Z',"
                        + "'EndDate':'2013-02-20T00:00:00Z'}}|EndDate: '2013-02-20T00:00:00Z' must be after the start date 2013",
                "{'Type':'select','ArchiveId':'a'}|OutputLocation: is not set; it is required by a job of type select",
                "{'Type':'select','ArchiveId':'a','OutputLocation':{}}|SelectParameters: is not set; it is required",
                "{'Type':'select','ArchiveId':'a','OutputLocation':{'S3':{'CannedACL':'open'}},'SelectParameters':{}}|CannedACL",
                "{'Type':'select','ArchiveId':'a','OutputLocation':{'S3':{'StorageClass':'X'}},'SelectParameters':{}}|STANDARD",
                "{'Type':'select','ArchiveId':'a','OutputLocation':{'S3':{'AccessControlList':[{'Grantee':{}}]}},"
                        + "'SelectParameters':{}}|AccessControlList[0].Grantee.Type: is not set; it is required by a grantee",
                "{'Type':'select','ArchiveId':'a','OutputLocation':{},'SelectParameters':{'ExpressionType':'JS'}}|must be SQL",
                "{'Type':'select','ArchiveId':'a','OutputLocation':{},'SelectParameters':{'InputSerialization':{'csv':"
                        + "{'FileHeaderInfo':'Use'}}}}|SelectParameters.InputSerialization.csv.FileHeaderInfo: 'Use' must be USE"
            })
    void invalidParametersAreRefusedWithFieldValueAndRule(String json, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JobDraft(asked(json)).checked())
                .withMessageContaining(message);
    }

    @Test
    void aDescriptionMayHave1024BytesAndNoMore() {
        JobDraft longest =
                new JobDraft(asked("{'Type':'inventory-retrieval','Description':'" + "x".repeat(1024) + "'}"));
        JobDraft tooLong =
                new JobDraft(asked("{'Type':'inventory-retrieval','Description':'" + "x".repeat(1025) + "'}"));

        assertThatCode(longest::checked).doesNotThrowAnyException();
        assertThatIllegalArgumentException()
                .isThrownBy(tooLong::checked)
                .withMessageEndingWith("...' must be at most 1024 bytes of 0x20 to 0x7E");
    }

    @Test
    void aRequestedValueWinsOverOffersAndAnEarlierOfferOverALaterOne() {
        JobParameters chosen = new JobDraft(asked("{'ArchiveId':'asked'}"))
                .offer("ArchiveId", "header", "other")
                .offer("Tier", "header", "Bulk")
                .offer("Tier", "option", "Expedited")
                .offer("Type", "option", "archive-retrieval")
                .checked();

        assertThat(ServiceJson.PARAMETERS.toText(chosen))
                .isEqualTo("{\"ArchiveId\":\"asked\",\"Tier\":\"Bulk\",\"Type\":\"archive-retrieval\"}");
    }

    @Test
    void eachInventoryParameterIsChosenSeparately() {
        JobParameters chosen = new JobDraft(
                        asked("{'Type':'inventory-retrieval','InventoryRetrievalParameters':{'Limit':'5'}}"))
                .offer("InventoryRetrievalParameters.Limit", "header", 9)
                .offer("InventoryRetrievalParameters.Marker", "header", "m")
                .checked();

        assertThat(chosen.inventoryRetrievalParameters().limit()).isEqualTo("5");
        assertThat(chosen.inventoryRetrievalParameters().marker()).isEqualTo("m");
    }

    @Test
    void offersThatDoNotApplyToTheTypeAreIgnored() {
        JobParameters chosen = nothingAsked()
                .offer("Type", "option", "inventory-retrieval")
                .offer("ArchiveId", "header", "a")
                .offer("Tier", "option", "no tier at all")
                .offer("Format", "option", "CSV")
                .checked();

        assertThat(ServiceJson.PARAMETERS.toMap(chosen)).containsOnlyKeys("Type", "Format");
    }

    @Test
    void anErrorNamesTheOptionOfAnInvalidOffer() {
        JobDraft draft = nothingAsked()
                .offer("Type", "option", "inventory-retrieval")
                .offer("InventoryRetrievalParameters.Limit", "inventoryLimit", "-1");

        assertThatIllegalArgumentException()
                .isThrownBy(draft::checked)
                .withMessage("inventoryLimit: '-1' must be an integer of 1 or more");
    }

    @Test
    void anErrorNamesEveryWayToGiveAMissingValue() {
        JobDraft draft = nothingAsked().offer("Type", "header T", null).offer("Type", "option t", null);

        assertThatIllegalArgumentException()
                .isThrownBy(draft::checked)
                .withMessageStartingWith("Type (header T, option t)");
    }

    @Test
    void selectParametersMayBeJsonAMapOrATypeOfTheSdk() {
        for (Object offered : new Object[] {
            "{\"Expression\":\"e\"}",
            Map.of("Expression", "e"),
            SelectParameters.builder().expression("e").build()
        }) {
            JobParameters chosen = new JobDraft(asked("{'Type':'select','ArchiveId':'a','OutputLocation':{}}"))
                    .offer("SelectParameters", "header", offered)
                    .checked();

            assertThat(chosen.selectParameters().expression()).isEqualTo("e");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2013-03-20, 2013-03-20T00:00:00Z",
        "2013-03-20T17:03:43+02:00, 2013-03-20T15:03:43Z",
        "2013-03-20T17:03Z, 2013-03-20T17:03:00Z",
        "2013-03-20T17:03:43.5-01:00, 2013-03-20T18:03:43.500Z",
        "2013-03-20T17:03:43Z, 2013-03-20T17:03:43Z",
        "2013-03-20T17:03:43+00:00, 2013-03-20T17:03:43+00:00"
    })
    void anIso8601DateIsSentInUtcFromEverySource(String given, String sent) {
        JobParameters inBody = new JobDraft(asked(
                        "{'Type':'inventory-retrieval','InventoryRetrievalParameters':{'StartDate':'" + given + "'}}"))
                .checked();
        JobParameters offered = new JobDraft(asked("{'Type':'inventory-retrieval'}"))
                .offer("InventoryRetrievalParameters.EndDate", "inventoryEndDate", given)
                .checked();

        assertThat(inBody.inventoryRetrievalParameters().startDate()).isEqualTo(sent);
        assertThat(offered.inventoryRetrievalParameters().endDate()).isEqualTo(sent);
    }

    @Test
    void aLimitMayBeANumber() {
        JobParameters chosen = new JobDraft(
                        asked("{'Type':'inventory-retrieval','InventoryRetrievalParameters':{'Limit':100}}"))
                .checked();

        assertThat(chosen.inventoryRetrievalParameters().limit()).isEqualTo("100");
    }
}
