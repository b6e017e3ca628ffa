package io.github.glacierjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.glacierjob.job.JobList;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.TypeConversionException;
import org.apache.camel.TypeConverter;
import org.apache.camel.converter.stream.InputStreamCache;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;
import software.amazon.awssdk.services.glacier.model.InitiateJobResponse;
import software.amazon.awssdk.services.glacier.model.JobParameters;

@Tag("core")
class GlacierJobConvertersTest extends CamelTestSupport {

    static Stream<Object> ours() {
        GlacierJobDescription job = GlacierJobDescription.builder()
                .jobId("-j")
                .action("Teleport")
                .statusCode("Succeeded")
                .jobDescription("caf\u00e9")
                .archiveSizeInBytes(1L << 40)
                .completed(true)
                .build();
        return Stream.of(
                job,
                GlacierJobDescription.builder().build(),
                JobParameters.builder().type("inventory-retrieval").build(),
                InitiateJobResponse.builder().jobId("-j").build(),
                new JobList(List.of(job), "next"),
                new JobList(List.of(), null));
    }

    @ParameterizedTest
    @MethodSource("ours")
    void eachTypeIsReadBackFromEveryForm(Object value) throws Exception {
        TypeConverter converter = context.getTypeConverter();
        for (Class<?> form : List.of(String.class, Map.class, byte[].class, InputStream.class)) {
            Object there = converter.mandatoryConvertTo(form, value);

            assertThat(converter.mandatoryConvertTo(value.getClass(), there))
                    .as("by way of " + form.getSimpleName())
                    .isEqualTo(value);
        }
    }

    @Test
    void aCachedStreamIsReadToo() throws Exception {
        InputStreamCache cache = new InputStreamCache("{\"JobId\":\"j\"}".getBytes());

        assertThat(context.getTypeConverter()
                        .mandatoryConvertTo(GlacierJobDescription.class, cache)
                        .jobId())
                .isEqualTo("j");
    }

    @Test
    void aListWithoutJobsIsConvertedByCamelAlone() {
        TypeConverter converter = context.getTypeConverter();
        List<String> other = new ArrayList<>(List.of("a", "b"));

        assertThat(converter.convertTo(String.class, other)).isEqualTo("[a, b]");
        assertThat((Object) converter.tryConvertTo(Map.class, other)).isNull();
        assertThat(converter.tryConvertTo(byte[].class, other)).isNull();
        assertThat(converter.tryConvertTo(JobList.class, other)).isNull();
    }

    @Test
    void invalidJsonIsRefusedWithTheReason() {
        TypeConverter converter = context.getTypeConverter();

        assertThatThrownBy(() -> converter.mandatoryConvertTo(JobParameters.class, "{\"Tiger\":\"Bulk\"}"))
                .isInstanceOf(TypeConversionException.class)
                .rootCause()
                .hasMessageContaining("Tiger: 'Bulk' is not known there");
        assertThatThrownBy(() -> converter.mandatoryConvertTo(
                        GlacierJobDescription.class, new ByteArrayInputStream("text".getBytes())))
                .isInstanceOf(TypeConversionException.class);
    }
}
