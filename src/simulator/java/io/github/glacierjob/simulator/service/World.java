package io.github.glacierjob.simulator.service;

import io.github.glacierjob.simulator.job.Jobs;
import io.github.glacierjob.simulator.job.Notifier;
import io.github.glacierjob.simulator.vault.Account;
import io.github.glacierjob.simulator.vault.Ids;
import io.github.glacierjob.simulator.vault.Vaults;
import java.util.function.Supplier;

/**
 * The state of one account in one region. Everything that reads or changes it runs inside {@link #transact}, one at a time;
 * only the bytes of outputs are served outside.
 */
public final class World {
    private final Account account;
    private final Ids ids;
    private final Vaults vaults;
    private final Jobs jobs;
    private final Notifier notifier;

    /** What all operations share. */
    public World(Account account, Ids ids, Vaults vaults, Jobs jobs, Notifier notifier) {
        this.account = account;
        this.ids = ids;
        this.vaults = vaults;
        this.jobs = jobs;
        this.notifier = notifier;
    }

    /** Runs {@code work} alone, after the jobs that fell due have ended, and delivers notifications afterwards. */
    public <T> T transact(Supplier<T> work) {
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

    /** The same for work without a result. */
    public void transact(Runnable work) {
        transact(() -> {
            work.run();
            return null;
        });
    }

    /** Whose it is. */
    public Account account() {
        return account;
    }

    /** Where ids come from. */
    public Ids ids() {
        return ids;
    }

    /** The vaults. */
    public Vaults vaults() {
        return vaults;
    }

    /** The jobs. */
    public Jobs jobs() {
        return jobs;
    }
}
