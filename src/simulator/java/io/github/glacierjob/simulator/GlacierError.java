package io.github.glacierjob.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An error as the service words it.
 *
 * @see <a href="https://docs.aws.amazon.com/amazonglacier/latest/dev/api-error-responses.html">Error responses</a>
 */
final class GlacierError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    GlacierError(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    static GlacierError notFound(String message) {
        return new GlacierError(404, "ResourceNotFoundException", message);
    }

    static GlacierError invalid(String message) {
        return new GlacierError(400, "InvalidParameterValueException", message);
    }

    static GlacierError missing(String what) {
        return new GlacierError(400, "MissingParameterValueException", "Required parameter missing: " + what);
    }

    static GlacierError limit(String message) {
        return new GlacierError(400, "LimitExceededException", message);
    }

    static GlacierError denied(String message) {
        return new GlacierError(403, "AccessDeniedException", message);
    }

    static GlacierError jobNotFound(String jobId) {
        return notFound("The job ID was not found: " + jobId);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    ObjectNode body() {
        ObjectNode body = Json.object();
        if (code.equals("ThrottlingException")) {
            // Throttling is answered by a layer in front, which orders the keys differently.
            return body.put("message", getMessage()).put("code", code).put("type", "Client");
        }
        return body.put("code", code).put("message", getMessage()).put("type", status < 500 ? "Client" : "Server");
    }
}
