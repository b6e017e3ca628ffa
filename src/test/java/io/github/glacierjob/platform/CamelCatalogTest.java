package io.github.glacierjob.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.GlacierJobComponent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Camel's catalog, which editors and validators ask, knows the component by the files in catalog/ and in the jar. */
class CamelCatalogTest {
    private final CamelCatalog catalog = new DefaultCamelCatalog();

    private static String json() throws IOException {
        return Files.readString(Path.of("catalog", "glacier-job.json"));
    }

    private EndpointValidationResult validate(String uri) throws IOException {
        catalog.addComponent("glacier-job", GlacierJobComponent.class.getName(), json());
        return catalog.validateEndpointProperties(uri);
    }

    /** The jar alone: the catalog looks beside the class, and not where the generator writes. */
    @Test
    void theNameOfTheClassIsEnoughWhereTheJarIs() throws Exception {
        catalog.addComponent("glacier-job", GlacierJobComponent.class.getName());
        assertThat(catalog.componentJSonSchema("glacier-job")).isEqualToIgnoringWhitespace(json());
        assertThat(catalog.findComponentNames()).contains("glacier-job");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "glacier-job:photos",
                "glacier-job:photos?operation=initiateJob&jobType=archive-retrieval&tier=Bulk&region=eu-west-1",
                "glacier-job:arn:aws:glacier:eu-west-1:111122223333:vaults/photos?outputMode=file&workDirectory=out",
                "glacier-job:photos?delay=15m&chunkSize={{size}}&idempotentRepository=#consumed&concurrentJobs=2",
                "glacier-job:photos?accessKey=RAW(a+b)&secretKey=RAW(c/d)&scheduler=#spring"
            })
    void aGoodUriIsGood(String uri) throws Exception {
        assertThat(validate(uri).isSuccess())
                .as(validate(uri).summaryErrorMessage(false))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "glacier-job:photos?opperation=listJobs        | Unknown option",
                "glacier-job:photos?operation=deleteJob        | Invalid enum value: deleteJob. Possible values: [initiateJob",
                "glacier-job:photos?outputMode=files           | Invalid enum value",
                "glacier-job:photos?parallelism=many           | Invalid integer value",
                "glacier-job:photos?chunkSize=8MiB             | Invalid integer value",
                "glacier-job:photos?overrideEndpoint=perhaps   | Invalid boolean value",
                "glacier-job:photos?idempotentRepository=      | Empty reference value"
            })
    void aBadUriIsRefusedWithItsReason(String uri, String reason) throws Exception {
        EndpointValidationResult result = validate(uri);
        assertThat(result.isSuccess()).isFalse();
        assertThat(result.summaryErrorMessage(false)).contains(reason);
    }

    @Test
    void aDelayIsADuration() throws Exception {
        assertThat(validate("glacier-job:photos?delay=soon").getInvalidDuration())
                .isEqualTo(Map.of("delay", "soon"));
    }

    @Test
    void aConsumerHasNoOperationAndAProducerNoDelay() throws Exception {
        validate("glacier-job:photos");
        assertThat(catalog.validateEndpointProperties("glacier-job:photos?operation=listJobs", false, true, false)
                        .getNotConsumerOnly())
                .isEqualTo(Set.of("operation"));
        assertThat(catalog.validateEndpointProperties("glacier-job:photos?delay=60000", false, false, true)
                        .getNotProducerOnly())
                .isEqualTo(Set.of("delay"));
    }

    @Test
    void anEditorTakesAUriApartAndPutsItTogether() throws Exception {
        validate("glacier-job:photos");
        Map<String, String> options = Map.of("vaultNameOrArn", "photos", "operation", "listJobs", "limit", "50");
        assertThat(catalog.endpointProperties("glacier-job:photos?operation=listJobs&limit=50"))
                .isEqualTo(options);
        assertThat(catalog.asEndpointUri("glacier-job", options, false))
                .isEqualTo("glacier-job:photos?limit=50&operation=listJobs");
    }

    /** As application.properties has it. */
    @Test
    void aPropertyOfTheComponentIsValidatedToo() throws Exception {
        validate("glacier-job:photos");
        assertThat(catalog.validateConfigurationProperty("camel.component.glacier-job.chunk-size=big")
                        .isSuccess())
                .isFalse();
        assertThat(catalog.validateConfigurationProperty("camel.component.glacier-job.chunk-size=1048576")
                        .isSuccess())
                .isTrue();
    }
}
