package io.github.glacierjob.simulator.vault;

import io.github.glacierjob.simulator.protocol.GlacierError;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The vaults of an account, by their names. Not thread-safe: its users take turns. */
public final class Vaults {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,255}");
    private static final int LIMIT = 1000;

    private final Account account;
    private final ArchiveStore store;
    private final NavigableMap<String, Vault> vaults = new TreeMap<>();

    /** No vaults; {@code store} keeps those to come. */
    public Vaults(Account account, ArchiveStore store) {
        this.account = account;
        this.store = store;
    }

    /** Makes the vaults that an earlier run left. */
    public void load() {
        store.load().forEach((name, archives) -> {
            Vault vault = create(name);
            archives.forEach(archive -> add(vault, archive));
            vault.beginInventory(vault.created());
        });
    }

    /** 400 unless a vault may have this name. */
    public static void checkName(String name) {
        if (!NAME.matcher(name).matches() || name.equals(".") || name.equals("..")) {
            throw GlacierError.invalid("Invalid vault name: " + name);
        }
    }

    /** All vaults. */
    public NavigableMap<String, Vault> all() {
        return vaults;
    }

    /** The vault of this name; 404 if there is none. */
    public Vault get(String name) {
        Vault vault = vaults.get(name);
        if (vault == null) {
            throw GlacierError.notFound("Vault not found for ARN: " + account.vaultArn(name));
        }
        return vault;
    }

    /** Makes the vault unless it exists. */
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

    /** Adds an archive, which is not kept. */
    public Archive add(Vault vault, Archive archive) {
        vault.add(archive, account.now());
        return archive;
    }

    /** Adds an archive that arrived as bytes, which are kept if the vault outlives this run. */
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

    /** The archive of this id in any vault; an IllegalArgumentException if there is none. */
    public Archive anyArchive(String archiveId) {
        return vaults.values().stream()
                .map(vault -> vault.archives().get(archiveId))
                .filter(archive -> archive != null)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No archive " + archiveId));
    }
}
