package io.github.glacierjob;

import io.github.glacierjob.internal.service.ServiceJson;
import io.github.glacierjob.inventory.InventoryArchive;
import java.util.Map;
import org.apache.camel.Converter;

/**
 * Converts an archive of an inventory to the JSON of the service and back, as text and maps; {@link GlacierJobConverters}
 * does the same for bytes and streams. If the JSON is not valid, Camel's conversion exception has an
 * {@link IllegalArgumentException} as its cause. Thread-safe.
 */
@Converter(generateLoader = true)
public final class InventoryArchiveConverters {

    private InventoryArchiveConverters() {}

    /**
     * Writes an archive.
     *
     * @param archive the value
     * @return compact JSON
     */
    @Converter
    public static String toText(InventoryArchive archive) {
        return ServiceJson.text(archive.toMap());
    }

    /**
     * Writes an archive.
     *
     * @param archive the value
     * @return its members by the service's names
     */
    @Converter
    public static Map<String, Object> toMap(InventoryArchive archive) {
        return archive.toMap();
    }

    /**
     * Reads an archive.
     *
     * @param json a JSON object
     * @return the value
     */
    @Converter
    public static InventoryArchive toArchive(String json) {
        return InventoryArchive.of(ServiceJson.parse("JSON", json));
    }

    /**
     * Reads an archive.
     *
     * @param map members by the service's names
     * @return the value
     */
    @Converter
    public static InventoryArchive toArchive(Map<?, ?> map) {
        return InventoryArchive.of(map);
    }
}
