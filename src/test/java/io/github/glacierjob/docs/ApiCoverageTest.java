package io.github.glacierjob.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.GlacierJobOperation;
import java.io.File;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.services.glacier.model.DescribeJobRequest;
import software.amazon.awssdk.services.glacier.model.GetJobOutputRequest;
import software.amazon.awssdk.services.glacier.model.GetJobOutputResponse;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;
import software.amazon.awssdk.services.glacier.model.InitiateJobRequest;
import software.amazon.awssdk.services.glacier.model.InitiateJobResponse;
import software.amazon.awssdk.services.glacier.model.JobParameters;
import software.amazon.awssdk.services.glacier.model.ListJobsRequest;

/** Checks that src/main/docs/api-coverage.md lists the whole API of the service, and that all its references exist. */
class ApiCoverageTest {
    private static final Path TESTS = Path.of("src/test/java");
    private static final Pattern POINTER = Pattern.compile("(option|header|member|exception|operation) `([^`]+)`");

    /** The names of the Job resource, written by hand: only boto3 has them, no SDK for Java. */
    private static final Map<String, String> RESOURCE = Map.of(
            "The Job resource: identifiers", "account_id vault_name id",
            "The Job resource: attributes",
                    "action archive_id archive_sha256_tree_hash archive_size_in_bytes completed completion_date"
                            + " creation_date inventory_retrieval_parameters inventory_size_in_bytes job_description"
                            + " job_id job_output_path output_location retrieval_byte_range select_parameters"
                            + " sha256_tree_hash sns_topic status_code status_message tier vault_arn",
            "The Job resource: actions", "get_available_subresources get_output load reload Vault",
            "ListJobs: response", "JobList Marker",
            "Exceptions",
                    "ResourceNotFoundException PolicyEnforcedException InvalidParameterValueException"
                            + " MissingParameterValueException InsufficientCapacityException"
                            + " ServiceUnavailableException NoLongerSupportedException");

    private static final Map<String, SdkPojo> MODEL = Map.of(
            "InitiateJob: request", InitiateJobRequest.builder().build(),
            "InitiateJob: response", InitiateJobResponse.builder().build(),
            "DescribeJob: request", DescribeJobRequest.builder().build(),
            "DescribeJob: response", GlacierJobDescription.builder().build(),
            "ListJobs: request", ListJobsRequest.builder().build(),
            "GetJobOutput: request", GetJobOutputRequest.builder().build(),
            "GetJobOutput: response", GetJobOutputResponse.builder().build());

    private final ComponentJson component = ComponentJson.read();

    record Row(String section, String name, String where, String test) {}

    static List<Row> rows() throws Exception {
        List<Row> rows = new ArrayList<>();
        String section = "";
        for (String line : Files.readAllLines(Path.of("src/main/docs", "api-coverage.md"))) {
            section = line.startsWith("## ") ? line.substring(3) : section;
            if (line.startsWith("| `")) {
                String[] cells = line.split(" *\\| *");
                rows.add(new Row(section, cells[1].replace("`", ""), cells[2], cells[3].replace("`", "")));
            }
        }
        return rows;
    }

    private static List<String> names(String section) throws Exception {
        return rows().stream()
                .filter(row -> row.section().equals(section))
                .map(Row::name)
                .toList();
    }

    @Test
    void everyNameOfTheResourceHasARow() throws Exception {
        for (var part : RESOURCE.entrySet()) {
            assertThat(names(part.getKey()))
                    .as(part.getKey())
                    .containsExactlyInAnyOrder(part.getValue().split(" "));
        }
    }

    @Test
    void everyMemberOfTheModelOfTheSdkHasARow() throws Exception {
        for (var part : MODEL.entrySet()) {
            Set<String> members = members(part.getValue()).collect(Collectors.toSet());
            if (part.getValue() instanceof GetJobOutputResponse) {
                members.add("body");
            }
            assertThat(names(part.getKey())).as(part.getKey()).containsExactlyInAnyOrderElementsOf(members);
        }
    }

    /** The paths of all members, down to the last level: {@code OutputLocation.S3.Encryption.KMSKeyId}. */
    private static Stream<String> members(SdkPojo type) {
        return type.sdkFields().stream()
                .flatMap(field -> Stream.concat(
                        Stream.of(field.memberName()), nested(field).map(name -> field.memberName() + "." + name)));
    }

    private static Stream<String> nested(SdkField<?> field) {
        if (field.marshallingType().equals(MarshallingType.LIST)) {
            return nested(field.getTrait(ListTrait.class).memberFieldInfo());
        }
        return field.marshallingType().equals(MarshallingType.SDK_POJO)
                ? members(field.constructor().get())
                : Stream.empty();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theTargetOfARowExists(Row row) {
        List<MatchResult> pointers = POINTER.matcher(row.where()).results().toList();
        assertThat(pointers.isEmpty()).isEqualTo(row.where().matches("the body.*|none: .*"));
        for (MatchResult pointer : pointers) {
            assertThat(exists(pointer.group(1), pointer.group(2)))
                    .as(pointer.group())
                    .isTrue();
        }
    }

    private boolean exists(String kind, String name) {
        return switch (kind) {
            case "option" ->
                component.endpointOptions().stream()
                        .anyMatch(option -> option.name().equals(name));
            case "header" ->
                component.headers().stream().anyMatch(header -> header.name().equals(name));
            case "operation" ->
                Arrays.stream(GlacierJobOperation.values())
                        .anyMatch(operation -> operation.name().equals(name));
            case "member" ->
                Stream.of(
                                JobParameters.builder().build(),
                                GlacierJobDescription.builder().build())
                        .flatMap(ApiCoverageTest::members)
                        .anyMatch(name::equals);
            default ->
                type("software.amazon.awssdk.services.glacier.model." + name)
                        || type("io.github.glacierjob.job." + name);
        };
    }

    private static boolean type(String name) {
        try {
            return Class.forName(name) != null;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theTestOfARowExists(Row row) throws Exception {
        String[] test = row.test().split("#");
        assertThat(testClass(test[0]).getDeclaredMethods())
                .extracting(Method::getName)
                .contains(test[1]);
    }

    private static Class<?> testClass(String name) throws Exception {
        try (Stream<Path> tests = Files.walk(TESTS)) {
            Path source = tests.filter(test -> test.endsWith(name + ".java"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("No test class " + name));
            String type = TESTS.relativize(source).toString().replace(File.separatorChar, '.');
            return Class.forName(type.substring(0, type.length() - ".java".length()));
        }
    }
}
