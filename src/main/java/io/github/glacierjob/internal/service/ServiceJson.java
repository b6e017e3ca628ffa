package io.github.glacierjob.internal.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.job.JobList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.glacier.model.DescribeJobRequest;
import software.amazon.awssdk.services.glacier.model.GetJobOutputRequest;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;
import software.amazon.awssdk.services.glacier.model.InitiateJobRequest;
import software.amazon.awssdk.services.glacier.model.InitiateJobResponse;
import software.amazon.awssdk.services.glacier.model.JobParameters;
import software.amazon.awssdk.services.glacier.model.ListJobsRequest;
import software.amazon.awssdk.services.glacier.model.ListJobsResponse;

/**
 * Reads and writes the service's own JSON for one of the SDK's types, as text and as a map. The SDK reads this JSON only
 * from answers, and its reader is not public. Immutable and thread-safe.
 *
 * @param <T>      the type
 * @param builder  creates an empty builder of the SDK's type
 * @param toPojo   the SDK's object of a value
 * @param fromPojo the value of an object that the builder made
 * @param writer   writes the members
 * @param reader   reads the members
 */
public record ServiceJson<T>(
        Supplier<? extends SdkPojo> builder,
        Function<T, ? extends SdkPojo> toPojo,
        Function<Object, T> fromPojo,
        PojoWriter writer,
        PojoReader reader) {

    private static final List<String> NOT_FOR_DOWNLOADS =
            List.of("JobDescription", "StatusMessage", "SNSTopic", "JobOutputPath", "OutputLocation");

    /** A job, with all members; unset members are null. Reading ignores unknown members. */
    public static final ServiceJson<GlacierJobDescription> JOB =
            answer(GlacierJobDescription::builder, Function.identity(), GlacierJobDescription.class::cast);

    /** The parameters of a new job, with the members that are set. Reading refuses unknown members. */
    public static final ServiceJson<JobParameters> PARAMETERS =
            request(JobParameters::builder, JobParameters.class::cast);

    /** The requests of the operations, with the names of the SDKs and the AWS CLI. Reading refuses unknown members. */
    public static final ServiceJson<InitiateJobRequest> INITIATE =
            request(InitiateJobRequest::builder, InitiateJobRequest.class::cast);

    public static final ServiceJson<DescribeJobRequest> DESCRIBE =
            request(DescribeJobRequest::builder, DescribeJobRequest.class::cast);

    public static final ServiceJson<ListJobsRequest> LIST =
            request(ListJobsRequest::builder, ListJobsRequest.class::cast);

    public static final ServiceJson<GetJobOutputRequest> OUTPUT =
            request(GetJobOutputRequest::builder, GetJobOutputRequest.class::cast);

    /** A job that was just initiated: {@code location}, {@code jobId} and {@code jobOutputPath}. */
    public static final ServiceJson<InitiateJobResponse> INITIATED =
            answer(InitiateJobResponse::builder, Function.identity(), InitiateJobResponse.class::cast);

    /** A list of jobs; writing it reads all its pages. */
    public static final ServiceJson<JobList> JOBS =
            answer(ListJobsResponse::builder, ServiceJson::pageOf, read -> jobsOf((ListJobsResponse) read));

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static <T extends SdkPojo> ServiceJson<T> request(
            Supplier<? extends SdkPojo> builder, Function<Object, T> fromPojo) {
        return new ServiceJson<>(builder, Function.identity(), fromPojo, new PojoWriter(false), new PojoReader(true));
    }

    private static <T> ServiceJson<T> answer(
            Supplier<? extends SdkPojo> builder, Function<T, ? extends SdkPojo> toPojo, Function<Object, T> fromPojo) {
        return new ServiceJson<>(builder, toPojo, fromPojo, new PojoWriter(true), new PojoReader(false));
    }

    private static ListJobsResponse pageOf(JobList jobs) {
        jobs.size();
        return ListJobsResponse.builder()
                .jobList(jobs)
                .marker(jobs.nextMarker())
                .build();
    }

    private static JobList jobsOf(ListJobsResponse page) {
        return new JobList(page.jobList(), page.marker());
    }

    /** The names of the type's members. */
    public Set<String> members() {
        return builder.get().sdkFields().stream().map(SdkField::memberName).collect(Collectors.toSet());
    }

    /**
     * Writes a value to a new, modifiable map in the service's alphabetical order; nested objects become maps, lists
     * become lists.
     */
    public Map<String, Object> toMap(T value) {
        return writer.tree(toPojo.apply(value));
    }

    public String toText(T value) {
        return text(toMap(value));
    }

    /**
     * Writes a job in at most {@code most} characters. If it is longer, members that downloads do not need are left out;
     * null if it is still too long.
     */
    public static String shortened(GlacierJobDescription job, int most) {
        String whole = JOB.toText(job);
        if (whole.length() <= most) {
            return whole;
        }
        Map<String, Object> members = JOB.toMap(job);
        NOT_FOR_DOWNLOADS.forEach(members::remove);
        String shorter = text(members);
        return shorter.length() <= most ? shorter : null;
    }

    /** Writes maps, lists and values as compact JSON. */
    public static String text(Map<String, Object> tree) {
        try {
            return MAPPER.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of maps, lists and values could not be written", e);
        }
    }

    /**
     * Reads members by the service's names; null means an unset member.
     *
     * @throws IllegalArgumentException that names the path of a member with a wrong type or, if strict, a wrong name
     */
    public T fromMap(Map<?, ?> tree) {
        return fromPojo.apply(reader.read(builder.get(), tree, ""));
    }

    /** Reads text like {@link #fromMap}, and refuses text that is not a JSON object. */
    public T fromText(String text) {
        return fromMap(parse("JSON", text));
    }

    /** Copies the members of the same names, because DescribeJob answers with another type for the same document. */
    T copyOf(SdkPojo other) {
        return fromMap(writer.tree(other));
    }

    /**
     * Reads a JSON object of any type into a modifiable map.
     *
     * @param name the name of the text, for the message
     * @throws IllegalArgumentException if the text is something else or incomplete, or has a member twice
     */
    public static Map<String, Object> parse(String name, String text) {
        try {
            Map<String, Object> tree = MAPPER.readValue(text, new TypeReference<LinkedHashMap<String, Object>>() {});
            if (tree != null) {
                return tree;
            }
        } catch (JsonProcessingException e) {
            IllegalArgumentException refused =
                    Rejection.of(name, text, "must be a JSON object: " + Rejection.printable(e.getOriginalMessage()));
            refused.initCause(e);
            throw refused;
        }
        throw Rejection.of(name, text, "must be a JSON object");
    }
}
