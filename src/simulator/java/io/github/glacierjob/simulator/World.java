package io.github.glacierjob.simulator;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The state of one account in one region. Everything that reads or changes it runs inside {@link #transact}, one at a time;
 * only the bytes of outputs are served outside.
 */
final class World {
    private static final Pattern VAULT_NAME = Pattern.compile("[A-Za-z0-9_.-]{1,255}");
    private static final int VAULT_LIMIT = 1000;

    final Settings settings;
    final Ids ids;
    final Notifier notifier;
    final Jobs jobs;
    final RetrievalPolicy policy = new RetrievalPolicy();
    private final ArchiveStore store;
    private final NavigableMap<String, Vault> vaults = new TreeMap<>();

    World(Settings settings, Ids ids, Notifier notifier, ArchiveStore store) {
        this.settings = settings;
        this.ids = ids;
        this.notifier = notifier;
        this.store = store;
        this.jobs = new Jobs(settings, ids, notifier);
    }

    void load() {
        transact(() -> store.load(this));
    }

    /** Runs {@code work} alone, after the jobs that fell due have ended, and delivers notifications afterwards. */
    <T> T transact(Supplier<T> work) {
        try {
            synchronized (this) {
                jobs.settle();
                T result = work.get();
                jobs.settle();
                return result;
            }
        } finally {
            notifier.deliver();
        }
    }

    void transact(Runnable work) {
        transact(() -> {
            work.run();
            return null;
        });
    }

    Instant now() {
        return settings.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    NavigableMap<String, Vault> vaults() {
        return vaults;
    }

    /** The vault of this name; 404 if there is none. */
    Vault vault(String name) {
        Vault vault = vaults.get(name);
        if (vault == null) {
            throw GlacierError.notFound("Vault not found for ARN: " + settings.vaultArn(name));
        }
        return vault;
    }

    static void checkVaultName(String name) {
        if (!VAULT_NAME.matcher(name).matches() || name.equals(".") || name.equals("..")) {
            throw GlacierError.invalid("Invalid vault name: " + name);
        }
    }

    /** Makes the vault unless it exists. */
    Vault createVault(String name) {
        checkVaultName(name);
        Vault known = vaults.get(name);
        if (known != null) {
            return known;
        }
        if (vaults.size() >= VAULT_LIMIT) {
            throw GlacierError.limit("Vault limit of " + VAULT_LIMIT + " exceeded");
        }
        Vault vault = new Vault(name, settings.vaultArn(name), now());
        vaults.put(name, vault);
        store.vaultCreated(vault);
        return vault;
    }

    void deleteVault(String name) {
        Vault vault = vaults.get(name);
        if (vault == null) {
            return;
        }
        if (!vault.archives.isEmpty()) {
            throw GlacierError.invalid("Vault not empty or recently written to: " + vault.arn);
        }
        vaults.remove(name);
        store.vaultDeleted(vault);
    }

    Archive addArchive(Vault vault, Archive archive) {
        vault.archives.put(archive.id(), archive);
        vault.inventoried = now();
        return archive;
    }

    /** Adds an archive that came as bytes, which are kept if the world outlives this run. */
    Archive upload(Vault vault, Archive archive) {
        return addArchive(vault, store.keep(vault, archive));
    }

    void removeArchive(Vault vault, String archiveId) {
        Archive archive = vault.archives.remove(archiveId);
        if (archive != null) {
            vault.inventoried = now();
            store.remove(vault, archive);
        }
    }

    /** The job of this id in any vault; an IllegalArgumentException if there is none. */
    Job anyJob(String jobId) {
        for (Vault vault : vaults.values()) {
            Job job = vault.jobsById.get(jobId);
            if (job != null) {
                return job;
            }
        }
        throw new IllegalArgumentException("No job " + jobId);
    }

    /** The archive of this id in any vault; an IllegalArgumentException if there is none. */
    Archive anyArchive(String archiveId) {
        return vaults.values().stream()
                .map(vault -> vault.archives.get(archiveId))
                .filter(archive -> archive != null)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No archive " + archiveId));
    }

    Collection<Vault> allVaults() {
        return vaults.values();
    }
}
