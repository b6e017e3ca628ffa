package io.github.glacierjob.fetching;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.glacierjob.internal.service.ServiceJson;
import io.github.glacierjob.job.JobList;
import io.github.glacierjob.testkit.StubService;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;
import software.amazon.awssdk.services.glacier.model.InitiateJobResponse;

/**
 * Runs the examples of the reference of the AWS SDK for Python, word for word: the arguments of a call as the body, and
 * the answer of the service.
 */
class ReferenceExamplesTest {

    private static final String DESCRIBE_JOB_REQUEST = """
                response = client.describe_job(
                    accountId='-',
                    jobId='zbxcm3Z_3z5UkoroF7SuZKrxgGoDc3RloGduS7Eg-RO47Yc6FxsdGBgf_Q2DK5Ejh18CnTS5XW4_XqlNHS61dsO4Cn',
                    vaultName='my-vault',
                )""";

    private static final String DESCRIBE_JOB_ANSWER = """
                {
                    'Action': 'InventoryRetrieval',
                    'Completed': False,
                    'CreationDate': '2015-07-17T20:23:41.616Z',
                    'InventoryRetrievalParameters': {
                        'Format': 'JSON',
                    },
                    'JobId': 'zbxcm3Z_3z5UkoroF7SuZKrxgGoDc3RloGduS7Eg-RO47Yc6FxsdGBgf_Q2DK5Ejh18CnTS5XW4_XqlNHS61dsO4CnMW',
                    'StatusCode': 'InProgress',
                    'VaultARN': 'arn:aws:glacier:us-west-2:0123456789012:vaults/my-vault',
                    'ResponseMetadata': {
                        '...': '...',
                    },
                }""";

    private static final String GET_JOB_OUTPUT_REQUEST = """
                response = client.get_job_output(
                    accountId='-',
                    jobId='zbxcm3Z_3z5UkoroF7SuZKrxgGoDc3RloGduS7Eg-RO47Yc6FxsdGBgf_Q2DK5Ejh18CnTS5XW4_XqlNHS61dsO4CnMW',
                    range='',
                    vaultName='my-vaul',
                )""";

    private static final String INITIATE_JOB_REQUEST = """
                response = client.initiate_job(
                    accountId='-',
                    jobParameters={
                        'Description': 'My inventory job',
                        'Format': 'CSV',
                        'SNSTopic': 'arn:aws:sns:us-west-2:111111111111:Glacier-InventoryRetrieval-topic-Example',
                        'Type': 'inventory-retrieval',
                    },
                    vaultName='examplevault',
                )""";

    private static final String INITIATE_JOB_ANSWER = """
                {
                    'jobId': ' HkF9p6o7yjhFx-K3CGl6fuSm6VzW9T7esGQfco8nUXVYwS0jlb5gq1JZ55yHgt5vP54ZShjoQzQVVh7vEXAMPLEjobID',
                    'location': '/111122223333/vaults/examplevault/jobs/HkF9p6o7yjhFx-K3CGl6fuSm6VzW9T7esGQfco8nUXVYwS0jlb5gq1JZ55yHgt5vP54ZShjoQzQVVh7vEXAMPLEjobID',
                    'ResponseMetadata': {
                        '...': '...',
                    },
                }""";

    private static final String LIST_JOBS_REQUEST = """
                response = client.list_jobs(
                    accountId='-',
                    vaultName='my-vault',
                )""";

    private static final String LIST_JOBS_ANSWER = """
                {
                    'JobList': [
                        {
                            'Action': 'ArchiveRetrieval',
                            'ArchiveId': 'kKB7ymWJVpPSwhGP6ycSOAekp9ZYe_--zM_mw6k76ZFGEIWQX-ybtRDvc2VkPSDtfKmQrj0IRQLSGsNuDp-AJVlu2ccmDSyDUmZwKbwbpAdGATGDiB3hHO0bjbGehXTcApVud_wyDw',
                            'ArchiveSHA256TreeHash': '9628195fcdbcbbe76cdde932d4646fa7de5f219fb39823836d81f0cc0e18aa67',
                            'ArchiveSizeInBytes': 3145728,
                            'Completed': False,
                            'CreationDate': '2015-07-17T21:16:13.840Z',
                            'JobDescription': 'Retrieve archive on 2015-07-17',
                            'JobId': 'l7IL5-EkXyEY9Ws95fClzIbk2O5uLYaFdAYOi-azsX_Z8V6NH4yERHzars8wTKYQMX6nBDI9cMNHzyZJO59-8N9aHWav',
                            'RetrievalByteRange': '0-3145727',
                            'SHA256TreeHash': '9628195fcdbcbbe76cdde932d4646fa7de5f219fb39823836d81f0cc0e18aa67',
                            'SNSTopic': 'arn:aws:sns:us-west-2:0123456789012:my-vault',
                            'StatusCode': 'InProgress',
                            'VaultARN': 'arn:aws:glacier:us-west-2:0123456789012:vaults/my-vault',
                        },
                        {
                            'Action': 'InventoryRetrieval',
                            'Completed': False,
                            'CreationDate': '2015-07-17T20:23:41.616Z',
                            'InventoryRetrievalParameters': {
                                'Format': 'JSON',
                            },
                            'JobId': 'zbxcm3Z_3z5UkoroF7SuZKrxgGoDc3RloGduS7Eg-RO47Yc6FxsdGBgf_Q2DK5Ejh18CnTS5XW4_XqlNHS61dsO4CnMW',
                            'StatusCode': 'InProgress',
                            'VaultARN': 'arn:aws:glacier:us-west-2:0123456789012:vaults/my-vault',
                        },
                    ],
                    'ResponseMetadata': {
                        '...': '...',
                    },
                }""";

    private static final JsonMapper PYTHON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

    private final DefaultCamelContext context = new DefaultCamelContext();
    private ProducerTemplate template;

    @BeforeEach
    void start() {
        context.start();
        template = context.createProducerTemplate();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    /** The arguments of a call as a map. */
    private static Map<?, ?> arguments(String call) throws IOException {
        String arguments = call.substring(call.indexOf('(') + 1, call.lastIndexOf(')'));
        return document("{" + arguments.replaceAll("(?m)^(\\s*)(\\w+)=", "$1'$2':") + "}");
    }

    private static Map<?, ?> document(String python) throws IOException {
        return PYTHON.readValue(
                python.replace("True", "true").replace("False", "false"),
                new LinkedHashMap<String, Object>().getClass());
    }

    private static String json(Map<?, ?> document) throws IOException {
        return PYTHON.writeValueAsString(document);
    }

    private Message send(StubService service, String vault, String operation, Object body) {
        return template.request(service.uri(vault, "operation=" + operation), in -> in.getMessage()
                        .setBody(body))
                .getMessage();
    }

    @Test
    void describeJob() throws Exception {
        Map<?, ?> call = arguments(DESCRIBE_JOB_REQUEST);
        Map<?, ?> expected = document(DESCRIBE_JOB_ANSWER);
        try (StubService service = new StubService(200, Map.of(), json(expected))) {
            for (Object body : List.of(call, json(call))) {
                Message answer = send(service, "other", "describeJob", body);

                assertThat(withoutNulls(ServiceJson.JOB.toMap(answer.getBody(GlacierJobDescription.class))))
                        .isEqualTo(withoutMetadata(expected));
                assertThat(answer.getHeaders())
                        .containsEntry("CamelGlacierJobId", expected.get("JobId"))
                        .containsEntry("CamelGlacierJobVaultArn", expected.get("VaultARN"))
                        .containsEntry("CamelGlacierJobStatusCode", "InProgress")
                        .doesNotContainKeys("CamelGlacierJobAccountId", "CamelGlacierJobVaultName");
            }
            assertThat(service.requests)
                    .hasSize(2)
                    .containsOnly("GET /-/vaults/my-vault/jobs/zbxcm3Z_3z5UkoroF7SuZKrxgGoDc3RloGduS7Eg-RO47Yc6Fxsd"
                            + "GBgf_Q2DK5Ejh18CnTS5XW4_XqlNHS61dsO4Cn");
        }
    }

    @Test
    void getJobOutput() throws Exception {
        Map<?, ?> call = arguments(GET_JOB_OUTPUT_REQUEST);
        for (Object body : List.of(call, json(call))) {
            try (StubService service = new StubService(request -> request.getPath()
                            .endsWith("/output")
                    ? new StubService.Answer(
                            200, Map.of("Content-Type", "application/json", "Accept-Ranges", "bytes"), "inventory-data")
                    : new StubService.Answer(200, Map.of(), """
                            {"Action":"InventoryRetrieval","Completed":true,"InventorySizeInBytes":14,"JobId":"%s",\
                            "StatusCode":"Succeeded"}""".formatted(call.get("jobId"))))) {
                Message answer = send(service, "other", "getJobOutput", body);

                assertThat(answer.getBody(String.class)).isEqualTo("inventory-data");
                assertThat(answer.getHeaders())
                        .containsEntry("CamelGlacierJobAcceptRanges", "bytes")
                        .containsEntry("Content-Type", "application/json")
                        .containsEntry("CamelGlacierJobHttpStatus", 200);
                String job = "GET /-/vaults/my-vaul/jobs/" + call.get("jobId");
                assertThat(service.requests).contains(job, job + "/output");
            }
        }
    }

    @Test
    void initiateJob() throws Exception {
        Map<?, ?> call = arguments(INITIATE_JOB_REQUEST);
        Map<?, ?> expected = document(INITIATE_JOB_ANSWER);
        String id = expected.get("jobId").toString().strip();
        try (StubService service = new StubService(
                202,
                Map.of(
                        "x-amz-job-id",
                        expected.get("jobId").toString(),
                        "Location",
                        expected.get("location").toString()),
                "")) {
            for (Object body : List.of(call, json(call))) {
                Message answer = send(service, "other", "initiateJob", body);

                assertThat(answer.getBody(InitiateJobResponse.class).location()).isEqualTo(expected.get("location"));
                assertThat(answer.getHeaders())
                        .containsEntry("CamelGlacierJobId", id)
                        .containsEntry("CamelGlacierJobAccountId", "111122223333")
                        .containsEntry("CamelGlacierJobVaultName", "examplevault");
            }
            assertThat(service.requests).hasSize(2).containsOnly("POST /-/vaults/examplevault/jobs");
            assertThat(ServiceJson.parse("sent", service.bodies.get(0))).isEqualTo(call.get("jobParameters"));
        }
        try (StubService service = new StubService(200, Map.of(), "{\"JobId\":\"" + id + "\"}")) {
            send(service, "examplevault", "describeJob", json(expected));

            assertThat(service.requests).containsExactly("GET /-/vaults/examplevault/jobs/" + id);
        }
    }

    @Test
    void listJobs() throws Exception {
        Map<?, ?> call = arguments(LIST_JOBS_REQUEST);
        Map<?, ?> expected = document(LIST_JOBS_ANSWER);
        try (StubService service = new StubService(200, Map.of(), json(expected))) {
            for (Object body : List.of(call, json(call))) {
                JobList jobs = send(service, "other", "listJobs", body).getBody(JobList.class);

                assertThat(jobs.stream().map(ServiceJson.JOB::toMap).map(ReferenceExamplesTest::withoutNulls))
                        .isEqualTo(expected.get("JobList"));
            }
            assertThat(service.requests).hasSize(2).containsOnly("GET /-/vaults/my-vault/jobs");
        }
    }

    private static Map<String, Object> withoutNulls(Map<?, ?> document) {
        Map<String, Object> set = new LinkedHashMap<>();
        document.forEach((name, value) -> {
            Object kept = value instanceof Map<?, ?> map ? withoutNulls(map) : value;
            if (kept != null) {
                set.put(name.toString(), kept instanceof Long number ? (Object) Math.toIntExact(number) : kept);
            }
        });
        return set;
    }

    private static Map<?, ?> withoutMetadata(Map<?, ?> document) {
        Map<Object, Object> rest = new LinkedHashMap<>(document);
        rest.remove("ResponseMetadata");
        return rest;
    }
}
