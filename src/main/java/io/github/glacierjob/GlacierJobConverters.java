package io.github.glacierjob;

import io.github.glacierjob.egress.GlacierEgressPreview;
import io.github.glacierjob.egress.GlacierEgressStatus;
import io.github.glacierjob.internal.egress.naming.ContextNaming;
import io.github.glacierjob.internal.service.ServiceJson;
import io.github.glacierjob.inventory.InventoryArchive;
import io.github.glacierjob.job.JobList;
import io.github.glacierjob.naming.ArchiveName;
import io.github.glacierjob.naming.ArchiveNaming;
import io.github.glacierjob.naming.NamePolicy;
import java.io.File;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.TypeConverter;
import org.apache.camel.WrappedFile;
import org.apache.camel.spi.TypeConverterLoader;
import org.apache.camel.spi.TypeConverterRegistry;
import org.apache.camel.support.SimpleTypeConverter;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;
import software.amazon.awssdk.services.glacier.model.InitiateJobResponse;
import software.amazon.awssdk.services.glacier.model.JobParameters;

/**
 * Converts jobs, their parameters, lists of jobs and archives of inventories to the JSON of the service and back, as
 * text, maps, bytes and streams. Also converts the status and the preview of a whole vault to JSON, and an archive of an
 * inventory to its {@link ArchiveName}. If the JSON is not valid for the type, Camel's conversion exception has an
 * {@link IllegalArgumentException} as its cause. Camel finds this class by {@code META-INF/services}. Thread-safe.
 */
public final class GlacierJobConverters implements TypeConverterLoader {

    private static final List<Form<?>> FORMS = List.of(
            new Form<>(GlacierJobDescription.class, ServiceJson.JOB::toMap, ServiceJson.JOB::fromMap),
            new Form<>(JobParameters.class, ServiceJson.PARAMETERS::toMap, ServiceJson.PARAMETERS::fromMap),
            new Form<>(InitiateJobResponse.class, ServiceJson.INITIATED::toMap, ServiceJson.INITIATED::fromMap),
            new Form<>(JobList.class, ServiceJson.JOBS::toMap, ServiceJson.JOBS::fromMap),
            new Form<>(InventoryArchive.class, InventoryArchive::toMap, InventoryArchive::of),
            new Form<>(ArchiveName.class, ArchiveName::toMap, null),
            new Form<>(GlacierEgressStatus.class, GlacierEgressStatus::toMap, null),
            new Form<>(GlacierEgressPreview.class, GlacierEgressPreview::toMap, null));

    /** The types that Camel converts to and from text. */
    private static final List<Class<?>> BY_WAY_OF_TEXT = List.of(
            byte[].class,
            InputStream.class,
            StreamCache.class,
            Reader.class,
            ByteBuffer.class,
            WrappedFile.class,
            File.class);

    /**
     * A type of this component, with its conversions to and from a map.
     *
     * @param read null if it is only written
     */
    private record Form<T>(Class<T> type, Function<T, Map<String, Object>> write, Function<Map<?, ?>, T> read) {

        void addTo(TypeConverterRegistry registry) {
            add(registry, Map.class, type, write::apply);
            add(registry, String.class, type, value -> ServiceJson.text(write.apply(value)));
            if (read != null) {
                add(registry, type, Map.class, read::apply);
                add(registry, type, String.class, text -> read.apply(ServiceJson.parse("JSON", text)));
            }
        }

        private static <F, T> void add(TypeConverterRegistry to, Class<T> type, Class<F> from, Function<F, T> method) {
            to.addTypeConverter(
                    type,
                    from,
                    new SimpleTypeConverter(false, (wanted, exchange, value) -> method.apply(from.cast(value))));
        }
    }

    /**
     * Adds the converters to a context.
     *
     * @param registry the context's converters
     */
    @Override
    public void load(TypeConverterRegistry registry) {
        FORMS.forEach(form -> form.addTo(registry));
        AtomicReference<ArchiveNaming> naming = new AtomicReference<>();
        registry.addTypeConverter(
                ArchiveName.class,
                InventoryArchive.class,
                new SimpleTypeConverter(
                        false, (type, exchange, value) -> name((InventoryArchive) value, exchange, naming)));
        registry.addFallbackTypeConverter(
                new SimpleTypeConverter(false, (type, exchange, value) -> byWayOfText(type, exchange, value, registry)),
                false);
    }

    /** The archive's name in a form that is safe for files; the archive's id if there is no safe name. */
    private static ArchiveName name(
            InventoryArchive archive, Exchange exchange, AtomicReference<ArchiveNaming> naming) {
        if (naming.get() == null && exchange != null) {
            naming.set(ContextNaming.of(exchange.getContext()));
        }
        ArchiveNaming all = naming.get() == null ? ContextNaming.known() : naming.get();
        ArchiveName name = all.nameOf(archive.id(), archive.description());
        return name == null
                ? ArchiveName.of(archive.id())
                : name.withName(NamePolicy.files.path(name.name()).orElse(archive.id()));
    }

    private static Object byWayOfText(Class<?> type, Exchange exchange, Object value, TypeConverterRegistry registry) {
        boolean writes = isOurs(value.getClass()) && isByWayOfText(type);
        boolean reads = isOurs(type) && isByWayOfText(value.getClass());
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
        return FORMS.stream().anyMatch(form -> form.type() == type);
    }

    private static boolean isByWayOfText(Class<?> type) {
        return BY_WAY_OF_TEXT.stream().anyMatch(raw -> raw.isAssignableFrom(type));
    }
}
