package io.github.glacierjob.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.glacierjob.egress.GlacierEgressComponent;
import io.github.glacierjob.egress.GlacierEgressConfiguration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Tests the options and the database of a whole vault in the properties and the beans of an application. */
@Timeout(120)
class EgressPropertiesTest {

    private static final String PREFIX = "camel.component.glacier-egress.";

    /** Where the properties are set. */
    private enum Host {
        CAMEL_MAIN {
            @Override
            Platform.Running start(Map<String, Object> properties, Map<String, Object> beans) {
                Main main = new Main();
                beans.forEach(main::bind);
                main.setInitialProperties(properties);
                main.start();
                return new Platform.Running(main.getCamelContext(), main::stop);
            }
        },
        SPRING_BOOT {
            @Override
            Platform.Running start(Map<String, Object> properties, Map<String, Object> beans) {
                var environment = new StandardEnvironment();
                environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
                var context = new SpringApplicationBuilder(Application.class)
                        .environment(environment)
                        .web(WebApplicationType.NONE)
                        .bannerMode(Banner.Mode.OFF)
                        .initializers(spring -> beans.forEach(spring.getBeanFactory()::registerSingleton))
                        .run();
                return new Platform.Running(context.getBean(CamelContext.class), context::close);
            }
        };

        abstract Platform.Running start(Map<String, Object> properties, Map<String, Object> beans);
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {}

    private static JdbcDataSource database(String name) {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:properties-" + name);
        return database;
    }

    private static Map<String, Object> properties(String... namesAndValues) {
        Map<String, Object> properties = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.put(PREFIX + namesAndValues[i], namesAndValues[i + 1]);
        }
        return properties;
    }

    private static GlacierEgressConfiguration options(CamelContext camel) {
        return camel.getComponent("glacier-egress", GlacierEgressComponent.class)
                .getConfiguration();
    }

    @ParameterizedTest
    @EnumSource
    void aPropertySetsAnOptionOfTheComponent(Host host) {
        Map<String, Object> set = properties(
                "region", "eu-west-1", "jobs-in-flight", "50", "inventory-max-age", "24h", "output-mode", "file");
        try (var running = host.start(set, Map.of())) {
            GlacierEgressConfiguration options = options(running.camel());
            assertThat(options.getRegion()).isEqualTo("eu-west-1");
            assertThat(options.getJobsInFlight()).isEqualTo(50);
            assertThat(options.getInventoryMaxAge()).isEqualTo(86_400_000);
            assertThat(options.getOutputMode()).hasToString("file");
            assertThat(options.getTier()).isEqualTo("Bulk");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theOnlyDatabaseOfTheApplicationHoldsTheLedger(Host host) {
        JdbcDataSource database = database("only");
        try (var running = host.start(properties("region", "eu-west-1"), Map.of("customers", database))) {
            assertThat(options(running.camel()).getDataSource()).isSameAs(database);
        }
    }

    @ParameterizedTest
    @EnumSource
    void withTwoDatabasesAPropertyNamesTheOneOfTheLedger(Host host) {
        Map<String, Object> databases = Map.of("customers", database("customers"), "ledger", database("ledger"));
        try (var running = host.start(properties("region", "eu-west-1"), databases)) {
            assertThat(options(running.camel()).getDataSource()).isNull();
        }
        try (var running = host.start(properties("data-source", "#ledger"), databases)) {
            assertThat(options(running.camel()).getDataSource()).isSameAs(databases.get("ledger"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anUnknownPropertyStopsTheStart(Host host) {
        assertThatThrownBy(() -> host.start(properties("jobs-in-flightt", "5"), Map.of()))
                .hasStackTraceContaining("jobsInFlightt");
    }

    @ParameterizedTest
    @EnumSource
    void aBadValueStopsTheStart(Host host) {
        Stream.of("jobs-in-flight", "output-mode")
                .forEach(option -> assertThatThrownBy(() -> host.start(properties(option, "many"), Map.of()))
                        .hasStackTraceContaining("many"));
    }
}
