package io.github.glacierjob.springboot;

import io.github.glacierjob.egress.GlacierEgressComponent;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ComponentCustomizer;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Sets the options of the component from the properties {@code camel.component.glacier-egress.*} of a Spring Boot
 * application, as camel-main does without Spring Boot. Only Spring Boot loads this class; the component does not depend
 * on it.
 */
@AutoConfiguration
@ConditionalOnClass(name = "org.apache.camel.spring.boot.CamelAutoConfiguration")
@ConditionalOnProperty(
        prefix = GlacierEgressAutoConfiguration.PREFIX,
        name = ComponentProperties.ENABLED,
        matchIfMissing = true)
class GlacierEgressAutoConfiguration {
    static final String PREFIX = "camel.component.glacier-egress";

    @Bean
    ComponentCustomizer glacierEgressComponentCustomizer(Environment environment) {
        return ComponentCustomizer.builder(GlacierEgressComponent.class)
                .build(component -> new ComponentProperties("glacier-egress", environment).set(component));
    }

    @Bean
    SmartInitializingSingleton glacierEgressOptions(CamelContext context, Environment environment) {
        return () -> new ComponentProperties("glacier-egress", environment).check(context);
    }
}
