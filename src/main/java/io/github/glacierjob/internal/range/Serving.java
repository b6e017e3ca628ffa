package io.github.glacierjob.internal.range;

import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Which job serves an output. Another one may take over when the service says that the first is gone, so that only what is
 * missing is fetched from it. Thread-safe.
 */
public interface Serving {

    /** The job to ask. */
    String jobId();

    /**
     * The answer to a request for the output was 404.
     *
     * @param gone the job that was asked
     * @return whether another job serves from now on
     */
    boolean replaced(String gone, AwsServiceException answer);

    /** So many bytes of answers have arrived, also those that are not used. */
    default void received(long bytes) {}

    /** One job, which nothing replaces. */
    static Serving by(String jobId) {
        return new Serving() {
            @Override
            public String jobId() {
                return jobId;
            }

            @Override
            public boolean replaced(String gone, AwsServiceException answer) {
                return false;
            }
        };
    }
}
