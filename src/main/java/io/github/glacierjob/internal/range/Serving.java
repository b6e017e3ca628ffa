package io.github.glacierjob.internal.range;

import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Selects the job that serves an output. Another job may replace the first when the service answers that the first is
 * gone; then only the missing bytes are fetched from it. Thread-safe.
 */
public interface Serving {

    /** The id of the job for the next request. */
    String jobId();

    /**
     * Handles an answer 404 to a request for the output.
     *
     * @param gone the id of the job in the request
     * @return whether another job now serves the output
     */
    default boolean replaced(String gone, AwsServiceException answer) {
        return false;
    }

    /** Counts bytes of answers that were received, including bytes that are not used. */
    default void received(long bytes) {}

    /** Creates a selection of one job that no other job replaces. */
    static Serving by(String jobId) {
        return () -> jobId;
    }
}
