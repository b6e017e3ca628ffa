package io.github.glacierjob.internal.service;

import io.github.glacierjob.internal.text.HttpDate;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * The difference between the clocks of this machine and of the service, as far as a client knows it. A request that
 * is refused for its time was not executed. The SDK takes the service's time from the refusal, so that the same
 * request once more is signed with it. Thread-safe.
 */
final class ClockSkew {

    private static final Logger LOG = LoggerFactory.getLogger(ClockSkew.class);

    /** A wrong key has some of these codes too. Source: the SDK, {@code AwsErrorCode}. */
    private static final Set<String> CODES = Set.of(
            "RequestTimeTooSkewed",
            "RequestExpired",
            "RequestInTheFuture",
            "InvalidSignatureException",
            "SignatureDoesNotMatch",
            "AuthFailure");

    /** Less is the time that a request takes. */
    private static final Duration LEAST = Duration.ofMinutes(1);

    private volatile Duration known = Duration.ZERO;

    /** Sends a request, and at once a second time if it was refused for a time that differs by minutes. */
    <T> T corrected(Supplier<T> request) {
        Duration before = known;
        try {
            return request.get();
        } catch (AwsServiceException e) {
            Duration off = CODES.contains(Failure.codeOf(e)) ? off(e) : before;
            if (off.minus(before).abs().compareTo(LEAST) < 0) {
                throw e;
            }
            known = off;
            LOG.debug("The service's clock is {} ahead of this machine's, the request is sent again", off, e);
            return request.get();
        }
    }

    private static Duration off(AwsServiceException refusal) {
        return HttpDate.in(refusal.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("Date"))
                .map(served -> Duration.between(Instant.now(), served))
                .orElse(Duration.ZERO);
    }
}
