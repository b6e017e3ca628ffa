package io.github.glacierjob.options;

/** What a consumer does with a job that ended with the status Failed. */
public enum OnFailedJob {
    /** Reports it once to the consumer's exception handler. */
    error,
    /** Sends its description through the route, once. */
    emit,
    /** Does nothing. */
    ignore
}
