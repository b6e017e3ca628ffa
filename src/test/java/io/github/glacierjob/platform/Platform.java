package io.github.glacierjob.platform;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.context.support.GenericXmlApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;

/** The platforms for routes, each with its own kind of beans and properties. */
enum Platform {
    CAMEL_MAIN {
        @Override
        Running start(Vault vault, Place place) {
            return run(vault, place, route(place.uri(vault.scheme.id() + ":photos?", vault)));
        }
    },

    KAMELET {
        @Override
        Running start(Vault vault, Place place) throws Exception {
            return run(vault, place, new RouteBuilder() {
                @Override
                public void configure() throws Exception {
                    PluginHelper.getRoutesLoader(getContext())
                            .loadRoutes(ResourceHelper.fromString("route.yaml", """
                            - route:
                                from:
                                  uri: "%s"
                                  steps:
                                    - process:
                                        ref: store
                            """.formatted(place.uri(
                                    "kamelet:" + vault.scheme.id() + "-source?vaultNameOrArn=photos&", vault))));
                }
            });
        }
    },

    SPRING_XML {
        @Override
        Running start(Vault vault, Place place) {
            var beans = new GenericApplicationContext();
            beans.getBeanFactory().registerSingleton("store", vault);
            place.beans(vault).forEach(beans.getBeanFactory()::registerSingleton);
            beans.refresh();
            var context = new GenericXmlApplicationContext();
            context.setParent(beans);
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", vault.properties()));
            context.load(new ByteArrayResource(xml(vault, place).getBytes(StandardCharsets.UTF_8)));
            context.refresh();
            return new Running(context.getBean(CamelContext.class), context::close);
        }
    },

    SPRING_BOOT {
        @Override
        Running start(Vault vault, Place place) {
            var environment = new StandardEnvironment();
            environment.getPropertySources().addFirst(new MapPropertySource("test", place.properties(vault)));
            var context = new SpringApplicationBuilder(Application.class)
                    .environment(environment)
                    .web(WebApplicationType.NONE)
                    .bannerMode(Banner.Mode.OFF)
                    .initializers(spring -> {
                        var beans = spring.getBeanFactory();
                        place.beans(vault).forEach(beans::registerSingleton);
                        beans.registerSingleton("store", vault);
                        beans.registerSingleton("routes", route(place.uri(vault.scheme.id() + ":photos?", vault)));
                    })
                    .run();
            return new Running(context.getBean(CamelContext.class), context::close);
        }
    };

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {}

    /** An application that runs until it is closed. */
    record Running(CamelContext camel, Runnable stop) implements AutoCloseable {
        @Override
        public void close() {
            stop.run();
        }
    }

    abstract Running start(Vault vault, Place place) throws Exception;

    private static RoutesBuilder route(String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).process("store");
            }
        };
    }

    private static Running run(Vault vault, Place place, RoutesBuilder routes) {
        var main = new Main();
        main.bind("store", (Processor) vault);
        place.beans(vault).forEach(main::bind);
        main.setInitialProperties(place.properties(vault));
        main.configure().addRoutesBuilder(routes);
        main.start();
        return new Running(main.getCamelContext(), main::stop);
    }

    private static String xml(Vault vault, Place place) {
        return """
                <beans xmlns="http://www.springframework.org/schema/beans" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="
                    http://www.springframework.org/schema/beans http://www.springframework.org/schema/beans/spring-beans.xsd
                    http://camel.apache.org/schema/spring http://camel.apache.org/schema/spring/camel-spring.xsd">
                  <bean class="org.springframework.context.support.PropertySourcesPlaceholderConfigurer"/>
                  %s
                  <camelContext xmlns="http://camel.apache.org/schema/spring">
                    <route>
                      <from uri="%s"/>
                      <process ref="store"/>
                    </route>
                  </camelContext>
                </beans>
                """.formatted(component(vault, place), escaped(place.uri(vault.scheme.id() + ":photos?", vault)));
    }

    /** Spring XML has no properties of components, so a placeholder in the bean is used there. */
    private static String component(Vault vault, Place place) {
        String configuration =
                switch (place) {
                    case PROPERTY ->
                        values(
                                vault,
                                vault.options().keySet().stream()
                                        .collect(Collectors.toMap(
                                                name -> name, name -> "${" + vault.property(name) + "}")));
                    case COMPONENT -> values(vault, vault.options());
                    case BEAN -> "<property name='configuration' ref='defaults'/>";
                    case URI -> "";
                };
        return "<bean id='%s' class='%s'>%s</bean>"
                .formatted(vault.scheme.id(), vault.scheme.component().getName(), configuration);
    }

    private static String values(Vault vault, Map<String, String> options) {
        return options.entrySet().stream()
                .map(option ->
                        "<property name='%s' value='%s'/>".formatted(option.getKey(), escaped(option.getValue())))
                .collect(Collectors.joining(
                        "",
                        "<property name='configuration'><bean class='%s'>"
                                .formatted(vault.scheme.component().getName().replace("Component", "Configuration")),
                        "</bean></property>"));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;");
    }
}
