package io.github.glacierjob.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.glacierjob.docs.ComponentJson;
import io.github.glacierjob.docs.ComponentJson.Entry;
import java.util.List;
import java.util.Locale;

/** The catalog's component options in the words of Spring Boot, for the completion of editors. */
final class SpringMetadata {
    private static final String PREFIX = "camel.component.glacier-job";

    private final ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    String text() {
        ObjectNode root = json.createObjectNode();
        root.putArray("groups")
                .addObject()
                .put("name", PREFIX)
                .put("type", "io.github.glacierjob.GlacierJobComponent")
                .put("sourceType", "io.github.glacierjob.GlacierJobComponent");
        ArrayNode properties = root.putArray("properties");
        ArrayNode hints = root.putArray("hints");
        properties
                .addObject()
                .put("name", PREFIX + ".enabled")
                .put("type", "java.lang.Boolean")
                .put("description", "Whether these properties set the options of the component.")
                .put("defaultValue", true);
        for (Entry option : ComponentJson.read().componentOptions()) {
            describe(option, properties.addObject());
            hint(option, hints);
        }
        try {
            return json.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void describe(Entry option, ObjectNode property) {
        property.put("name", name(option))
                .put("type", type(option))
                .put("description", option.description())
                .put("sourceType", "io.github.glacierjob.GlacierJobComponent");
        if (!option.json().path("defaultValue").isMissingNode()) {
            property.set("defaultValue", option.json().path("defaultValue"));
        }
    }

    private static void hint(Entry option, ArrayNode hints) {
        List<String> values = option.enumValues();
        if (!values.isEmpty()) {
            ArrayNode hinted = hints.addObject().put("name", name(option)).putArray("values");
            values.forEach(value -> hinted.addObject().put("value", value));
        }
    }

    /** Objects and enums are text here: a reference to a bean, or one of the hints. */
    private static String type(Entry option) {
        String type = option.json().path("javaType").asText();
        return switch (type) {
            case "boolean" -> "java.lang.Boolean";
            case "int" -> "java.lang.Integer";
            case "long" -> "java.lang.Long";
            case "java.lang.Boolean", "java.lang.Integer", "java.lang.Long" -> type;
            default -> "java.lang.String";
        };
    }

    private static String name(Entry option) {
        return PREFIX + "." + option.name().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
