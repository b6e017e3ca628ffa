package io.github.glacierjob;

import io.github.glacierjob.internal.service.ServiceJson;
import io.github.glacierjob.inventory.InventoryArchive;
import java.util.Map;
import org.apache.camel.Converter;

/**
 * Turns an archive of an inventory into the service's own JSON and back, as text and maps; as bytes and streams by way of
 * {@link GlacierJobConverters}. What is no such JSON is an {@link IllegalArgumentException} inside Camel's conversion
 * exception. Thread-safe.
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
