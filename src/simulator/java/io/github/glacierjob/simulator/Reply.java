package io.github.glacierjob.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer before it is sent: status, headers and, if there is a body, the part of a content that makes it. */
final class Reply {
    final int status;
    final Map<String, String> headers = new LinkedHashMap<>();
    private Content content;
    private long start;
    private long end;

    private Reply(int status) {
        this.status = status;
    }

    static Reply of(int status) {
        return new Reply(status);
    }

    static Reply json(int status, JsonNode body) {
        return of(status).header("Content-Type", "application/json").body(Content.of(Json.bytes(body)));
    }

    static Reply error(GlacierError error) {
        return json(error.status(), error.body());
    }

    Reply header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    Reply body(Content whole) {
        return body(whole, 0, whole.size());
    }

    Reply body(Content whole, long from, long to) {
        content = whole;
        start = from;
        end = to;
        return this;
    }

    boolean hasBody() {
        return content != null;
    }

    long length() {
        return end - start;
    }

    Content content() {
        return content;
    }

    long start() {
        return start;
    }

    long end() {
        return end;
    }
}
