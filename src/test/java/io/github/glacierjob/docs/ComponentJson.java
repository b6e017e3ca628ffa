package io.github.glacierjob.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The description of a component that Camel's generator wrote, for tools, tests and the tables of the manual. */
public final class ComponentJson {
    private final JsonNode root;

    private ComponentJson(JsonNode root) {
        this.root = root;
    }

    /** The description of glacier-job. */
    public static ComponentJson read() {
        return of(Scheme.JOB);
    }

    public static ComponentJson of(Scheme scheme) {
        String resource = "/" + scheme.generated();
        try (var in = ComponentJson.class.getResourceAsStream(resource)) {
            return new ComponentJson(new ObjectMapper().readTree(in));
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read " + resource, e);
        }
    }

    /** A member of the data about the whole component. */
    public String about(String member) {
        return root.path("component").path(member).asText();
    }

    /** The options of a URI, in the order of the catalog. */
    public List<Entry> endpointOptions() {
        return entries("properties");
    }

    public List<Entry> componentOptions() {
        return entries("componentProperties");
    }

    public List<Entry> headers() {
        return entries("headers");
    }

    private List<Entry> entries(String section) {
        return root.path(section).properties().stream()
                .map(entry -> new Entry(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** An option or a header. Text that the catalog does not have is empty. */
    public record Entry(String name, JsonNode json) {
        public String description() {
            return json.path("description").asText();
        }

        public String defaultValue() {
            return json.path("defaultValue").asText();
        }

        public String group() {
            return json.path("group").asText();
        }

        public List<String> labels() {
            return List.of(json.path("label").asText().split(","));
        }

        public boolean isSecret() {
            return json.path("secret").asBoolean();
        }

        public boolean isAutowired() {
            return json.path("autowired").asBoolean();
        }

        public boolean isRequired() {
            return json.path("required").asBoolean();
        }

        public boolean isDuration() {
            return json.path("type").asText().equals("duration") || name.matches("(?i).*(delay|timeout|life)");
        }

        public boolean isSize() {
            return name.matches("(?i).*(size|sizeInBytes)");
        }

        public List<String> enumValues() {
            return values("enum").map(JsonNode::asText).toList();
        }

        /** The Java type without its package; more precise than "object". */
        public String type() {
            String type = json.path("type").asText();
            String javaType = json.path("javaType").asText();
            return List.of("object", "").contains(type) || javaType.startsWith("java.lang.") && !type.equals("duration")
                    ? javaType.replaceAll("[a-z0-9_]+\\.", "")
                    : type;
        }

        @Override
        public String toString() {
            return name + ": " + description();
        }

        private Stream<JsonNode> values(String field) {
            return StreamSupport.stream(json.path(field).spliterator(), false);
        }
    }
}
