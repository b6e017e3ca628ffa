package io.github.glacierjob.simulator;

import java.time.Duration;

/**
 * A rule that makes the simulator misbehave: what goes wrong, for which requests, and how often. Immutable; every method
 * returns a changed copy. Give it to {@link GlacierSimulator#inject}.
 *
 * <p>Unless told otherwise a fault happens once, at the first request that matches. The default operation is named at each
 * factory method. At most one fault happens per request: the first injected that is ready.
 */
public final class Fault {

    /** What goes wrong. */
    enum Kind {
        ANSWER,
        RESET,
        STALL,
        RESET_BODY,
        EARLY_END,
        STALL_BODY,
        CORRUPT_BODY,
        WRONG_CHECKSUM,
        MISSING_CHECKSUM,
        IGNORE_RANGE,
        WRONG_CONTENT_RANGE,
        FAIL_JOB,
        EXPIRE,
        LOSE_ANSWER,
        WRONG_TREE_HASH
    }

    /** An answer given instead of the operation's own. */
    record Answer(int status, String contentType, String body) {}

    private static final Duration FOREVER = Duration.ofDays(1);

    /** What is done, with what it takes. */
    private record Effect(Kind kind, Answer answer, long offset, Duration duration) {}

    private final Effect effect;
    private final FaultMatch match;
    private final FaultSchedule schedule;

    private Fault(Effect effect, FaultMatch match, FaultSchedule schedule) {
        this.effect = effect;
        this.match = match;
        this.schedule = schedule;
    }

    private static Fault of(Kind kind, long offset, Duration duration, Operation... operations) {
        return new Fault(new Effect(kind, null, offset, duration), FaultMatch.of(operations), FaultSchedule.ONCE);
    }

    private static Fault answering(int status, String type, String body, Operation... operations) {
        Effect effect = new Effect(Kind.ANSWER, new Answer(status, type, body), 0, Duration.ZERO);
        return new Fault(effect, FaultMatch.of(operations), FaultSchedule.ONCE);
    }

    /** Any status with the service's error body; the operation is not executed. Any operation. */
    public static Fault answer(int status, String code, String message) {
        return error(new GlacierError(status, code, message));
    }

    /** Any status with any body; the operation is not executed. Any operation. */
    public static Fault rawAnswer(int status, String contentType, String body) {
        return answering(status, contentType, body);
    }

    private static Fault error(GlacierError error, Operation... operations) {
        return answering(error.status(), "application/json", Json.text(error.body()), operations);
    }

    /** 400 ThrottlingException, the keys in the order of the layer that sends it. Any operation. */
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
        return error(
                new GlacierError(
                        503,
                        "InsufficientCapacityException",
                        "There is insufficient capacity to process this expedited request."),
                Operation.INITIATE_JOB);
    }

    /** 400 PolicyEnforcedException, at InitiateJob. */
    public static Fault policyEnforced() {
        return error(
                new GlacierError(
                        400, "PolicyEnforcedException", "InitiateJob request denied by current data retrieval policy."),
                Operation.INITIATE_JOB);
    }

    /** 404 for a job that exists, as seen seconds after its initiation; at DescribeJob and GetJobOutput. */
    public static Fault notFoundYet() {
        return error(GlacierError.jobNotFound("not visible yet"), Operation.DESCRIBE_JOB, Operation.GET_JOB_OUTPUT);
    }

    /** The connection is reset instead of an answer; the operation is not executed. Any operation. */
    public static Fault resetBeforeAnswer() {
        return of(Kind.RESET, 0, Duration.ZERO);
    }

    /** The operation is executed, then the connection is reset instead of an answer; at InitiateJob. */
    public static Fault answerLost() {
        return of(Kind.LOSE_ANSWER, 0, Duration.ZERO, Operation.INITIATE_JOB);
    }

    /** Silence of {@code duration} in real time before the operation is executed and answered. Any operation. */
    public static Fault stallBeforeAnswer(Duration duration) {
        return of(Kind.STALL, 0, duration);
    }

    /** The connection is reset after {@code bytes} bytes of the body; at GetJobOutput. */
    public static Fault resetBody(long bytes) {
        return of(Kind.RESET_BODY, bytes, Duration.ZERO, Operation.GET_JOB_OUTPUT);
    }

    /** The connection is closed in order after {@code bytes} bytes, although more were announced; at GetJobOutput. */
    public static Fault earlyEnd(long bytes) {
        return of(Kind.EARLY_END, bytes, Duration.ZERO, Operation.GET_JOB_OUTPUT);
    }

    /** After {@code bytes} bytes of the body nothing more comes until either side closes; at GetJobOutput. */
    public static Fault stallBody(long bytes) {
        return stallBody(bytes, FOREVER);
    }

    /** After {@code bytes} bytes of the body a silence of {@code duration} in real time, then the rest; at GetJobOutput. */
    public static Fault stallBody(long bytes, Duration duration) {
        return of(Kind.STALL_BODY, bytes, duration, Operation.GET_JOB_OUTPUT);
    }

    /** One bit of the body's byte at {@code offset} is flipped, the headers are right; at GetJobOutput. */
    public static Fault corruptBody(long offset) {
        return of(Kind.CORRUPT_BODY, offset, Duration.ZERO, Operation.GET_JOB_OUTPUT);
    }

    /** The header {@code x-amz-sha256-tree-hash}, where there is one, is wrong; at GetJobOutput. */
    public static Fault wrongChecksum() {
        return of(Kind.WRONG_CHECKSUM, 0, Duration.ZERO, Operation.GET_JOB_OUTPUT);
    }

    /** The header {@code x-amz-sha256-tree-hash} is left out; at GetJobOutput. */
    public static Fault missingChecksum() {
        return of(Kind.MISSING_CHECKSUM, 0, Duration.ZERO, Operation.GET_JOB_OUTPUT);
    }

    /** A ranged request is answered with 200 and everything; at GetJobOutput. */
    public static Fault ignoreRange() {
        return of(Kind.IGNORE_RANGE, 0, Duration.ZERO, Operation.GET_JOB_OUTPUT);
    }

    /** The header {@code Content-Range} names a range one MiB further on; at GetJobOutput. */
    public static Fault wrongContentRange() {
        return of(Kind.WRONG_CONTENT_RANGE, 0, Duration.ZERO, Operation.GET_JOB_OUTPUT);
    }

    /** The job that is initiated will end as Failed, with the service's status message; at InitiateJob. */
    public static Fault failedJob() {
        return of(Kind.FAIL_JOB, 0, Duration.ZERO, Operation.INITIATE_JOB);
    }

    /** The job is gone from this request on: neither found nor listed; at DescribeJob and GetJobOutput. */
    public static Fault expired() {
        return of(Kind.EXPIRE, 0, Duration.ZERO, Operation.DESCRIBE_JOB, Operation.GET_JOB_OUTPUT);
    }

    /** The job's description, now and later, shows a SHA256TreeHash that its bytes do not have; at InitiateJob. */
    public static Fault wrongTreeHash() {
        return of(Kind.WRONG_TREE_HASH, 0, Duration.ZERO, Operation.INITIATE_JOB);
    }

    /** At these operations instead of the default ones; none means any. */
    public Fault on(Operation... operations) {
        return with(match.withOperations(operations), schedule);
    }

    /** Only for this vault. */
    public Fault vault(String name) {
        return with(match.withVault(name), schedule);
    }

    /** Only for this job; ListJobs matches any job. */
    public Fault job(String jobId) {
        return with(match.withJobId(jobId), schedule);
    }

    /** Only for ranges that begin here; a request without a range begins at 0. */
    public Fault rangeStart(long start) {
        return with(match.withRangeStart(start), schedule);
    }

    /** Not before {@code count} matching requests have passed. */
    public Fault after(long count) {
        return with(match, schedule.withSkip(count));
    }

    /** At most {@code count} times. */
    public Fault times(long count) {
        return with(match, schedule.withTimes(count));
    }

    /** Without end. */
    public Fault always() {
        return times(-1);
    }

    /** At every {@code k}-th matching request, without end unless {@link #times} follows. */
    public Fault every(long k) {
        return with(match, schedule.withEvery(k));
    }

    /** At a matching request with this probability, the same in every run, without end unless {@link #times} follows. */
    public Fault probability(double p, long seed) {
        return with(match, schedule.withProbability(p, seed));
    }

    private Fault with(FaultMatch newMatch, FaultSchedule newSchedule) {
        return new Fault(effect, newMatch, newSchedule);
    }

    Kind kind() {
        return effect.kind();
    }

    Answer answer() {
        return effect.answer();
    }

    long offset() {
        return effect.offset();
    }

    Duration duration() {
        return effect.duration();
    }

    FaultMatch match() {
        return match;
    }

    FaultSchedule schedule() {
        return schedule;
    }

    @Override
    public String toString() {
        return effect + " " + match + " " + schedule;
    }
}
