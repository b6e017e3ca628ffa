package io.github.glacierjob.examples.karaf;

import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;

/** The settings of a configuration in etc/: placeholders of the routes, and options of a component. */
record Settings(Map<String, Object> values) {

    Properties placeholders() {
        var placeholders = new Properties();
        values.forEach((name, value) -> placeholders.put(name, String.valueOf(value)));
        return placeholders;
    }

    /** Each setting whose name begins with the component's scheme sets an option of the component. */
    void configure(CamelContext context, String scheme) {
        String start = scheme + ".";
        Component component = context.getComponent(scheme);
        values.forEach((name, value) -> {
            if (name.startsWith(start)) {
                setOption(component, name.substring(start.length()), value);
            }
        });
    }

    private static void setOption(Component component, String name, Object value) {
        CamelContext context = component.getCamelContext();
        if (!component.getComponentPropertyConfigurer().configure(context, component, name, value, true)) {
            throw new IllegalArgumentException("The component has no option " + name);
        }
    }
}
