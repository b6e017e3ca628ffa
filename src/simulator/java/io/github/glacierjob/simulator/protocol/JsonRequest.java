package io.github.glacierjob.simulator.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Reads the JSON of a request; what is not as the service wants it is a {@link GlacierError}. */
public final class JsonRequest {
    private JsonRequest() {}

    /** The request's object; broken JSON, or anything but an object, is a SerializationException as from the service. */
    public static ObjectNode request(byte[] body) {
        try {
            if (Json.parse(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            throw new GlacierError(400, "SerializationException", "Invalid JSON in request body");
        }
        throw new GlacierError(400, "SerializationException", "Invalid JSON in request body");
    }

    /** The member's text, null if it is absent or null; a SerializationException if it is no text. */
    public static String string(JsonNode object, String name) {
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
    public static ObjectNode child(JsonNode object, String name) {
        JsonNode value = object.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (value instanceof ObjectNode child) {
            return child;
        }
        throw new GlacierError(400, "SerializationException", "Not an object: " + name);
    }
}
