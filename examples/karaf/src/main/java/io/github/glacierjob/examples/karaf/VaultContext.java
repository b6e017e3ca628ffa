package io.github.glacierjob.examples.karaf;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.karaf.core.OsgiDefaultCamelContext;
import org.apache.camel.spi.ComponentResolver;
import org.apache.camel.support.PluginHelper;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Runs the routes while a configuration and the component are present: they stop when the bundle of the component
 * stops, and start when it is back.
 */
@org.osgi.service.component.annotations.Component(
        configurationPid = "io.github.glacierjob.examples.karaf",
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        reference =
                @Reference(
                        name = "resolver",
                        service = ComponentResolver.class,
                        target = "(component=glacier-job)"))
public final class VaultContext {
    private CamelContext context;

    @Activate
    void start(BundleContext bundle, Map<String, Object> values) throws Exception {
        var settings = new Settings(values);
        context = new OsgiDefaultCamelContext(bundle);
        try {
            context.getPropertiesComponent().setInitialProperties(settings.placeholders());
            context.start();
            settings.configure(context, "glacier-job");
            context.addRoutes(new OutputRoutes());
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(PluginHelper.getResourceLoader(context).resolveResource("classpath:routes/photos.xml"));
        } catch (Exception e) {
            context.close();
            throw e;
        }
    }

    @Deactivate
    void stop() throws Exception {
        context.close();
    }
}
