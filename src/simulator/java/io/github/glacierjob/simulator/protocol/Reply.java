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

    /** A reply with an error in the service's form. */
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

    /** Sets a meter that receives the number of body bytes of each piece that is sent; returns this. */
    public Reply metered(LongConsumer newMeter) {
        meter = newMeter;
        return this;
    }

    /** Passes a number of sent body bytes to the meter. */
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

    /** Whether the reply has a body, which may be empty. */
    public boolean hasBody() {
        return content != null;
    }

    /** The length of the body in bytes. */
    public long length() {
        return end - start;
    }

    /** The content that contains the body. */
    public Bytes content() {
        return content;
    }

    /** The offset in the content where the body begins. */
    public long start() {
        return start;
    }

    /** The offset in the content where the body ends, exclusive. */
    public long end() {
        return end;
    }
}
