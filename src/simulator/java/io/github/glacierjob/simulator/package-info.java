/**
 * An Amazon Glacier for tests and for people without an AWS account: the REST API of 2012-06-01 on a loopback port.
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
 * <p>This package holds what its users name. The rooms below it, from top to bottom: {@code http} reads a request and
 * writes its reply, {@code fault} spoils it, {@code service} executes it, {@code job} and {@code vault} hold the state,
 * {@code bill} adds up what it costs, {@code protocol} has the words of it all, {@code bytes} the contents; {@code program}
 * is for the command line, {@code tls} has what is needed for HTTPS. State is touched by one call at a time; only bytes are
 * served outside.
 *
 * <p>Where the service is silent about itself the simulator decides as follows. A ListJobs marker names the first job of
 * its page, and a limit over 50 is taken as 50. A missing ArchiveId is a MissingParameterValueException, a parameter of
 * another kind of job an InvalidParameterValueException, an unknown one is ignored. The output of a failed job is as
 * unavailable as that of one in progress, and its status message is {@code Failed}. {@code bytes=a-} and {@code bytes=-n}
 * are served, several ranges are ignored. Want of capacity is a 503. Lines of CSV end with {@code \n}. An inventory is
 * always up to date, and exists from the first archive on. Signatures are not verified, but the access key
 * {@code EXPIRED} is refused as an expired token.
 *
 * @see <a href="https://docs.aws.amazon.com/amazonglacier/latest/dev/amazon-glacier-api.html">API reference</a>
 */
package io.github.glacierjob.simulator;
