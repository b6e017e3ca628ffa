package io.github.glacierjob.internal.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.glacierjob.job.JobFailedException;
import io.github.glacierjob.job.JobNotReadyException;
import io.github.glacierjob.job.JobOutputException;
import io.github.glacierjob.job.JobOutputExpiredException;
import io.github.glacierjob.job.TreeHashMismatchException;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.http.ConnectionClosedException;
import org.apache.http.NoHttpResponseException;
import org.apache.http.conn.ConnectTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.glacier.model.GlacierException;
import software.amazon.awssdk.services.glacier.model.InsufficientCapacityException;
import software.amazon.awssdk.services.glacier.model.InvalidParameterValueException;
import software.amazon.awssdk.services.glacier.model.ResourceNotFoundException;

class FailureTest {

    private static GlacierException answer(int status, String code, String message) {
        return (GlacierException) of(GlacierException.builder(), status, code, message);
    }

    private static Object of(GlacierException.Builder builder, int status, String code, String message) {
        AwsErrorDetails details = AwsErrorDetails.builder()
                .errorCode(code)
                .errorMessage(message)
                .serviceName("Glacier")
                .build();
        return builder.statusCode(status)
                .message(message)
                .awsErrorDetails(details)
                .build();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            400, ThrottlingException, Rate exceeded, THROTTLED
            429, ThrottlingException, Rate exceeded, THROTTLED
            429, , , THROTTLED
            400, RequestLimitExceeded, , THROTTLED
            503, SlowDown, , THROTTLED
            500, ServiceUnavailableException, , TRANSIENT
            500, , , TRANSIENT
            502, , <html>Bad Gateway</html>, TRANSIENT
            503, , , TRANSIENT
            504, , , TRANSIENT
            408, RequestTimeoutException, , TRANSIENT
            408, , , TRANSIENT
            400, RequestTimeoutException, , TRANSIENT
            400, RequestTimeTooSkewed, , TRANSIENT
            503, InsufficientCapacityException, , NO_CAPACITY
            400, InsufficientCapacityException, , NO_CAPACITY
            400, PolicyEnforcedException, , POLICY
            400, LimitExceededException, , REFUSED
            400, NoLongerSupportedException, , REFUSED
            400, MissingParameterValueException, , REFUSED
            400, SerializationException, , REFUSED
            400, BadRequest, , REFUSED
            400, UnrecognizedClientException, , REFUSED
            400, InvalidParameterValueException, Invalid vault name: x, REFUSED
            400, InvalidParameterValueException, The start of the range is larger than size of retrieved data, REFUSED
            400, InvalidParameterValueException, The job is not currently available for download: x, NOT_READY
            403, AccessDeniedException, , REFUSED
            403, ExpiredTokenException, , REFUSED
            403, InvalidSignatureException, , REFUSED
            403, MissingAuthenticationTokenException, , REFUSED
            404, ResourceNotFoundException, The job ID was not found: x, GONE
            404, , , REFUSED
            404, UnknownOperationException, , REFUSED
            405, , , REFUSED
            """)
    void anAnswerIsJudgedByItsStatusAndCode(int status, String code, String message, Failure expected) {
        assertThat(Failure.of(answer(status, code, message))).isEqualTo(expected);
    }

    @Test
    void theExceptionClassOfTheSdkDoesNotMatter() {
        assertThat(Failure.of((Throwable)
                        of(InsufficientCapacityException.builder(), 503, "InsufficientCapacityException", "")))
                .isEqualTo(Failure.NO_CAPACITY);
        assertThat(Failure.of(
                        (Throwable) of(ResourceNotFoundException.builder(), 404, "ResourceNotFoundException", "")))
                .isEqualTo(Failure.GONE);
        assertThat(Failure.of((Throwable) of(
                        InvalidParameterValueException.builder(),
                        400,
                        "InvalidParameterValueException",
                        "The job is not currently available for download: x")))
                .isEqualTo(Failure.NOT_READY);
    }

    @Test
    void anAnswerWithoutDetailsIsJudgedByItsStatus() {
        assertThat(Failure.of(GlacierException.builder().statusCode(500).build()))
                .isEqualTo(Failure.TRANSIENT);
        assertThat(Failure.of(GlacierException.builder().statusCode(403).build()))
                .isEqualTo(Failure.REFUSED);
    }

    static Stream<Arguments> exceptions() {
        return Stream.of(
                arguments(new EOFException("the answer ended 5 bytes early"), Failure.TRANSIENT),
                arguments(new SocketException("Connection reset"), Failure.TRANSIENT),
                arguments(new SocketTimeoutException("Read timed out"), Failure.TRANSIENT),
                arguments(new ConnectionClosedException("Premature end of Content-Length"), Failure.TRANSIENT),
                arguments(new NoHttpResponseException("failed to respond"), Failure.TRANSIENT),
                arguments(new UncheckedIOException(new IOException("cut")), Failure.TRANSIENT),
                arguments(client("Unable to execute", new ConnectException("refused")), Failure.UNREACHED),
                arguments(client("Unable to execute", new UnknownHostException("glacier")), Failure.UNREACHED),
                arguments(client("Unable to execute", new NoRouteToHostException()), Failure.UNREACHED),
                arguments(client("Unable to execute", new ConnectTimeoutException("")), Failure.UNREACHED),
                arguments(client("Unable to execute", new SSLException("closed")), Failure.TRANSIENT),
                arguments(client("Unable to execute", new SSLHandshakeException("no trust")), Failure.REFUSED),
                arguments(
                        client("Unable to execute", (Exception)
                                new SSLHandshakeException("Remote host terminated the handshake")
                                        .initCause(new EOFException("SSL peer shut down incorrectly"))),
                        Failure.UNREACHED),
                arguments(
                        client("Unable to execute", new SSLException("Unsupported or unrecognized SSL message")),
                        Failure.REFUSED),
                arguments(client("Timeout waiting for connection from pool", null), Failure.UNREACHED),
                arguments(client("Unable to load credentials", null), Failure.REFUSED),
                arguments(client("Unable to unmarshall", new IllegalStateException()), Failure.REFUSED),
                arguments(RetryableException.create("Failed to read response"), Failure.TRANSIENT),
                arguments(ApiCallTimeoutException.create(5), Failure.TRANSIENT),
                arguments(ApiCallAttemptTimeoutException.create(5), Failure.TRANSIENT),
                arguments(AbortedException.create("aborted"), Failure.STOPPED),
                arguments(new InterruptedException(), Failure.STOPPED),
                arguments(new TreeHashMismatchException("", false), Failure.CORRUPT),
                arguments(new JobNotReadyException("", null), Failure.NOT_READY),
                arguments(new JobOutputExpiredException("", null), Failure.GONE),
                arguments(new JobFailedException(""), Failure.REFUSED),
                arguments(new JobOutputException("no checksum"), Failure.REFUSED),
                arguments(new IllegalStateException("a bug"), Failure.REFUSED));
    }

    private static SdkClientException client(String message, Throwable cause) {
        return SdkClientException.create(message, cause);
    }

    @ParameterizedTest
    @MethodSource("exceptions")
    void aFailureWithoutAnAnswerIsJudgedByItsCauses(Throwable failure, Failure expected) {
        assertThat(Failure.of(failure)).isEqualTo(expected);
    }

    @Test
    void whileThisSideIsStoppingABrokenConnectionIsAStop() {
        Thread.currentThread().interrupt();
        try {
            assertThat(Failure.of(new SocketException("Socket closed"))).isEqualTo(Failure.STOPPED);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    static Stream<Arguments> fates() {
        return Stream.of(
                arguments(answer(500, "ServiceUnavailableException", ""), true),
                arguments(answer(502, null, ""), true),
                arguments(answer(408, "RequestTimeoutException", ""), true),
                arguments(new SocketException("Connection reset"), true),
                arguments(client("Unable to execute", new SocketTimeoutException("Read timed out")), true),
                arguments(ApiCallAttemptTimeoutException.create(5), true),
                arguments(client("Unable to unmarshall response", null), true),
                arguments(answer(400, "ThrottlingException", ""), false),
                arguments(answer(400, "RequestTimeTooSkewed", ""), false),
                arguments(answer(503, "InsufficientCapacityException", ""), false),
                arguments(answer(400, "PolicyEnforcedException", ""), false),
                arguments(answer(404, "ResourceNotFoundException", ""), false),
                arguments(answer(403, "AccessDeniedException", ""), false),
                arguments(client("Unable to execute", new ConnectException("refused")), false),
                arguments(client("Unable to load credentials", null), false));
    }

    @ParameterizedTest
    @MethodSource("fates")
    void aFailureIsUnclearIfTheRequestMayHaveBeenExecuted(Exception failure, boolean expected) {
        assertThat(Failure.isUnclear(failure)).isEqualTo(expected);
    }

    @Test
    void onlyTransientFailuresAreTriedAgain() {
        assertThat(Stream.of(Failure.values()).filter(Failure::isRetried))
                .containsExactly(Failure.THROTTLED, Failure.UNREACHED, Failure.TRANSIENT, Failure.CORRUPT);
    }
}
