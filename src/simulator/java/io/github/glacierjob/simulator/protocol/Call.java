package io.github.glacierjob.simulator.protocol;

import io.github.glacierjob.simulator.bytes.ByteRange;
import java.util.LinkedHashMap;
import java.util.Map;

/** A parsed request. Header names are in lower case; the vault and the id are null if the path does not have them. */
public record Call(
        Route route,
        Line line,
        Target target,
        Map<String, String> query,
        Map<String, String> headers,
        IncomingBody body) {

    /** The request line as it was received; {@code query} is empty without one. */
    public record Line(String method, String path, String query) {}

    /** The names in the path: an account, a vault, and an archive, job or upload. */
    public record Target(String account, String vault, String id) {}

    /** The vault in the path, decoded. */
    public String vault() {
        return target.vault();
    }

    /** The id in the path below the vault. */
    public String id() {
        return target.id();
    }

    /** The header, its name in lower case; null if it is absent. */
    public String header(String name) {
        return headers.get(name);
    }

    /** The header's value; 400 if it is missing. */
    public String requiredHeader(String name) {
        String value = headers.get(name);
        if (value == null || value.isEmpty()) {
            throw GlacierError.missing(name);
        }
        return value;
    }

    /** Copies the request and adds a header. */
    public Call withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Call(route, line, target, query, more, body);
    }

    /** Copies the request without a header. */
    public Call withoutHeader(String name) {
        Map<String, String> rest = new LinkedHashMap<>(headers);
        rest.remove(name);
        return new Call(route, line, target, query, rest, body);
    }

    /** The start of the requested range of an output; 0 without a usable range. */
    public long rangeStart() {
        String range = headers.get("range");
        if (range == null || !range.startsWith("bytes=")) {
            return 0;
        }
        return ByteRange.parse(range.substring("bytes=".length()))
                .map(ByteRange::start)
                .orElse(0L);
    }
}
