package io.github.glacierjob.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.glacierjob.docs.ComponentJson;
import io.github.glacierjob.docs.ComponentJson.Entry;
import io.github.glacierjob.docs.Scheme;
import java.util.List;
import java.util.Locale;

/** Converts the catalog's options of both components to Spring Boot's metadata, for the completion in editors. */
final class SpringMetadata {
    private final ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    String text() {
        ObjectNode root = json.createObjectNode();
        ArrayNode groups = root.putArray("groups");
        ArrayNode properties = root.putArray("properties");
        ArrayNode hints = root.putArray("hints");
        for (Scheme scheme : Scheme.values()) {
            groups.addObject()
                    .put("name", prefix(scheme))
                    .put("type", scheme.component().getName())
                    .put("sourceType", scheme.component().getName());
            properties
                    .addObject()
                    .put("name", prefix(scheme) + ".enabled")
                    .put("type", "java.lang.Boolean")
                    .put("description", "Whether these properties set the options of the component.")
                    .put("defaultValue", true);
            for (Entry option : ComponentJson.of(scheme).componentOptions()) {
                describe(scheme, option, properties.addObject());
                hint(scheme, option, hints);
            }
        }
        try {
            return json.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void describe(Scheme scheme, Entry option, ObjectNode property) {
        property.put("name", name(scheme, option))
                .put("type", type(option))
                .put("description", option.description())
                .put("sourceType", scheme.component().getName());
        if (!option.json().path("defaultValue").isMissingNode()) {
            property.set("defaultValue", option.json().path("defaultValue"));
        }
    }

    private static void hint(Scheme scheme, Entry option, ArrayNode hints) {
        List<String> values = option.enumValues();
        if (!values.isEmpty()) {
            ArrayNode hinted =
                    hints.addObject().put("name", name(scheme, option)).putArray("values");
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

    private static String prefix(Scheme scheme) {
        return "camel.component." + scheme.id();
    }

    private static String name(Scheme scheme, Entry option) {
        return prefix(scheme) + "." + option.name().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
