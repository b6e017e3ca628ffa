package io.github.glacierjob.internal.producer;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.internal.output.VerifiedInputStream;
import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;

/**
 * Finds a JSON object in a body, and does not consume a body that is something else. Text, bytes, files and streams count
 * only if they begin with a brace; a stream is read up to the longest length of a request. The output of a job is never
 * read as a request, because the content of an archive must not control requests to the service. A message with a range's
 * descriptor has headers of an output too, but no header about a proof.
 */
final class JsonText {

    /** The longest text that is read from a stream, in bytes. Longer text is cut, so it is no longer valid JSON. */
    private static final int LIMIT = 1 << 20;

    private static final String MARK = "\ufeff";
    private static final int MARK_IN_UTF_8 = 0xEF;

    private JsonText() {}

    /**
     * Returns text that begins with a brace. A stream is rewound after reading; if it cannot be rewound, it is replaced
     * in the message by a stream that can.
     */
    static Optional<String> in(Message message) {
        Object body = message.getBody();
        if (body instanceof CharSequence text) {
            return startingWithBrace(text.toString());
        }
        if (!mayBeText(body) || isOutput(message)) {
            return Optional.empty();
        }
        try {
            return body instanceof StreamCache cache ? ofCache(message, cache) : ofBytes(message, body);
        } catch (IOException e) {
            throw new UncheckedIOException("The body could not be read", e);
        }
    }

    static boolean mayBeText(Object body) {
        return body instanceof byte[]
                || body instanceof ByteBuffer
                || body instanceof InputStream
                || body instanceof StreamCache
                || body instanceof WrappedFile<?>
                || body instanceof File
                || body instanceof Path;
    }

    private static boolean isOutput(Message message) {
        Object body = message.getBody();
        long length = lengthOf(body);
        boolean proved = message.getHeader(GlacierJobConstants.PROOF) != null;
        return body instanceof VerifiedInputStream
                || proved && length == message.getHeader(GlacierJobConstants.CHUNK_SIZE, -2L, Long.class)
                || proved && length == message.getHeader(GlacierJobConstants.OUTPUT_SIZE_IN_BYTES, -2L, Long.class);
    }

    private static long lengthOf(Object body) {
        if (body instanceof byte[] bytes) {
            return bytes.length;
        }
        if (body instanceof File file) {
            return file.length();
        }
        return body instanceof StreamCache cache ? cache.length() : -1;
    }

    private static Optional<String> ofCache(Message message, StreamCache cache) throws IOException {
        cache.reset();
        try {
            return head(streamOf(message, cache));
        } finally {
            cache.reset();
        }
    }

    private static Optional<String> ofBytes(Message message, Object body) throws IOException {
        if (!(body instanceof InputStream stream)) {
            try (InputStream own = streamOf(message, body)) {
                return head(own);
            }
        }
        InputStream rewindable = stream.markSupported() ? stream : new BufferedInputStream(stream);
        message.setBody(rewindable);
        rewindable.mark(2 * LIMIT + 2);
        try {
            return head(rewindable);
        } finally {
            rewindable.reset();
        }
    }

    static InputStream streamOf(Message message, Object body) {
        InputStream stream = message.getExchange()
                .getContext()
                .getTypeConverter()
                .tryConvertTo(InputStream.class, message.getExchange(), body);
        return stream == null ? InputStream.nullInputStream() : stream;
    }

    private static Optional<String> head(InputStream stream) throws IOException {
        int first = afterMark(stream);
        for (int blanks = 0; blanks < LIMIT && Character.isWhitespace(first); blanks++) {
            first = stream.read();
        }
        return first == '{'
                ? Optional.of("{" + new String(stream.readNBytes(LIMIT), StandardCharsets.UTF_8))
                : Optional.empty();
    }

    /** Reads the first byte, after a byte order mark, which some programs write before the text. */
    private static int afterMark(InputStream stream) throws IOException {
        int first = stream.read();
        if (first == MARK_IN_UTF_8) {
            stream.skipNBytes(2);
            return stream.read();
        }
        return first;
    }

    private static Optional<String> startingWithBrace(String text) {
        String unmarked = text.startsWith(MARK) ? text.substring(MARK.length()) : text;
        return unmarked.stripLeading().startsWith("{") ? Optional.of(unmarked) : Optional.empty();
    }
}
