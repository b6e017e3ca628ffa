package io.github.glacierjob.simulator.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An error in the service's form.
 *
 * @see <a href="https://docs.aws.amazon.com/amazonglacier/latest/dev/api-error-responses.html">Error responses</a>
 */
public final class GlacierError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    /** An error with any status, code and message. */
    public GlacierError(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    /** 404: the name does not exist. */
    public static GlacierError notFound(String message) {
        return new GlacierError(404, "ResourceNotFoundException", message);
    }

    /** 400: a value is wrong. */
    public static GlacierError invalid(String message) {
        return new GlacierError(400, "InvalidParameterValueException", message);
    }

    /** 400: a value is missing. */
    public static GlacierError missing(String what) {
        return new GlacierError(400, "MissingParameterValueException", "Required parameter missing: " + what);
    }

    /** 400: a limit is exceeded. */
    public static GlacierError limit(String message) {
        return new GlacierError(400, "LimitExceededException", message);
    }

    /** 403: the caller has no permission. */
    public static GlacierError denied(String message) {
        return new GlacierError(403, "AccessDeniedException", message);
    }

    /** 404: the job does not exist, or it has expired. */
    public static GlacierError jobNotFound(String jobId) {
        return notFound("The job ID was not found: " + jobId);
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The service's name of the error. */
    public String code() {
        return code;
    }

    /** The JSON of the error. */
    public ObjectNode body() {
        ObjectNode body = Json.object();
        if (code.equals("ThrottlingException")) {
            // Throttling is answered by a layer in front, which orders the keys differently.
            return body.put("message", getMessage()).put("code", code).put("type", "Client");
        }
        return body.put("code", code).put("message", getMessage()).put("type", status < 500 ? "Client" : "Server");
    }
}
