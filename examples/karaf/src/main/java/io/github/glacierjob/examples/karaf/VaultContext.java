package io.github.glacierjob.examples.karaf;

import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.karaf.core.OsgiDefaultCamelContext;
import org.apache.camel.spi.ComponentResolver;
import org.apache.camel.support.PluginHelper;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * The routes run as long as there are a configuration and the component: they stop when the bundle of the component
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
    /** What begins with it is an option of the component. */
    private static final String OPTION = "glacier-job.";

    private CamelContext context;

    @Activate
    void start(BundleContext bundle, Map<String, Object> settings) throws Exception {
        context = new OsgiDefaultCamelContext(bundle);
        try {
            context.getPropertiesComponent().setInitialProperties(placeholders(settings));
            context.start();
            setOptions(context.getComponent("glacier-job"), settings);
            context.addRoutes(new OutputRoutes());
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(PluginHelper.getResourceLoader(context).resolveResource("classpath:routes/photos.xml"));
        } catch (Exception e) {
            context.close();
            throw e;
        }
    }

    private static Properties placeholders(Map<String, Object> settings) {
        var placeholders = new Properties();
        settings.forEach((name, value) -> placeholders.put(name, String.valueOf(value)));
        return placeholders;
    }

    private void setOptions(Component component, Map<String, Object> settings) {
        settings.forEach((name, value) -> {
            if (name.startsWith(OPTION)) {
                setOption(component, name.substring(OPTION.length()), value);
            }
        });
    }

    private void setOption(Component component, String name, Object value) {
        if (!component.getComponentPropertyConfigurer().configure(context, component, name, value, true)) {
            throw new IllegalArgumentException("The component has no option " + name);
        }
    }

    @Deactivate
    void stop() throws Exception {
        context.close();
    }
}
