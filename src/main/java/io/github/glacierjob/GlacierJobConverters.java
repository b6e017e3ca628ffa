package io.github.glacierjob;

import io.github.glacierjob.internal.service.ServiceJson;
import io.github.glacierjob.inventory.InventoryArchive;
import io.github.glacierjob.job.JobList;
import java.io.File;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.camel.Converter;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.TypeConverter;
import org.apache.camel.WrappedFile;
import org.apache.camel.spi.TypeConverterRegistry;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;
import software.amazon.awssdk.services.glacier.model.InitiateJobResponse;
import software.amazon.awssdk.services.glacier.model.JobParameters;

/**
 * Converts jobs, their parameters and their lists to the JSON of the service and back, as text, maps, bytes and streams.
 * If the JSON is not valid for the type, Camel's conversion exception has an {@link IllegalArgumentException} as its cause.
 * Thread-safe.
 */
@Converter(generateLoader = true)
public final class GlacierJobConverters {

    private GlacierJobConverters() {}

    /**
     * Writes a job.
     *
     * @param job the value
     * @return compact JSON
     */
    @Converter
    public static String toText(GlacierJobDescription job) {
        return ServiceJson.JOB.toText(job);
    }

    /**
     * Writes a job.
     *
     * @param job the value
     * @return its members by the service's names
     */
    @Converter
    public static Map<String, Object> toMap(GlacierJobDescription job) {
        return ServiceJson.JOB.toMap(job);
    }

    /**
     * Reads a job.
     *
     * @param json a JSON object
     * @return the value
     */
    @Converter
    public static GlacierJobDescription toJob(String json) {
        return ServiceJson.JOB.fromText(json);
    }

    /**
     * Reads a job.
     *
     * @param map members by the service's names
     * @return the value
     */
    @Converter
    public static GlacierJobDescription toJob(Map<?, ?> map) {
        return ServiceJson.JOB.fromMap(map);
    }

    /**
     * Writes the parameters of a job.
     *
     * @param parameters the value
     * @return compact JSON
     */
    @Converter
    public static String toText(JobParameters parameters) {
        return ServiceJson.PARAMETERS.toText(parameters);
    }

    /**
     * Writes the parameters of a job.
     *
     * @param parameters the value
     * @return its members by the service's names
     */
    @Converter
    public static Map<String, Object> toMap(JobParameters parameters) {
        return ServiceJson.PARAMETERS.toMap(parameters);
    }

    /**
     * Reads the parameters of a job.
     *
     * @param json a JSON object
     * @return the value
     */
    @Converter
    public static JobParameters toJobParameters(String json) {
        return ServiceJson.PARAMETERS.fromText(json);
    }

    /**
     * Reads the parameters of a job.
     *
     * @param map members by the service's names
     * @return the value
     */
    @Converter
    public static JobParameters toJobParameters(Map<?, ?> map) {
        return ServiceJson.PARAMETERS.fromMap(map);
    }

    /**
     * Writes a job that was just initiated.
     *
     * @param job the value
     * @return compact JSON
     */
    @Converter
    public static String toText(InitiateJobResponse job) {
        return ServiceJson.INITIATED.toText(job);
    }

    /**
     * Writes a job that was just initiated.
     *
     * @param job the value
     * @return its members by the service's names
     */
    @Converter
    public static Map<String, Object> toMap(InitiateJobResponse job) {
        return ServiceJson.INITIATED.toMap(job);
    }

    /**
     * Reads a job that was just initiated.
     *
     * @param json a JSON object
     * @return the value
     */
    @Converter
    public static InitiateJobResponse toInitiatedJob(String json) {
        return ServiceJson.INITIATED.fromText(json);
    }

    /**
     * Reads a job that was just initiated.
     *
     * @param map members by the service's names
     * @return the value
     */
    @Converter
    public static InitiateJobResponse toInitiatedJob(Map<?, ?> map) {
        return ServiceJson.INITIATED.fromMap(map);
    }

    /**
     * Writes a list of jobs, all its pages.
     *
     * @param jobs the value
     * @return compact JSON
     */
    @Converter
    public static String toText(JobList jobs) {
        return ServiceJson.JOBS.toText(jobs);
    }

    /**
     * Writes a list of jobs, all its pages.
     *
     * @param jobs the value
     * @return its members by the service's names
     */
    @Converter
    public static Map<String, Object> toMap(JobList jobs) {
        return ServiceJson.JOBS.toMap(jobs);
    }

    /**
     * Reads a list of jobs.
     *
     * @param json a JSON object
     * @return the value
     */
    @Converter
    public static JobList toJobList(String json) {
        return ServiceJson.JOBS.fromText(json);
    }

    /**
     * Reads a list of jobs.
     *
     * @param map members by the service's names
     * @return the value
     */
    @Converter
    public static JobList toJobList(Map<?, ?> map) {
        return ServiceJson.JOBS.fromMap(map);
    }
    /**
     * Goes by way of text between the types above and whatever else Camel can turn into text or make from it.
     *
     * @param type     what is wanted
     * @param exchange the exchange, may be null
     * @param value    what there is
     * @param registry Camel's converters
     * @return the value as that type, or null where neither side is one of ours
     */
    @Converter(fallback = true)
    public static Object byWayOfText(Class<?> type, Exchange exchange, Object value, TypeConverterRegistry registry) {
        boolean writes = isOurs(value.getClass()) && isRaw(type);
        boolean reads = isOurs(type) && isRaw(value.getClass());
        if (!writes && !reads) {
            return null;
        }
        String text = convert(String.class, exchange, value, registry);
        return text == null ? null : convert(type, exchange, text, registry);
    }

    private static <T> T convert(Class<T> type, Exchange exchange, Object value, TypeConverterRegistry registry) {
        TypeConverter converter = registry.lookup(type, value.getClass());
        return converter == null ? null : converter.convertTo(type, exchange, value);
    }

    private static boolean isOurs(Class<?> type) {
        return type == GlacierJobDescription.class
                || type == JobParameters.class
                || type == InitiateJobResponse.class
                || type == JobList.class
                || type == InventoryArchive.class;
    }

    private static boolean isRaw(Class<?> type) {
        return type == byte[].class
                || InputStream.class.isAssignableFrom(type)
                || StreamCache.class.isAssignableFrom(type)
                || Reader.class.isAssignableFrom(type)
                || ByteBuffer.class.isAssignableFrom(type)
                || WrappedFile.class.isAssignableFrom(type)
                || File.class.isAssignableFrom(type);
    }
}
