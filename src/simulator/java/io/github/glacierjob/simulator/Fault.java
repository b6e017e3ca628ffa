package io.github.glacierjob.simulator;

import io.github.glacierjob.simulator.fault.Effect;
import io.github.glacierjob.simulator.fault.Effect.Kind;
import io.github.glacierjob.simulator.fault.FaultMatch;
import io.github.glacierjob.simulator.fault.FaultRule;
import io.github.glacierjob.simulator.fault.FaultSchedule;
import io.github.glacierjob.simulator.protocol.GlacierError;
import io.github.glacierjob.simulator.protocol.Route;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * A rule that makes the simulator misbehave: what goes wrong, for which requests, and how often. Immutable; every method
 * returns a changed copy. Give it to {@link GlacierSimulator#inject}.
 *
 * <p>Unless set otherwise a fault happens once, at the first request that matches. The default operation is named at each
 * factory method. At most one fault happens per request: of the faults that are ready, the one that was injected first.
 */
public final class Fault {
    private static final Duration FOREVER = Duration.ofDays(1);

    private final FaultRule rule;

    private Fault(FaultRule rule) {
        this.rule = rule;
    }

    private static Fault of(Effect effect, Operation... operations) {
        return new Fault(FaultRule.once(effect, routes(operations)));
    }

    private static Route[] routes(Operation... operations) {
        return Stream.of(operations).map(Operation::route).toArray(Route[]::new);
    }

    /** An answer with any status and the service's error body; the operation is not executed. Any operation. */
    public static Fault answer(int status, String code, String message) {
        return of(Effect.answer(new GlacierError(status, code, message)));
    }

    /** An answer with any status and any body; the operation is not executed. Any operation. */
    public static Fault rawAnswer(int status, String contentType, String body) {
        return of(Effect.answer(status, contentType, body));
    }

    /** 400 ThrottlingException, with the keys in the order of the layer that sends it in AWS. Any operation. */
    public static Fault throttling() {
        return answer(400, "ThrottlingException", "Rate exceeded");
    }

    /** 429 with a throttling body. Any operation. */
    public static Fault tooManyRequests() {
        return answer(429, "ThrottlingException", "Rate exceeded");
    }

    /** 500 ServiceUnavailableException. Any operation. */
    public static Fault serviceUnavailable() {
        return answer(500, "ServiceUnavailableException", "Service is unavailable. Please try again later.");
    }

    /** 503 with an empty body. Any operation. */
    public static Fault emptyServiceUnavailable() {
        return rawAnswer(503, "text/plain", "");
    }

    /** 502 with a page of HTML, as a proxy sends it. Any operation. */
    public static Fault badGateway() {
        return rawAnswer(502, "text/html", "<html><body><h1>502 Bad Gateway</h1></body></html>");
    }

    /** 403 AccessDeniedException. Any operation. */
    public static Fault accessDenied() {
        return answer(403, "AccessDeniedException", "User is not authorized to perform this operation");
    }

    /** 403 ExpiredTokenException. Any operation. */
    public static Fault expiredToken() {
        return answer(403, "ExpiredTokenException", "The security token included in the request is expired");
    }

    /** 408 RequestTimeoutException. Any operation. */
    public static Fault requestTimeout() {
        return answer(408, "RequestTimeoutException", "The request timed out.");
    }

    /** 503 InsufficientCapacityException, at InitiateJob. */
    public static Fault insufficientCapacity() {
        return of(
                Effect.answer(new GlacierError(
                        503,
                        "InsufficientCapacityException",
                        "There is insufficient capacity to process this expedited request.")),
                Operation.INITIATE_JOB);
    }

    /** 400 PolicyEnforcedException, at InitiateJob. */
    public static Fault policyEnforced() {
        return of(
                Effect.answer(new GlacierError(
                        400,
                        "PolicyEnforcedException",
                        "InitiateJob request denied by current data retrieval policy.")),
                Operation.INITIATE_JOB);
    }

    /**
     * 404 for a job that exists, as the service answers in the first seconds after an initiation; at DescribeJob and
     * GetJobOutput.
     */
    public static Fault notFoundYet() {
        return of(
                Effect.answer(GlacierError.jobNotFound("not visible yet")),
                Operation.DESCRIBE_JOB,
                Operation.GET_JOB_OUTPUT);
    }

    /** The connection is reset instead of an answer; the operation is not executed. Any operation. */
    public static Fault resetBeforeAnswer() {
        return of(Effect.of(Kind.RESET));
    }

    /** The operation is executed, then the connection is reset instead of an answer; at InitiateJob. */
    public static Fault answerLost() {
        return of(Effect.of(Kind.LOSE_ANSWER), Operation.INITIATE_JOB);
    }

    /**
     * The list of jobs lags: a job is missing in this listing if fewer than {@code listings} listings of its vault began
     * between its initiation and this listing. Later pages of a listing use the state of its first page. At ListJobs.
     */
    public static Fault listLag(int listings) {
        return of(Effect.at(Kind.LIST_LAG, listings), Operation.LIST_JOBS);
    }

    /**
     * The simulator waits for {@code duration} in real time before it executes and answers the operation. Any operation.
     */
    public static Fault stallBeforeAnswer(Duration duration) {
        return of(new Effect(Kind.STALL, null, 0, duration));
    }

    /** The connection is reset after {@code bytes} bytes of the body; at GetJobOutput. */
    public static Fault resetBody(long bytes) {
        return of(Effect.at(Kind.RESET_BODY, bytes), Operation.GET_JOB_OUTPUT);
    }

    /**
     * The connection is closed normally after {@code bytes} bytes, although more bytes were announced; at GetJobOutput.
     */
    public static Fault earlyEnd(long bytes) {
        return of(Effect.at(Kind.EARLY_END, bytes), Operation.GET_JOB_OUTPUT);
    }

    /**
     * Like {@link #earlyEnd}, but over TLS without close_notify, so that the client cannot know which side ended the
     * connection; at GetJobOutput.
     */
    public static Fault truncation(long bytes) {
        return of(Effect.at(Kind.TRUNCATION, bytes), Operation.GET_JOB_OUTPUT);
    }

    /**
     * Like {@link #truncation}, but without an announced length, so that it looks like the end of the body; at
     * GetJobOutput.
     */
    public static Fault truncationWithoutLength(long bytes) {
        return of(Effect.at(Kind.TRUNCATION_WITHOUT_LENGTH, bytes), Operation.GET_JOB_OUTPUT);
    }

    /** After {@code bytes} bytes of the body no more bytes are sent until either side closes; at GetJobOutput. */
    public static Fault stallBody(long bytes) {
        return stallBody(bytes, FOREVER);
    }

    /**
     * After {@code bytes} bytes of the body no bytes are sent for {@code duration} in real time, then the rest; at
     * GetJobOutput.
     */
    public static Fault stallBody(long bytes, Duration duration) {
        return of(new Effect(Kind.STALL_BODY, null, bytes, duration), Operation.GET_JOB_OUTPUT);
    }

    /** One bit of the body's byte at {@code offset} is flipped, the headers are right; at GetJobOutput. */
    public static Fault corruptBody(long offset) {
        return of(Effect.at(Kind.CORRUPT_BODY, offset), Operation.GET_JOB_OUTPUT);
    }

    /** The header {@code x-amz-sha256-tree-hash} is wrong, if the answer has it; at GetJobOutput. */
    public static Fault wrongChecksum() {
        return of(Effect.of(Kind.WRONG_CHECKSUM), Operation.GET_JOB_OUTPUT);
    }

    /** The header {@code x-amz-sha256-tree-hash} is left out; at GetJobOutput. */
    public static Fault missingChecksum() {
        return of(Effect.of(Kind.MISSING_CHECKSUM), Operation.GET_JOB_OUTPUT);
    }

    /** A range request is answered with 200 and the whole output; at GetJobOutput. */
    public static Fault ignoreRange() {
        return of(Effect.of(Kind.IGNORE_RANGE), Operation.GET_JOB_OUTPUT);
    }

    /** The header {@code Content-Range} has a range that is one MiB too far; at GetJobOutput. */
    public static Fault wrongContentRange() {
        return of(Effect.of(Kind.WRONG_CONTENT_RANGE), Operation.GET_JOB_OUTPUT);
    }

    /** The initiated job will end as Failed, with the service's status message; at InitiateJob. */
    public static Fault failedJob() {
        return of(Effect.of(Kind.FAIL_JOB), Operation.INITIATE_JOB);
    }

    /** From this request on the job is gone: it is neither found nor listed; at DescribeJob and GetJobOutput. */
    public static Fault expired() {
        return of(Effect.of(Kind.EXPIRE), Operation.DESCRIBE_JOB, Operation.GET_JOB_OUTPUT);
    }

    /** The descriptions of the initiated job show a wrong SHA256TreeHash; at InitiateJob. */
    public static Fault wrongTreeHash() {
        return of(Effect.of(Kind.WRONG_TREE_HASH), Operation.INITIATE_JOB);
    }

    /** Limits the fault to these operations instead of the default operations; no argument means any operation. */
    public Fault on(Operation... operations) {
        return with(rule.match().withRoutes(routes(operations)));
    }

    /** Limits the fault to this vault. */
    public Fault vault(String name) {
        return with(rule.match().withVault(name));
    }

    /** Limits the fault to this job; ListJobs matches any job. */
    public Fault job(String jobId) {
        return with(rule.match().withJobId(jobId));
    }

    /** Limits the fault to ranges that begin at this offset; a request without a range begins at 0. */
    public Fault rangeStart(long start) {
        return with(rule.match().withRangeStart(start));
    }

    /** Makes the fault skip the first {@code count} matching requests. */
    public Fault after(long count) {
        return with(rule.schedule().withSkip(count));
    }

    /** Lets the fault happen at most {@code count} times. */
    public Fault times(long count) {
        return with(rule.schedule().withTimes(count));
    }

    /** Lets the fault happen any number of times. */
    public Fault always() {
        return times(-1);
    }

    /**
     * Lets the fault happen at every {@code k}-th matching request, any number of times unless {@link #times} follows.
     */
    public Fault every(long k) {
        return with(rule.schedule().withEvery(k));
    }

    /**
     * Lets the fault happen at a matching request with this probability, at the same requests in every run, any number of
     * times unless {@link #times} follows.
     */
    public Fault probability(double p, long seed) {
        return with(rule.schedule().withProbability(p, seed));
    }

    private Fault with(FaultMatch match) {
        return new Fault(rule.with(match));
    }

    private Fault with(FaultSchedule schedule) {
        return new Fault(rule.with(schedule));
    }

    FaultRule rule() {
        return rule;
    }

    @Override
    public String toString() {
        return rule.toString();
    }
}
