package io.github.glacierjob.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.testkit.Glacier;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.FailedToCreateProducerException;
import org.apache.camel.ResolveEndpointFailedException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.glacier.model.DescribeJobRequest;
import software.amazon.awssdk.services.glacier.model.GetJobOutputRequest;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;
import software.amazon.awssdk.services.glacier.model.InitiateJobRequest;
import software.amazon.awssdk.services.glacier.model.InitiateJobResponse;
import software.amazon.awssdk.services.glacier.model.JobParameters;
import software.amazon.awssdk.services.glacier.model.ListJobsRequest;

/** Bad input is refused before any request, with field, value and rule. */
@Tag("core")
class BadInputTest {

    private static final String INITIATE = "operation=initiateJob";
    private static final String ARCHIVE = "operation=initiateJob&jobType=archive-retrieval&archiveId=a";
    private static final String INVENTORY = "operation=initiateJob&jobType=inventory-retrieval";
    private static final String DESCRIBE = "operation=describeJob";
    private static final String LIST = "operation=listJobs";

    private static Glacier glacier;

    /** A mistake, and the text that the message must contain. */
    private record Mistake(String options, Object body, Map<String, Object> headers, String message) {}

    private static Mistake option(String options, String message) {
        return new Mistake(options, null, Map.of(), message);
    }

    private static Mistake body(String options, Object body, String message) {
        Object read = body instanceof String json ? json.replace('\'', '"') : body;
        return new Mistake(options, read, Map.of(), message);
    }

    private static Mistake header(String options, String header, Object value, String message) {
        return new Mistake(options, null, Map.of("CamelGlacierJob" + header, value), message);
    }

    static Stream<Mistake> options() {
        return Stream.of(
                option(
                        "description=d",
                        "No operation is given: option operation or header CamelGlacierJobOperation must"),
                option(INITIATE, "Type (CamelGlacierJobType, jobType): is not set; it must be"),
                option(
                        INITIATE + "&jobType=archive",
                        "jobType: 'archive' must be archive-retrieval, inventory-retrieval"),
                option(
                        INITIATE + "&jobType=archive-retrieval",
                        "ArchiveId (body: ArchiveId, CamelGlacierJobArchiveId, arc"),
                option(
                        INITIATE + "&jobType=archive-retrieval&archiveId=a/b",
                        "archiveId: 'a/b' must be characters of a-z"),
                option(ARCHIVE + "&tier=bulk", "tier: 'bulk' must be Expedited, Standard, Bulk"),
                option(
                        ARCHIVE + "&retrievalByteRange=1-2",
                        "retrievalByteRange: '1-2' must start at a multiple of 1 MiB"),
                option(
                        ARCHIVE + "&retrievalByteRange=bytes=0-9",
                        "retrievalByteRange: 'bytes=0-9' must be 'start-end'"),
                option(ARCHIVE + "&snsTopic=topic", "snsTopic: 'topic' must be the ARN of an SNS topic"),
                option(
                        ARCHIVE + "&description=RAW(caf\u00e9)",
                        "description: 'caf\\u00e9' must be at most 1024 bytes of 0x20"),
                option(INVENTORY + "&format=xml", "format: 'xml' must be CSV, JSON"),
                option(INVENTORY + "&inventoryLimit=0", "inventoryLimit: '0' must be an integer of 1 or more"),
                option(INVENTORY + "&inventoryLimit=many", "inventoryLimit: 'many' must be an integer of 1 or more"),
                option(
                        INVENTORY + "&inventoryStartDate=2013-03-20T17:03:43",
                        "inventoryStartDate: '2013-03-20T17:03:43' must be a date in"),
                option(
                        INVENTORY + "&inventoryStartDate=2013-03-20T17:03:43Z&inventoryEndDate=2012-03-20T17:03:43Z",
                        "inventoryEndDate: '2012-03-20T17:03:43Z' must be after the start date 2013-03-20T17:03:43Z"),
                option(
                        INITIATE + "&jobType=select&archiveId=a",
                        "OutputLocation (CamelGlacierJobOutputLocation): is not set; it "),
                option(DESCRIBE, "No job is named: header CamelGlacierJobId or option jobId must be its id"),
                option(DESCRIBE + "&jobId=../x", "jobId: '../x' must be characters of a-z, A-Z, 0-9, '_' and '-'"),
                option(LIST + "&limit=0", "limit: '0' must be 1 to 50"),
                option(LIST + "&limit=51", "limit: '51' must be 1 to 50"),
                option(
                        LIST + "&filterStatusCode=failed",
                        "filterStatusCode: 'failed' must be InProgress, Succeeded or Fai"),
                option(LIST + "&accountId=1234", "accountId: '1234' must be 12 digits without hyphens, or -"));
    }

    static Stream<Mistake> headers() {
        return Stream.of(
                header(
                        LIST,
                        "Operation",
                        "delete",
                        "CamelGlacierJobOperation: 'delete' must be initiateJob, describeJob"),
                header(LIST, "VaultName", "..", "CamelGlacierJobVaultName: '..' must be 1 to 255 characters of"),
                header(LIST, "VaultName", "a/b", "CamelGlacierJobVaultName: 'a/b' must be 1 to 255 characters of"),
                header(LIST, "AccountId", "1-2", "CamelGlacierJobAccountId: '1-2' must be 12 digits without hyphens"),
                header(LIST, "Limit", "ten", "CamelGlacierJobLimit: 'ten' must be an integer"),
                header(LIST, "Limit", 51, "imit: '51' must be 1 to 50"),
                header(LIST, "Marker", "", "arker: '' must be the marker of an earlier listing"),
                header(LIST, "FilterCompleted", "yes", "CamelGlacierJobFilterCompleted: 'yes' must be true or false"),
                header(LIST, "FilterStatusCode", "Done", "tatusCode: 'Done' must be InProgress, Succeeded or Failed"),
                header(DESCRIBE, "Id", "a b", "CamelGlacierJobId: 'a b' must be characters of a-z"),
                header(DESCRIBE + "&jobId=good", "Id", "", "CamelGlacierJobId: '' must be characters of a-z"),
                header(
                        INITIATE,
                        "Type",
                        5,
                        "CamelGlacierJobType: '5' must be archive-retrieval, inventory-retrieval, sel"),
                header(ARCHIVE, "ArchiveId", "", "CamelGlacierJobArchiveId: '' must be characters of a-z"),
                header(ARCHIVE, "Tier", "", "CamelGlacierJobTier: '' must be Expedited, Standard, Bulk"),
                header(
                        ARCHIVE,
                        "RetrievalByteRange",
                        "0-",
                        "CamelGlacierJobRetrievalByteRange: '0-' must be 'start-end'"),
                header(
                        ARCHIVE,
                        "SnsTopic",
                        "arn:aws:sqs:x:1:q",
                        "CamelGlacierJobSnsTopic: 'arn:aws:sqs:x:1:q' must be the"),
                header(ARCHIVE, "Description", "x".repeat(1025), "CamelGlacierJobDescription: 'xxx"),
                header(
                        INVENTORY,
                        "InventoryLimit",
                        -1,
                        "CamelGlacierJobInventoryLimit: '-1' must be an integer of 1 or"),
                header(INVENTORY, "InventoryMarker", "", "CamelGlacierJobInventoryMarker: '' must not be empty"),
                header(
                        INVENTORY,
                        "InventoryEndDate",
                        "now",
                        "CamelGlacierJobInventoryEndDate: 'now' must be a date in IS"),
                header(INVENTORY, "Format", "TSV", "CamelGlacierJobFormat: 'TSV' must be CSV, JSON"),
                header(
                        INITIATE + "&jobType=select&archiveId=a",
                        "SelectParameters",
                        "{broken",
                        "CamelGlacierJobSelectParameters: '{broken' must be a JSON object"),
                header(
                        INITIATE + "&jobType=select&archiveId=a",
                        "OutputLocation",
                        Map.of("S4", 1),
                        "OutputLocation.S4: '1' is not known there; allowed are S3"));
    }

    static Stream<Mistake> bodies() {
        return Stream.of(
                body(INVENTORY, "{'Tier':'Bulk'", "body: '{\"Tier\":\"Bulk\"' must be a JSON object"),
                body(INVENTORY, "{'Tier':'Bulk'}", "Tier: 'Bulk' does not apply to a job of type inventory-retrieval"),
                body(
                        INVENTORY,
                        "{'tier':'Bulk'}",
                        "tier: 'Bulk' is not known there; allowed are ArchiveId, Description"),
                body(INVENTORY, "{'Format':'CSV','Format':'JSON'}", "must be a JSON object: Duplicate field 'Format'"),
                body(
                        INVENTORY,
                        Map.of("ArchiveId", "a"),
                        "ArchiveId: 'a' does not apply to a job of type inventory-ret"),
                body(
                        INVENTORY,
                        Map.of("InventoryRetrievalParameters", Map.of("Limit", true)),
                        "Limit: 'true' must be text"),
                body(
                        INVENTORY,
                        Map.of("InventoryRetrievalParameters", List.of()),
                        "'[]' must be an object with members"),
                body(
                        ARCHIVE,
                        Map.of("ArchiveId", "a", "Size", 5, "Tier", "Bulk"),
                        "Size: '5' is not known there; allow"),
                body(
                        ARCHIVE,
                        Map.of("RetrievalByteRange", "1048575-2097151"),
                        "must start at a multiple of 1 MiB (1048"),
                body(
                        ARCHIVE,
                        JobParameters.builder().format("CSV").build(),
                        "Format: 'CSV' does not apply to a job of"),
                body(
                        ARCHIVE,
                        JobParameters.builder().tier("Instant").build(),
                        "Tier: 'Instant' must be Expedited, Sta"),
                body(
                        INITIATE,
                        InitiateJobRequest.builder().vaultName("a/b").build(),
                        "Type (CamelGlacierJobType, jobType): is not set"),
                body(
                        INVENTORY,
                        InitiateJobRequest.builder().vaultName("a/b").build(),
                        "vaultName: 'a/b' must be 1 to 2"),
                body(
                        INVENTORY,
                        DescribeJobRequest.builder().build(),
                        "'DescribeJobRequest' must be InitiateJobRequest"),
                body(DESCRIBE, ListJobsRequest.builder().build(), "body: 'ListJobsRequest' must be DescribeJobRequest"),
                body(
                        LIST,
                        GetJobOutputRequest.builder().build(),
                        "body: 'GetJobOutputRequest' must be ListJobsRequest"),
                body(LIST, ListJobsRequest.builder().limit("all").build(), "limit: 'all' must be an integer"),
                body(LIST, ListJobsRequest.builder().completed("1").build(), "completed: '1' must be true or false"),
                body(DESCRIBE, DescribeJobRequest.builder().jobId("?").build(), "jobId: '?' must be characters of a-z"),
                body(DESCRIBE, Map.of("JobId", "a/b"), "body: JobId: 'a/b' must be characters of a-z"),
                body(
                        DESCRIBE,
                        InitiateJobResponse.builder().jobId("a b").build(),
                        "body: JobId: 'a b' must be charact"),
                body(
                        DESCRIBE,
                        "{'JobId':'j','VaultARN':'arn:aws:glacier:us-east-1:111122223333:vaults/other'}",
                        "VaultARN: '111122223333/other in us-east-1' is another vault than photos in us-east-1"),
                body(
                        ARCHIVE,
                        GlacierJobDescription.builder()
                                .archiveId("b")
                                .vaultARN("arn:aws:glacier:eu-west-1:111122223333:vaults/photos")
                                .build(),
                        "VaultARN: '111122223333/photos in eu-west-1' is another vault than photos in us-east-1"));
    }

    @BeforeAll
    static void start() {
        glacier = new Glacier(GlacierSimulator.builder());
    }

    @AfterAll
    static void close() {
        glacier.close();
    }

    @ParameterizedTest
    @MethodSource({"options", "headers", "bodies"})
    void badInputIsRefusedBeforeAnyRequestWithFieldValueAndRule(Mistake mistake) {
        Throwable refusal = refusal(mistake);

        assertThat(refusal).isInstanceOf(IllegalArgumentException.class);
        assertThat(refusal).hasMessageContaining(mistake.message());
        assertThat(glacier.simulator.requests()).isEmpty();
    }

    private static Throwable refusal(Mistake mistake) {
        try {
            Exchange exchange = glacier.request(glacier.uri(mistake.options()), input -> {
                input.getMessage().setHeaders(new java.util.HashMap<>(mistake.headers()));
                input.getMessage().setBody(mistake.body());
            });
            return cause(exchange.getException());
        } catch (RuntimeException e) {
            return cause(e);
        }
    }

    private static Throwable cause(Throwable failure) {
        boolean wrapper = failure instanceof ResolveEndpointFailedException
                || failure instanceof FailedToCreateProducerException
                || failure instanceof org.apache.camel.PropertyBindingException;
        return wrapper && failure.getCause() != null ? cause(failure.getCause()) : failure;
    }
}
