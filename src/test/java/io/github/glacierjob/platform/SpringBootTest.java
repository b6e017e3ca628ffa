package io.github.glacierjob.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.glacierjob.GlacierJobComponent;
import io.github.glacierjob.GlacierJobConfiguration;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Tests the options of the component in the properties of a Spring Boot application. */
@Timeout(120)
class SpringBootTest {
    private static final String PREFIX = "camel.component.glacier-job.";
    private static final String EGRESS = "camel.component.glacier-egress.";

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {
        static final MemoryStateRepository PROGRESS = new MemoryStateRepository();

        @Bean
        MemoryStateRepository progress() {
            return PROGRESS;
        }
    }

    private static ConfigurableApplicationContext start(Map<String, Object> properties, Map<String, Object> variables) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", variables));
        return new SpringApplicationBuilder(Application.class)
                .environment(environment)
                .bannerMode(Banner.Mode.OFF)
                .web(WebApplicationType.NONE)
                .run();
    }

    private static GlacierJobConfiguration configured(Map<String, Object> properties, Map<String, Object> variables) {
        try (var spring = start(properties, variables)) {
            return spring.getBean(CamelContext.class)
                    .getComponent("glacier-job", GlacierJobComponent.class)
                    .getConfiguration();
        }
    }

    /**
     * At each start, Spring Boot recommends to remove commons-logging; jcl-over-slf4j, a dependency of the component,
     * is what it accepts.
     */
    @Test
    void commonsLoggingIsNotAmongTheDependencies() {
        assertThat(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                .noneMatch(jar -> jar.contains("commons-logging"))
                .anyMatch(jar -> jar.contains("jcl-over-slf4j"));
    }

    @Test
    void aPropertyIsReadInEverySpelling() {
        GlacierJobConfiguration options = configured(
                Map.of(
                        PREFIX + "region",
                        "${home}",
                        "home",
                        "eu-west-1",
                        PREFIX + "access-key",
                        "a",
                        PREFIX + "chunkSize",
                        2097152,
                        PREFIX + "output_mode",
                        "file"),
                Map.of(
                        "CAMEL_COMPONENT_GLACIERJOB_SECRETKEY",
                        "a+b%26{c",
                        "CAMEL_COMPONENT_GLACIERJOB_RETRYDELAY",
                        "2s"));
        assertThat(options.getRegion()).isEqualTo("eu-west-1");
        assertThat(options.getAccessKey()).isEqualTo("a");
        assertThat(options.getSecretKey()).isEqualTo("a+b%26{c");
        assertThat(options.getChunkSize()).isEqualTo(2097152);
        assertThat(options.getOutputMode()).hasToString("file");
        assertThat(options.getRetryDelay()).isEqualTo(2000);
    }

    @Test
    void aBeanIsReferredToByItsName() {
        assertThat(configured(Map.of(PREFIX + "progress-repository", "#progress"), Map.of())
                        .getProgressRepository())
                .isSameAs(Application.PROGRESS);
    }

    @Test
    void anUnknownPropertyStopsTheStartAndTheErrorHidesItsValue() {
        assertThatThrownBy(() -> configured(Map.of(PREFIX + "secret-keyy", "hidden"), Map.of()))
                .rootCause()
                .hasMessageContaining("camel.component.glacier-job has no option secretKeyy")
                .hasMessageNotContaining("hidden");
    }

    @ParameterizedTest
    @CsvSource({
        "chunk-size, big, chunkSize: 'big' must be of type long",
        "parallelism, many, parallelism: 'many' must be of type int",
        "retry-delay, soon, retryDelay: 'soon' must be of type long",
        "output-mode, fax, outputMode: 'fax' must be of type OutputMode",
        "use-default-credentials-provider, perhaps, useDefaultCredentialsProvider: 'perhaps' must be of type boolean",
        "progress-repository, #nowhere, progressRepository: '#nowhere' must be of type StateRepository"
    })
    void aBadValueStopsTheStartBeforeAnyRouteStarts(String option, String value, String message) {
        assertThatThrownBy(() -> start(Map.of(PREFIX + option, value), Map.of()).close())
                .hasStackTraceContaining("IllegalArgumentException: camel.component.glacier-job." + message);
    }

    @Test
    void enabledFalseDoesNotChangeTheComponent() {
        try (var spring = start(
                Map.of(PREFIX + "enabled", "false", PREFIX + "region", "eu-west-1", EGRESS + "enabled", "false"),
                Map.of())) {
            assertThat(spring.getBeansOfType(ComponentCustomizer.class)).isEmpty();
            assertThat(spring.getBean(CamelContext.class)
                            .getComponent("glacier-job", GlacierJobComponent.class)
                            .getConfiguration()
                            .getRegion())
                    .isNull();
        }
    }

    @Test
    void withoutPropertiesTheComponentHasItsDefaults() {
        assertThat(configured(Map.of(PREFIX + "enabled", "true"), Map.of()).getChunkSize())
                .isEqualTo(8L * Vault.MIB);
    }
}
