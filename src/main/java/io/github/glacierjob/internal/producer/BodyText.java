package io.github.glacierjob.internal.producer;

import io.github.glacierjob.internal.text.Rejection;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;

/**
 * Reads a body as text, for operations that accept text: characters, bytes, a file or a stream, up to the longest length
 * of a request.
 */
public final class BodyText {

    /** The longest text in bytes. */
    private static final int LIMIT = 1 << 20;

    private BodyText() {}

    /**
     * Returns the text without blanks at its ends; empty if the body is blank or is not text.
     *
     * @throws IllegalArgumentException if it is too long
     */
    public static Optional<String> in(Message message) {
        Object body = message.getBody();
        if (body instanceof CharSequence text) {
            return Optional.of(text.toString().strip()).filter(given -> !given.isEmpty());
        }
        if (!JsonText.mayBeText(body)) {
            return Optional.empty();
        }
        try (InputStream bytes = JsonText.streamOf(message, body)) {
            byte[] read = bytes.readNBytes(LIMIT + 1);
            Rejection.unless(read.length <= LIMIT, "body", body.getClass().getSimpleName(), "must be at most 1 MiB");
            String text = new String(read, StandardCharsets.UTF_8).strip();
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        } catch (IOException e) {
            throw new UncheckedIOException("The body could not be read", e);
        } finally {
            if (body instanceof StreamCache cache) {
                cache.reset();
            }
        }
    }
}
