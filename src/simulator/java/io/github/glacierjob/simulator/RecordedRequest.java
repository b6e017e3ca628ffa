package io.github.glacierjob.simulator;

import io.github.glacierjob.simulator.http.Recorded;
import io.github.glacierjob.simulator.protocol.Call;
import java.util.Map;

/**
 * A request that a simulator received, and its answer. Immutable: for a request that is still being answered, it is a
 * snapshot.
 */
public final class RecordedRequest {
    private final Recorded request;
    private final Call call;

    RecordedRequest(Recorded request) {
        this.request = request;
        this.call = request.call();
    }

    /** The requested operation. */
    public Operation operation() {
        return Operation.of(call.route());
    }

    /** The HTTP method. */
    public String method() {
        return call.line().method();
    }

    /** The path as it was received, still percent-encoded. */
    public String path() {
        return call.line().path();
    }

    /** The query as it was received, without the question mark; empty if there was none. */
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

    /** The vault in the path, decoded; null if the path has no vault. */
    public String vault() {
        return call.vault();
    }

    /** The job in the path; null if the path has no job. */
    public String jobId() {
        return call.route().aboutJob() ? call.id() : null;
    }

    /** The Range header; null if it is absent. */
    public String range() {
        return call.header("range");
    }

    /** The body in UTF-8, at most its first 64 KiB; empty if there was none. */
    public String body() {
        return request.body();
    }

    /** The status of the answer; 0 if the connection ended before, or no answer has begun yet. */
    public int status() {
        return request.status();
    }

    /** The number of body bytes that were written to the connection. */
    public long bytesSent() {
        return request.bytesSent();
    }

    /** The number of the connection, counted from 1. */
    public long connectionId() {
        return request.connectionId();
    }

    @Override
    public String toString() {
        return operation() + " " + method() + " " + path() + (query().isEmpty() ? "" : "?" + query())
                + (range() == null ? "" : " " + range()) + " -> " + status() + ", " + bytesSent() + " bytes";
    }
}
