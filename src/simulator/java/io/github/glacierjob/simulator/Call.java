package io.github.glacierjob.simulator;

import java.util.LinkedHashMap;
import java.util.Map;

/** A request, taken apart. Header names are in lower case; the vault and the id are null where the path has none. */
record Call(
        Operation operation,
        Line line,
        Target target,
        Map<String, String> query,
        Map<String, String> headers,
        IncomingBody body) {

    /** The request line as it came; {@code query} is empty without one. */
    record Line(String method, String path, String query) {}

    /** What the path names: an account, a vault, and an archive, job or upload. */
    record Target(String account, String vault, String id) {}

    String vault() {
        return target.vault();
    }

    String id() {
        return target.id();
    }

    String header(String name) {
        return headers.get(name);
    }

    /** The header's value; 400 if it is missing. */
    String requiredHeader(String name) {
        String value = headers.get(name);
        if (value == null || value.isEmpty()) {
            throw GlacierError.missing(name);
        }
        return value;
    }

    Call withoutHeader(String name) {
        Map<String, String> rest = new LinkedHashMap<>(headers);
        rest.remove(name);
        return new Call(operation, line, target, query, rest, body);
    }

    /** Where the asked range of an output begins; 0 without a usable range. */
    long rangeStart() {
        String range = headers.get("range");
        if (range == null || !range.startsWith("bytes=")) {
            return 0;
        }
        return ByteRange.parse(range.substring("bytes=".length()))
                .map(ByteRange::start)
                .orElse(0L);
    }
}
