package io.github.glacierjob.simulator.vault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.glacierjob.simulator.protocol.Json;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** A vault with its archives, uploads and settings. Not thread-safe; callers use it one at a time. */
public final class Vault {
    /** The bytes that the service adds to the size of each archive when it reports the size of a vault. */
    private static final long OVERHEAD = 32 * 1024L;

    private final String name;
    private final String arn;
    private final Instant created;
    private final Map<String, Archive> archives = new LinkedHashMap<>();
    private final Map<String, MultipartUpload> uploads = new LinkedHashMap<>();
    private final Map<String, String> tags = new TreeMap<>();
    private ObjectNode notifications;
    private String accessPolicy;
    private Instant inventoried;
    private long size;

    Vault(String name, String arn, Instant created) {
        this.name = name;
        this.arn = arn;
        this.created = created;
    }

    /** The vault's name. */
    public String name() {
        return name;
    }

    /** The vault's ARN. */
    public String arn() {
        return arn;
    }

    Instant created() {
        return created;
    }

    /** The archives by their ids, in the order of their arrival. */
    public Map<String, Archive> archives() {
        return Collections.unmodifiableMap(archives);
    }

    /** The multipart uploads in progress by their ids; may be changed. */
    public Map<String, MultipartUpload> uploads() {
        return uploads;
    }

    /** The tags; may be changed. */
    public Map<String, String> tags() {
        return tags;
    }

    /** The configuration of notifications; null for no notifications. */
    public ObjectNode notifications() {
        return notifications;
    }

    /** Sets the configuration of notifications; null for no notifications. */
    public void subscribe(ObjectNode configuration) {
        notifications = configuration;
    }

    /** The access policy; null for no policy. */
    public String accessPolicy() {
        return accessPolicy;
    }

    /** Sets the access policy; null for no policy. */
    public void protect(String policy) {
        accessPolicy = policy;
    }

    /** The time of the present inventory; null before the first inventory. */
    public Instant inventoried() {
        return inventoried;
    }

    /** Takes the first inventory, unless an inventory exists. */
    public void beginInventory(Instant at) {
        if (inventoried == null) {
            inventoried = at;
        }
    }

    void add(Archive archive, Instant at) {
        Archive replaced = archives.put(archive.id(), archive);
        size += sizeOf(archive) - (replaced == null ? 0 : sizeOf(replaced));
        inventoried = at;
    }

    /** Removes an archive and returns it; null if it does not exist. */
    Archive remove(String archiveId, Instant at) {
        Archive archive = archives.remove(archiveId);
        if (archive != null) {
            size -= sizeOf(archive);
            inventoried = at;
        }
        return archive;
    }

    private static long sizeOf(Archive archive) {
        return archive.content().size() + OVERHEAD;
    }

    /** The answer of DescribeVault, as of the last inventory; without an inventory the vault counts as empty. */
    public ObjectNode describe() {
        return Json.object()
                .put("CreationDate", Json.millis(created))
                .put("LastInventoryDate", Json.millis(inventoried))
                .put("NumberOfArchives", inventoried == null ? 0 : archives.size())
                .put("SizeInBytes", inventoried == null ? 0 : size)
                .put("VaultARN", arn)
                .put("VaultName", name);
    }
}
