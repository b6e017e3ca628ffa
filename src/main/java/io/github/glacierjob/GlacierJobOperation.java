package io.github.glacierjob;

/** What a producer can do, named as in the service's API. */
public enum GlacierJobOperation {
    /** Starts a job; needs glacier:InitiateJob. */
    initiateJob,
    /** Tells how a job stands; needs glacier:DescribeJob. */
    describeJob,
    /** Lists the vault's jobs; needs glacier:ListJobs. */
    listJobs,
    /** Downloads a completed job's output; needs glacier:DescribeJob and glacier:GetJobOutput. */
    getJobOutput
}
