package io.github.glacierjob.simulator.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Encodes opaque markers: the start of a page, and the list that the marker is valid for. */
public final class Marker {
    private Marker() {}

    /** Encodes a position. */
    public static String encode(String scope, String position) {
        byte[] text = (scope + "\n" + position).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }

    /** Decodes the position; 400 for a marker of another list. */
    public static String decode(String scope, String marker) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(marker), StandardCharsets.UTF_8);
            if (text.startsWith(scope + "\n")) {
                return text.substring(scope.length() + 1);
            }
        } catch (IllegalArgumentException e) {
            throw GlacierError.invalid("Invalid marker: " + marker);
        }
        throw GlacierError.invalid("Invalid marker: " + marker);
    }
}
