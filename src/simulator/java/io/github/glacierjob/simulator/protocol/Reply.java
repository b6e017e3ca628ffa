package io.github.glacierjob.simulator.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.glacierjob.simulator.bytes.Bytes;
import io.github.glacierjob.simulator.bytes.HeapBytes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongConsumer;

/** An answer before it is sent: status, headers and, if there is a body, the part of a content that makes it. */
public final class Reply {
    private final int status;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private Bytes content;
    private long start;
    private long end;
    private LongConsumer meter = bytes -> {};

    private Reply(int status) {
        this.status = status;
    }

    /** A reply without a body. */
    public static Reply of(int status) {
        return new Reply(status);
    }

    /** A reply whose body is JSON. */
    public static Reply json(int status, JsonNode body) {
        return of(status).header("Content-Type", "application/json").body(new HeapBytes(Json.bytes(body)));
    }

    /** The error as the service words it. */
    public static Reply error(GlacierError error) {
        return json(error.status(), error.body());
    }

    /** Sets a header; returns this. */
    public Reply header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Sets the body; returns this. */
    public Reply body(Bytes whole) {
        return body(whole, 0, whole.size());
    }

    /** Sets the bytes from {@code from} to {@code to}, exclusive, as the body; returns this. */
    public Reply body(Bytes whole, long from, long to) {
        content = whole;
        start = from;
        end = to;
        return this;
    }

    /** Lets {@code meter} hear how many bytes of the body leave, piece by piece; returns this. */
    public Reply metered(LongConsumer newMeter) {
        meter = newMeter;
        return this;
    }

    /** So many bytes of the body leave. */
    public void leaving(long bytes) {
        meter.accept(bytes);
    }

    /** The status. */
    public int status() {
        return status;
    }

    /** The headers, in the order in which they are sent; may be changed. */
    public Map<String, String> headers() {
        return headers;
    }

    /** Whether there is a body, be it empty. */
    public boolean hasBody() {
        return content != null;
    }

    /** The bytes of the body. */
    public long length() {
        return end - start;
    }

    /** What the body is a part of. */
    public Bytes content() {
        return content;
    }

    /** Where in it the body begins. */
    public long start() {
        return start;
    }

    /** Where in it the body ends, exclusive. */
    public long end() {
        return end;
    }
}
