package io.github.glacierjob.simulator.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Reads the JSON of a request; throws a {@link GlacierError} for JSON that the service would refuse. */
public final class JsonRequest {
    private JsonRequest() {}

    /**
     * Returns the request's object; for broken JSON, or JSON that is not an object, a SerializationException as from the
     * service.
     */
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

    /** Returns a member's text, null if the member is absent or null; a SerializationException if it is not text. */
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

    /**
     * Returns a member's object, null if the member is absent or null; a SerializationException if it is not an object.
     */
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
