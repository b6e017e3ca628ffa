package io.github.glacierjob.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The service's JSON: compact, every key present, null where nothing applies. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static String text(JsonNode node) {
        return node.toString();
    }

    static JsonNode parse(byte[] json) throws IOException {
        return MAPPER.readTree(json);
    }

    /** The request's object; broken JSON, or anything but an object, is a SerializationException as from the service. */
    static ObjectNode request(byte[] body) {
        try {
            if (MAPPER.readTree(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            throw new GlacierError(400, "SerializationException", "Invalid JSON in request body");
        }
        throw new GlacierError(400, "SerializationException", "Invalid JSON in request body");
    }

    /** The member's text, null if it is absent or null; a SerializationException if it is no text. */
    static String string(JsonNode object, String name) {
        JsonNode value = object.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual() && !value.isIntegralNumber()) {
            throw new GlacierError(400, "SerializationException", "Not a string: " + name);
        }
        return value.asText();
    }

    /** The member's object, null if it is absent or null; a SerializationException if it is no object. */
    static ObjectNode child(JsonNode object, String name) {
        JsonNode value = object.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (value instanceof ObjectNode child) {
            return child;
        }
        throw new GlacierError(400, "SerializationException", "Not an object: " + name);
    }

    /** A date of jobs and vaults, for example {@code 2012-05-15T17:21:39.339Z}; null stays null. */
    static String millis(Instant instant) {
        return instant == null ? null : MILLIS.format(instant);
    }

    /** A date inside an inventory, for example {@code 2012-05-15T17:21:39Z}. */
    static String seconds(Instant instant) {
        return SECONDS.format(instant);
    }
}
