/**
 * A simulator of Amazon Glacier for tests and for people without an AWS account: the REST API of 2012-06-01 on a loopback
 * port.
 *
 * <pre>{@code
 * try (GlacierSimulator simulator = GlacierSimulator.start()) {
 *     String archiveId = simulator.addArchive("photos", Content.seeded(42, 4L << 30), "holidays");
 *     String jobId = simulator.addArchiveJob("photos", archiveId);
 *     simulator.inject(Fault.resetBody(1000).times(2));
 *     // point a client at simulator.endpoint(), with any credentials
 * }
 * }</pre>
 *
 * <p>This package has the types for users. The packages below it, from top to bottom: {@code http} reads requests and
 * writes replies, {@code fault} applies faults, {@code service} executes requests, {@code job} and {@code vault} hold the
 * state, {@code bill} sums the costs, {@code protocol} has the formats of requests and replies, {@code bytes} the
 * contents; {@code program} is for the command line, {@code tls} for HTTPS. One call at a time uses the state; only bytes
 * are sent outside of it.
 *
 * <p>Where the service's documentation is silent, the simulator behaves as follows. A ListJobs marker names the first job
 * of its page, and a limit over 50 is taken as 50. A missing ArchiveId is a MissingParameterValueException, a parameter
 * of another kind of job is an InvalidParameterValueException, an unknown parameter is ignored. The output of a failed
 * job is not available, like the output of a job in progress, and its status message is {@code Failed}. {@code bytes=a-}
 * and {@code bytes=-n} are served, several ranges are ignored. Missing capacity is a 503. Lines of CSV end with
 * {@code \n}. An inventory is always up to date, and exists from the first archive on. Signatures are not verified, but
 * the access key {@code EXPIRED} is refused as an expired token.
 *
 * @see <a href="https://docs.aws.amazon.com/amazonglacier/latest/dev/amazon-glacier-api.html">API reference</a>
 */
package io.github.glacierjob.simulator;
