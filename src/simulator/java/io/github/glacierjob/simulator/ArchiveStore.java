package io.github.glacierjob.simulator;

/** Where vaults and archives outlive the simulator. */
interface ArchiveStore {
    /** Keeps nothing. */
    ArchiveStore NONE = new ArchiveStore() {};

    /** Puts into the world what an earlier run left. */
    default void load(World world) {}

    default void vaultCreated(Vault vault) {}

    default void vaultDeleted(Vault vault) {}

    /** Returns the archive as it is kept: the same bytes, possibly elsewhere. */
    default Archive keep(Vault vault, Archive archive) {
        return archive;
    }

    default void remove(Vault vault, Archive archive) {}
}
