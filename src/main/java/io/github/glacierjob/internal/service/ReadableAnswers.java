package io.github.glacierjob.internal.service;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.glacierjob.internal.text.Rejection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.http.Abortable;
import software.amazon.awssdk.services.glacier.model.DescribeJobRequest;
import software.amazon.awssdk.services.glacier.model.GetJobOutputRequest;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;
import software.amazon.awssdk.services.glacier.model.ListJobsRequest;

/**
 * Prepares answers so that the SDK can read them. If a member of a job's description has a wrong JSON type, the SDK would
 * fail for the whole list or shift the members. Here this affects only that member: a member of type text keeps the sent
 * JSON as its text, so that a wrong hash does not count as a missing hash; other members are left out. Answers other than
 * outputs are read up to a limit. Thread-safe.
 */
public final class ReadableAnswers implements ExecutionInterceptor {

    private static final Logger LOG = LoggerFactory.getLogger(ReadableAnswers.class);

    /** The longest answer that is read; it is more than the longest page of 50 jobs. */
    private static final int MOST_BYTES = 8 << 20;

    private static final int MOST_ERROR_BYTES = 1 << 20;

    /** The most different members that are reported, each once. */
    private static final int MOST_REPORTS = 1000;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final Set<String> reported = ConcurrentHashMap.newKeySet();

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        boolean success = context.httpResponse().isSuccessful();
        boolean describes =
                context.request() instanceof ListJobsRequest || context.request() instanceof DescribeJobRequest;
        if (success && context.request() instanceof GetJobOutputRequest) {
            return context.responseBody();
        }
        return context.responseBody()
                .map(body -> bounded(body, success ? MOST_BYTES : MOST_ERROR_BYTES))
                .map(bytes ->
                        success && describes ? readable(bytes, context.request() instanceof ListJobsRequest) : bytes)
                .map(ByteArrayInputStream::new);
    }

    private static byte[] bounded(InputStream body, int most) {
        try {
            byte[] bytes = body.readNBytes(most + 1);
            if (bytes.length > most) {
                if (body instanceof Abortable open) {
                    open.abort();
                }
                throw RetryableException.create("expected an answer of at most " + most + " bytes, got more");
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Prepares an answer. An answer without a list must not become an empty list, because that would prove the absence of
     * jobs.
     */
    private byte[] readable(byte[] answer, boolean list) {
        try {
            Map<String, Object> document = answer.length == 0
                    ? null
                    : MAPPER.readValue(answer, new TypeReference<LinkedHashMap<String, Object>>() {});
            if (document == null || list && !(document.get("JobList") instanceof List<?>)) {
                throw RetryableException.create(
                        "expected " + (list ? "a JobList" : "a job") + " in the answer, got none");
            }
            if (list && document.get("JobList") instanceof List<?> jobs) {
                document.put(
                        "JobList",
                        jobs.stream().map(this::job).filter(Objects::nonNull).toList());
                return MAPPER.writeValueAsBytes(document);
            }
            return MAPPER.writeValueAsBytes(job(document));
        } catch (IOException e) {
            LOG.debug("An answer is not JSON", e);
            return answer;
        }
    }

    private Object job(Object job) {
        String id = job instanceof Map<?, ?> map ? String.valueOf(map.get("JobId")) : "(none)";
        return object(GlacierJobDescription.builder(), job, id, "");
    }

    private Object object(SdkPojo type, Object value, String job, String path) {
        if (!(value instanceof Map<?, ?> members)) {
            return wrong(job, path, value, null);
        }
        Map<String, SdkField<?>> fields =
                type.sdkFields().stream().collect(Collectors.toMap(SdkField::locationName, Function.identity()));
        Map<Object, Object> kept = new LinkedHashMap<>();
        members.forEach((name, member) -> {
            SdkField<?> field = fields.get(name);
            if (field != null && member != null) {
                kept.put(name, member(field, member, job, path + name));
            }
        });
        return kept;
    }

    private Object member(SdkField<?> field, Object value, String job, String path) {
        MarshallingType<?> type = field.marshallingType();
        if (type == MarshallingType.SDK_POJO) {
            return object(field.constructor().get(), value, job, path + ".");
        }
        if (type == MarshallingType.STRING) {
            return value instanceof String
                    ? value
                    : wrong(job, path, value, MAPPER.valueToTree(value).toString());
        }
        boolean right = type == MarshallingType.LONG && isLong(value)
                || type == MarshallingType.BOOLEAN && value instanceof Boolean
                || type == MarshallingType.LIST && value instanceof List<?>
                || type == MarshallingType.MAP && value instanceof Map<?, ?>;
        return right ? value : wrong(job, path, value, null);
    }

    private static boolean isLong(Object value) {
        return value instanceof Integer
                || value instanceof Long
                || value instanceof BigInteger big && big.bitLength() < Long.SIZE;
    }

    private Object wrong(String job, String path, Object value, Object instead) {
        if (reported.size() < MOST_REPORTS && reported.add(job + " " + path)) {
            LOG.warn(
                    "The description of job {} has {}, a value of a wrong type: it counts as {}",
                    Rejection.printable(job),
                    Rejection.of(path, value, "").getMessage(),
                    instead == null ? "absent" : "text");
        }
        return instead;
    }
}
