package io.github.glacierjob.simulator.vault;

import io.github.glacierjob.simulator.protocol.GlacierError;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Holds the vaults of an account, by their names. Not thread-safe; callers use it one at a time. */
public final class Vaults {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,255}");
    private static final int LIMIT = 1000;

    private final Account account;
    private final ArchiveStore store;
    private final NavigableMap<String, Vault> vaults = new TreeMap<>();

    /** Creates an object without vaults; {@code store} stores new vaults. */
    public Vaults(Account account, ArchiveStore store) {
        this.account = account;
        this.store = store;
    }

    /** Loads the vaults of an earlier run. */
    public void load() {
        store.load().forEach((name, archives) -> {
            Vault vault = create(name);
            archives.forEach(archive -> add(vault, archive));
            vault.beginInventory(vault.created());
        });
    }

    /** Throws 400 if the name is not valid for a vault. */
    public static void checkName(String name) {
        if (!NAME.matcher(name).matches() || name.equals(".") || name.equals("..")) {
            throw GlacierError.invalid("Invalid vault name: " + name);
        }
    }

    /** All vaults. */
    public NavigableMap<String, Vault> all() {
        return vaults;
    }

    /** Returns the vault with this name; 404 if it does not exist. */
    public Vault get(String name) {
        Vault vault = vaults.get(name);
        if (vault == null) {
            throw GlacierError.notFound("Vault not found for ARN: " + account.vaultArn(name));
        }
        return vault;
    }

    /** Creates the vault unless it exists. */
    public Vault create(String name) {
        checkName(name);
        Vault known = vaults.get(name);
        if (known != null) {
            return known;
        }
        if (vaults.size() >= LIMIT) {
            throw GlacierError.limit("Vault limit of " + LIMIT + " exceeded");
        }
        Vault vault = new Vault(name, account.vaultArn(name), account.now());
        vaults.put(name, vault);
        store.vaultCreated(name);
        return vault;
    }

    /** Deletes the vault if it exists; 400 unless it is empty. */
    public void delete(String name) {
        Vault vault = vaults.get(name);
        if (vault == null) {
            return;
        }
        if (!vault.archives().isEmpty()) {
            throw GlacierError.invalid("Vault not empty or recently written to: " + vault.arn());
        }
        vaults.remove(name);
        store.vaultDeleted(name);
    }

    /** Adds an archive without storing it. */
    public Archive add(Vault vault, Archive archive) {
        vault.add(archive, account.now());
        return archive;
    }

    /** Adds an uploaded archive, and stores its bytes if the vaults are stored. */
    public Archive upload(Vault vault, Archive archive) {
        return add(vault, store.keep(vault.name(), archive));
    }

    /** Deletes an archive if the vault has it. */
    public void remove(Vault vault, String archiveId) {
        Archive archive = vault.remove(archiveId, account.now());
        if (archive != null) {
            store.remove(vault.name(), archive);
        }
    }

    /** Returns the archive with this id in any vault; an IllegalArgumentException if it does not exist. */
    public Archive anyArchive(String archiveId) {
        return vaults.values().stream()
                .map(vault -> vault.archives().get(archiveId))
                .filter(archive -> archive != null)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No archive " + archiveId));
    }
}
