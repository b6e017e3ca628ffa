package io.github.glacierjob.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.testkit.Glacier;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;

/** A Spring Boot application with a MeterRegistry has the meters without any setting. */
@Timeout(120)
class SpringBootMetersTest {

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {

        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }
    }

    @Test
    void theMetersExistWhileTheEndpointRuns() {
        try (Glacier glacier = new Glacier();
                var spring = new SpringApplicationBuilder(Application.class)
                        .bannerMode(Banner.Mode.OFF)
                        .web(WebApplicationType.NONE)
                        .run()) {
            CamelContext context = spring.getBean(CamelContext.class);
            MeterRegistry meters = spring.getBean(MeterRegistry.class);
            try (ProducerTemplate template = context.createProducerTemplate()) {
                template.requestBody(glacier.uri("operation=listJobs"), (Object) null);
                assertThat(meters.get("camel.glacier.requests")
                                .tags("vault", "photos", "mode", "stream", "operation", "listJobs")
                                .functionCounter()
                                .count())
                        .isEqualTo(1);
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            context.stop();

            assertThat(meters.find("camel.glacier.requests").functionCounters()).isEmpty();
        }
    }
}
