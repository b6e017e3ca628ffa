package io.github.glacierjob.examples.karaf;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.karaf.core.OsgiDefaultCamelContext;
import org.apache.camel.spi.ComponentResolver;
import org.h2.jdbcx.JdbcDataSource;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Retrieves a whole vault, with its ledger in a file of H2. It starts only with a configuration, so nothing is ordered
 * before a user writes one.
 */
@org.osgi.service.component.annotations.Component(
        configurationPid = "io.github.glacierjob.examples.karaf.egress",
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        reference =
                @Reference(
                        name = "resolver",
                        service = ComponentResolver.class,
                        target = "(component=glacier-egress)"))
public final class EgressContext {

    private CamelContext context;

    @Activate
    void start(BundleContext bundle, Map<String, Object> values) throws Exception {
        var settings = new Settings(values);
        context = new OsgiDefaultCamelContext(bundle);
        try {
            context.getPropertiesComponent().setInitialProperties(settings.placeholders());
            context.getRegistry().bind("ledger", ledger(values.get("ledger")));
            context.start();
            settings.configure(context, "glacier-egress");
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("glacier-egress:{{vault}}?dataSource=#ledger&delay={{poll}}")
                            .routeId("egress")
                            .to("file:{{retrieved}}?tempPrefix=part-");
                }
            });
        } catch (Exception e) {
            context.close();
            throw e;
        }
    }

    private static JdbcDataSource ledger(Object file) {
        var ledger = new JdbcDataSource();
        ledger.setURL("jdbc:h2:file:" + file);
        return ledger;
    }

    @Deactivate
    void stop() throws Exception {
        context.close();
    }
}
