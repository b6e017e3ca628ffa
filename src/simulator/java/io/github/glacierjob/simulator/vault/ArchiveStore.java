package io.github.glacierjob.simulator.vault;

import java.util.List;
import java.util.Map;

/** Stores vaults and archives beyond the life of the simulator. */
public interface ArchiveStore {
    /** Stores nothing. */
    ArchiveStore NONE = new ArchiveStore() {};

    /** Loads the archives of an earlier run, by the name of the vault. */
    default Map<String, List<Archive>> load() {
        return Map.of();
    }

    /** Stores a new vault. */
    default void vaultCreated(String vault) {}

    /** Removes a vault. */
    default void vaultDeleted(String vault) {}

    /** Stores an archive; returns it with the stored bytes, which may be at another place. */
    default Archive keep(String vault, Archive archive) {
        return archive;
    }

    /** Removes an archive from a vault. */
    default void remove(String vault, Archive archive) {}
}
