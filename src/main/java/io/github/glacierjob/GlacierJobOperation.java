package io.github.glacierjob;

/** The operations of a producer, named as in the API of the service. */
public enum GlacierJobOperation {
    /** Initiates a job; needs glacier:InitiateJob. */
    initiateJob,
    /** Requests the description of a job; needs glacier:DescribeJob. */
    describeJob,
    /** Lists the jobs of the vault; needs glacier:ListJobs. */
    listJobs,
    /** Downloads the output of a completed job; needs glacier:DescribeJob and glacier:GetJobOutput. */
    getJobOutput
}
