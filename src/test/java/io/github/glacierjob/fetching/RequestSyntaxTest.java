package io.github.glacierjob.fetching;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.internal.service.ServiceJson;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.RecordedRequest;
import io.github.glacierjob.testkit.Glacier;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests bodies with the members of the operation's request, as a map and as JSON. */
class RequestSyntaxTest {

    private final Glacier glacier = new Glacier();
    private final String archive = glacier.simulator.addArchive("photos", Content.of("0123456789"), "");
    private final String job = glacier.simulator.addArchiveJob("photos", archive);

    @AfterEach
    void close() {
        glacier.close();
    }

    private Exchange send(String operation, Object body) {
        return glacier.request(glacier.uri("operation=" + operation + "&jobId=other"), in -> in.getMessage()
                .setBody(body));
    }

    @Test
    void theFiltersOfAListAreUsed() {
        Map<String, Object> asked =
                Map.of("statuscode", "Succeeded", "completed", true, "limit", 5, "vaultName", "photos");
        for (Object body : List.of(asked, ServiceJson.text(asked))) {
            glacier.simulator.clearRequests();
            assertThat(send("listJobs", body).getException()).isNull();

            RecordedRequest request =
                    glacier.simulator.requests(Operation.LIST_JOBS).get(0);
            assertThat(request.query("statuscode")).isEqualTo("Succeeded");
            assertThat(request.query("completed")).isEqualTo("true");
            assertThat(request.query("limit")).isEqualTo("5");
        }
    }

    @Test
    void theRangeOfAnOutputIsUsed() {
        Map<String, Object> asked = Map.of("jobId", job, "range", "bytes=2-4", "vaultName", "photos", "accountId", "-");
        for (Object body : List.of(asked, ServiceJson.text(asked))) {
            assertThat(send("getJobOutput", body).getMessage().getBody(String.class))
                    .isEqualTo("234");
        }
    }

    @Test
    void theParametersOfANewJobAreUsed() {
        Map<String, Object> parameters = Map.of("Type", "archive-retrieval", "ArchiveId", archive, "Tier", "Bulk");
        assertThat(send("initiateJob", Map.of("vaultName", "photos", "jobParameters", parameters))
                        .getException())
                .isNull();

        assertThat(ServiceJson.parse(
                        "sent",
                        glacier.simulator
                                .requests(Operation.INITIATE_JOB)
                                .get(0)
                                .body()))
                .isEqualTo(parameters);
    }

    /** Bodies with such members that had a meaning before requests were read from bodies. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "listJobs|{'user':'anna','order':17}",
                "describeJob|{'user':'anna','order':17}",
                "getJobOutput|{'user':'anna','order':17}",
                "listJobs|{'jobId':'JOB','location':'/-/vaults/photos/jobs/JOB','jobOutputPath':null}",
                "describeJob|{'jobId':'JOB','location':'/-/vaults/photos/jobs/JOB','ResponseMetadata':{}}",
                "getJobOutput|{'jobId':'JOB','location':'/-/vaults/photos/jobs/JOB','ResponseMetadata':{}}"
            })
    void anAnswerAndABodyWithoutAMemberOfTheRequestAreNotRequests(String operation, String body) {
        Exchange exchange =
                glacier.request(glacier.uri("operation=" + operation + "&jobId=" + job), in -> in.getMessage()
                        .setBody(body.replace("JOB", job).replace('\'', '"')));

        assertThat(exchange.getException()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "listJobs|{'statuscode':'Done'}|statuscode: 'Done' must be",
                "listJobs|{'limit':'many'}|limit: 'many' must be an integer",
                "listJobs|{'limit':[5]}|limit: '[5]' must be text",
                "describeJob|{'jobId':7}|jobId: '7' must be text",
                "listJobs|{'statusCode':'Failed','limit':5}|statusCode: 'Failed' is not known there",
                "listJobs|{'vaultName':'photos','Completed':true}|Completed: 'true' is not known there",
                "describeJob|{'jobID':'a','vaultName':'photos'}|jobID: 'a' is not known there",
                "describeJob|{'jobId':'a','region':'eu-west-1'}|region: 'eu-west-1' is not known there",
                "getJobOutput|{'jobId':'a','Range':'bytes=0-4'}|Range: 'bytes=0-4' is not known there",
                "getJobOutput|{'range':'bytes=0-4','jobid':'a'}|jobid: 'a' is not known there",
                "describeJob|{'jobId':'a','vaultName':'a/b'}|vaultName: 'a/b' must be 1 to 255",
                "getJobOutput|{'jobId':'a','range':'bytes=5-'}|range: 'bytes=5-' must be",
                "initiateJob|{'jobParameters':{'Type':'select','Tiger':'x'}}|jobParameters.Tiger: 'x' is not known there",
                "initiateJob|{'vaultName':'a','jobParameters':{},'Tiger':'x'}|Tiger: 'x' is not known there",
                "initiateJob|{'ArchiveId':'a','Size':5,'Tier':'Bulk'}|Size: '5' is not known there"
            })
    void aWrongMemberIsNamedBeforeAnyRequest(String operation, String body, String message) {
        Exchange exchange = send(operation, body.replace('\'', '"'));

        assertThat(exchange.getException()).isInstanceOf(IllegalArgumentException.class);
        assertThat(exchange.getException()).hasMessageContaining(message);
        assertThat(glacier.simulator.requests()).isEmpty();
    }
}
