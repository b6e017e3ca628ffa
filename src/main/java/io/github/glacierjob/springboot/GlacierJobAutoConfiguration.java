package io.github.glacierjob.springboot;

import io.github.glacierjob.GlacierJobComponent;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ComponentCustomizer;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Sets the options of the component from the properties {@code camel.component.glacier-job.*} of a Spring Boot
 * application, as camel-main does without Spring Boot. Only Spring Boot loads this class; the component does not depend
 * on it.
 */
@AutoConfiguration
@ConditionalOnClass(name = "org.apache.camel.spring.boot.CamelAutoConfiguration")
@ConditionalOnProperty(
        prefix = GlacierJobAutoConfiguration.PREFIX,
        name = ComponentProperties.ENABLED,
        matchIfMissing = true)
class GlacierJobAutoConfiguration {
    static final String PREFIX = "camel.component.glacier-job";

    @Bean
    ComponentCustomizer glacierJobComponentCustomizer(Environment environment) {
        return ComponentCustomizer.builder(GlacierJobComponent.class)
                .build(component -> new ComponentProperties("glacier-job", environment).set(component));
    }

    @Bean
    SmartInitializingSingleton glacierJobOptions(CamelContext context, Environment environment) {
        return () -> new ComponentProperties("glacier-job", environment).check(context);
    }
}
