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
 * Corrects the difference between the clocks of this machine and of the service. A request that is refused because of its
 * time was not executed. The SDK takes the service's time from the refusal, so a second try of the same request is signed
 * with the right time. Thread-safe.
 */
final class ClockSkew {

    private static final Logger LOG = LoggerFactory.getLogger(ClockSkew.class);

    /** Error codes of a wrong time; a wrong key has some of them too. Source: the SDK, {@code AwsErrorCode}. */
    private static final Set<String> CODES = Set.of(
            "RequestTimeTooSkewed",
            "RequestExpired",
            "RequestInTheFuture",
            "InvalidSignatureException",
            "SignatureDoesNotMatch",
            "AuthFailure");

    /** The least difference that counts; a smaller difference may be the duration of a request. */
    private static final Duration LEAST = Duration.ofMinutes(1);

    private volatile Duration known = Duration.ZERO;

    /** Sends a request, and sends it again at once if it was refused because the clocks differ by minutes. */
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
