package io.github.glacierjob.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.docs.Scheme;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Camel's catalog, which editors and validators use, knows the components from the files in catalog/ and in the jar.
 */
class CamelCatalogTest {
    private final CamelCatalog catalog = new DefaultCamelCatalog();

    private static String json(Scheme scheme) throws IOException {
        return Files.readString(scheme.inCatalog());
    }

    private EndpointValidationResult validate(String uri) throws IOException {
        for (Scheme scheme : Scheme.values()) {
            catalog.addComponent(scheme.id(), scheme.component().getName(), json(scheme));
        }
        return catalog.validateEndpointProperties(uri);
    }

    /** With the jar alone, the catalog looks beside the class, and not where the generator writes. */
    @ParameterizedTest
    @EnumSource
    void theCatalogNeedsOnlyTheClassNameIfTheJarIsPresent(Scheme scheme) throws Exception {
        catalog.addComponent(scheme.id(), scheme.component().getName());
        assertThat(catalog.componentJSonSchema(scheme.id())).isEqualToIgnoringWhitespace(json(scheme));
        assertThat(catalog.findComponentNames()).contains(scheme.id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "glacier-job:photos",
                "glacier-job:photos?operation=initiateJob&jobType=archive-retrieval&tier=Bulk&region=eu-west-1",
                "glacier-job:arn:aws:glacier:eu-west-1:111122223333:vaults/photos?outputMode=file&workDirectory=out",
                "glacier-job:photos?delay=15m&chunkSize={{size}}&idempotentRepository=#consumed&concurrentJobs=2",
                "glacier-job:photos?accessKey=RAW(a+b)&secretKey=RAW(c/d)&scheduler=#spring",
                "glacier-egress:photos",
                "glacier-egress:photos?dataSource=#db&outputMode=file&workDirectory=retrieved&tier=Standard",
                "glacier-egress:arn:aws:glacier:eu-west-1:111122223333:vaults/photos?operation=receipt&format=JSON",
                "glacier-egress:photos?inventory=file:inventory.json&inventoryMaxAge=48h&jobsInFlight={{jobs}}"
            })
    void aValidUriIsAccepted(String uri) throws Exception {
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
                "glacier-job:photos?idempotentRepository=      | Empty reference value",
                "glacier-egress:photos?outputMode=archives     | Invalid enum value",
                "glacier-egress:photos?operation=delete        | Invalid enum value",
                "glacier-egress:photos?costPerYear=5           | Unknown option",
                "glacier-egress:photos?dataSource=             | Empty reference value",
                "glacier-egress:photos?jobsInFlight=many       | Invalid integer value"
            })
    void aBadUriIsRefusedWithAReason(String uri, String reason) throws Exception {
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
    void aConsumerRefusesAnOperationAndAProducerRefusesADelay() throws Exception {
        validate("glacier-job:photos");
        assertThat(catalog.validateEndpointProperties("glacier-job:photos?operation=listJobs", false, true, false)
                        .getNotConsumerOnly())
                .isEqualTo(Set.of("operation"));
        assertThat(catalog.validateEndpointProperties("glacier-job:photos?delay=60000", false, false, true)
                        .getNotProducerOnly())
                .isEqualTo(Set.of("delay"));
        assertThat(catalog.validateEndpointProperties("glacier-egress:photos?operation=status", false, true, false)
                        .getNotConsumerOnly())
                .isEqualTo(Set.of("operation"));
        assertThat(catalog.validateEndpointProperties("glacier-egress:photos?tier=Bulk", false, false, true)
                        .getNotProducerOnly())
                .isEqualTo(Set.of("tier"));
    }

    @Test
    void anEditorParsesAUriAndBuildsItAgain() throws Exception {
        validate("glacier-job:photos");
        Map<String, String> options = Map.of("vaultNameOrArn", "photos", "operation", "listJobs", "limit", "50");
        assertThat(catalog.endpointProperties("glacier-job:photos?operation=listJobs&limit=50"))
                .isEqualTo(options);
        assertThat(catalog.asEndpointUri("glacier-job", options, false))
                .isEqualTo("glacier-job:photos?limit=50&operation=listJobs");
    }

    /** As in application.properties. */
    @ParameterizedTest
    @EnumSource
    void aPropertyOfTheComponentIsValidatedToo(Scheme scheme) throws Exception {
        validate(scheme.id() + ":photos");
        String property = "camel.component." + scheme.id() + ".chunk-size=";
        assertThat(catalog.validateConfigurationProperty(property + "big").isSuccess())
                .isFalse();
        assertThat(catalog.validateConfigurationProperty(property + "1048576").isSuccess())
                .isTrue();
    }
}
