package io.github.glacierjob.options;

/** What a consumer does with a job that ended as Failed. */
public enum OnFailedJob {
    /** Reports it once to the consumer's exception handler. */
    error,
    /** Sends its description through the route, once. */
    emit,
    /** Passes it over. */
    ignore
}
