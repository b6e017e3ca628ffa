package io.github.glacierjob.internal.service;

import io.github.glacierjob.internal.tls.TlsFailure;
import io.github.glacierjob.job.JobNotReadyException;
import io.github.glacierjob.job.JobOutputException;
import io.github.glacierjob.job.JobOutputExpiredException;
import io.github.glacierjob.job.TreeHashMismatchException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Classifies failures; no other place does. It uses the status and the error code, never the SDK's exception classes,
 * because some of them exist only in newer SDKs.
 */
public enum Failure {
    /** The service did not execute the request because there are too many requests. */
    THROTTLED(true),
    /** The request never reached the service. */
    UNREACHED(true),
    /** The network or the service had a temporary fault; it is not known whether the request was executed. */
    TRANSIENT(true),
    /** Bytes did not match their hash. */
    CORRUPT(true),
    /** The job is still in progress. */
    NOT_READY(false),
    /**
     * The service does not know the job or its output, or no longer. Only the service's own 404 counts, not the page of a
     * gateway.
     */
    GONE(false),
    /** The service did not execute the request because its tier has no capacity. */
    NO_CAPACITY(false),
    /** The service did not execute the request because the account's retrieval policy forbids it. */
    POLICY(false),
    /** The service refused the request, for example because of access rights or bad values. */
    REFUSED(false),
    /** This process is stopping. */
    STOPPED(false);

    private static final Set<String> THROTTLING = Set.of(
            "throttling",
            "throttlingexception",
            "throttledexception",
            "requestthrottled",
            "requestthrottledexception",
            "requestlimitexceeded",
            "toomanyrequestsexception",
            "slowdown",
            "bandwidthlimitexceeded");
    private static final Set<String> PASSING =
            Set.of("requesttimeoutexception", "requesttimeout", "requesttimetooskewed");
    private static final Map<String, Failure> LASTING =
            Map.of("insufficientcapacityexception", NO_CAPACITY, "policyenforcedexception", POLICY);
    private static final String NOT_FOUND = "resourcenotfoundexception";
    private static final String NOT_AVAILABLE = "not currently available for download";

    private final boolean retried;

    Failure(boolean retried) {
        this.retried = retried;
    }

    /** Returns its name in figures. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a later retry of the same request may succeed. */
    public boolean isRetried() {
        return retried;
    }

    /** Classifies an exception of a request or of the reading of its answer. */
    public static Failure of(Throwable failure) {
        if (failure instanceof AwsServiceException answer) {
            return ofAnswer(answer);
        }
        if (failure instanceof JobOutputException) {
            return ofOutput(failure);
        }
        if (Thread.currentThread().isInterrupted()
                || failure instanceof AbortedException
                || failure instanceof InterruptedException) {
            return STOPPED;
        }
        return ofConnection(failure);
    }

    /** Throws the exception again unless it says that the service does not know the job or the archive. */
    public static void rethrowUnlessGone(RuntimeException failure) {
        if (of(failure) != GONE) {
            throw failure;
        }
    }

    private static Failure ofOutput(Throwable failure) {
        if (failure instanceof TreeHashMismatchException) {
            return CORRUPT;
        }
        if (failure instanceof JobNotReadyException) {
            return NOT_READY;
        }
        return failure instanceof JobOutputExpiredException ? GONE : REFUSED;
    }

    private static Failure ofAnswer(AwsServiceException answer) {
        String code = codeOf(answer).toLowerCase(Locale.ROOT);
        int status = answer.statusCode();
        if (status == 429 || THROTTLING.contains(code)) {
            return THROTTLED;
        }
        if (LASTING.containsKey(code)) {
            return LASTING.get(code);
        }
        if (status >= 500 || status == 408 || PASSING.contains(code)) {
            return TRANSIENT;
        }
        if (status == 404 && code.equals(NOT_FOUND)) {
            return GONE;
        }
        return status == 400 && String.valueOf(answer.getMessage()).contains(NOT_AVAILABLE) ? NOT_READY : REFUSED;
    }

    /** The service's error code; empty text if the answer has no code, like the pages of proxies. */
    public static String codeOf(AwsServiceException answer) {
        if (answer.awsErrorDetails() == null || answer.awsErrorDetails().errorCode() == null) {
            return "";
        }
        return answer.awsErrorDetails().errorCode();
    }

    private static Failure ofConnection(Throwable failure) {
        if (failure instanceof ApiCallTimeoutException
                || failure instanceof ApiCallAttemptTimeoutException
                || failure instanceof RetryableException) {
            return TRANSIENT;
        }
        if (TlsFailure.of(failure).isPresent()) {
            return REFUSED;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isBeforeConnection(cause)) {
                return UNREACHED;
            }
            if (cause instanceof IOException) {
                return TRANSIENT;
            }
        }
        return REFUSED;
    }

    private static boolean isBeforeConnection(Throwable cause) {
        return cause instanceof SSLHandshakeException
                || cause instanceof ConnectException
                || cause instanceof UnknownHostException
                || cause instanceof NoRouteToHostException
                || cause.getClass().getSimpleName().equals("ConnectTimeoutException")
                || says(cause, "Timeout waiting for connection from pool");
    }

    /** Whether the answer was 404, from the service or from a gateway. */
    public static boolean isNotFound(Throwable failure) {
        return failure instanceof AwsServiceException answer && answer.statusCode() == 404;
    }

    private static boolean says(Throwable failure, String words) {
        return String.valueOf(failure.getMessage()).contains(words);
    }

    /** Whether the request may have been executed: there was no answer, or an answer that leaves it open. */
    public static boolean isUnclear(Throwable failure) {
        if (failure instanceof AwsServiceException answer && codeOf(answer).equalsIgnoreCase("RequestTimeTooSkewed")) {
            return false;
        }
        return of(failure) == TRANSIENT
                || failure instanceof SdkClientException && says(failure, "Unable to unmarshall");
    }
}
