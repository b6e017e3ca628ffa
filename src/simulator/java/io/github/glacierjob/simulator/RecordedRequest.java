package io.github.glacierjob.simulator;

import java.util.Map;

/** A request that a simulator received and what became of it. Immutable: a request still being answered is a snapshot. */
public final class RecordedRequest {
    private final Call call;
    private final String body;
    private final int status;
    private final long bytesSent;
    private final long connectionId;

    RecordedRequest(Call call, String body, int status, long bytesSent, long connectionId) {
        this.call = call;
        this.body = body;
        this.status = status;
        this.bytesSent = bytesSent;
        this.connectionId = connectionId;
    }

    /** The operation that was asked for. */
    public Operation operation() {
        return call.operation();
    }

    /** The HTTP method. */
    public String method() {
        return call.line().method();
    }

    /** The path as it came, still percent-encoded. */
    public String path() {
        return call.line().path();
    }

    /** The query as it came, without the question mark; empty if there was none. */
    public String query() {
        return call.line().query();
    }

    /** One parameter of the query, decoded; null if it is absent. */
    public String query(String name) {
        return call.query().get(name);
    }

    /** The headers, names in lower case. */
    public Map<String, String> headers() {
        return Map.copyOf(call.headers());
    }

    /** One header, the name in lower case; null if it is absent. */
    public String header(String name) {
        return call.header(name);
    }

    /** The vault that the path names, decoded; null if it names none. */
    public String vault() {
        return call.vault();
    }

    /** The job that the path names; null if it names none. */
    public String jobId() {
        return call.operation().aboutJob() ? call.id() : null;
    }

    /** The Range header; null if it is absent. */
    public String range() {
        return call.header("range");
    }

    /** The body in UTF-8, at most its first 64 KiB; empty if there was none. */
    public String body() {
        return body;
    }

    /** The status answered; 0 if the connection was broken off before, or no answer has begun yet. */
    public int status() {
        return status;
    }

    /** How many bytes of the body were handed to the connection. */
    public long bytesSent() {
        return bytesSent;
    }

    /** The number of the connection it came on, counted from 1. */
    public long connectionId() {
        return connectionId;
    }

    @Override
    public String toString() {
        return operation() + " " + method() + " " + path() + (query().isEmpty() ? "" : "?" + query())
                + (range() == null ? "" : " " + range()) + " -> " + status + ", " + bytesSent + " bytes";
    }
}
