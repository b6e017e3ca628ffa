package io.github.glacierjob.simulator.vault;

import java.util.List;
import java.util.Map;

/** Where vaults and archives outlive the simulator. */
public interface ArchiveStore {
    /** Keeps nothing. */
    ArchiveStore NONE = new ArchiveStore() {};

    /** What an earlier run left: the archives of each vault, by its name. */
    default Map<String, List<Archive>> load() {
        return Map.of();
    }

    /** A vault of this name was made. */
    default void vaultCreated(String vault) {}

    /** The vault of this name was deleted. */
    default void vaultDeleted(String vault) {}

    /** Returns the archive as it is kept: the same bytes, possibly elsewhere. */
    default Archive keep(String vault, Archive archive) {
        return archive;
    }

    /** The archive was deleted from the vault. */
    default void remove(String vault, Archive archive) {}
}
