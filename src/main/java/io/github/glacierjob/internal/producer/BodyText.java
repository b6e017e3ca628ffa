package io.github.glacierjob.internal.producer;

import io.github.glacierjob.internal.text.Rejection;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;

/** A body as text where an operation takes text: characters, bytes, a file or a stream, but not more than a request can be long. */
public final class BodyText {

    /** Longest text, in bytes. */
    private static final int LIMIT = 1 << 20;

    private BodyText() {}

    /**
     * The text without the blanks around it; empty if the body is blank, or is not text.
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
