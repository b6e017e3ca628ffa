package io.github.glacierjob.simulator.service;

import io.github.glacierjob.simulator.job.Jobs;
import io.github.glacierjob.simulator.job.Notifier;
import io.github.glacierjob.simulator.vault.Account;
import io.github.glacierjob.simulator.vault.Ids;
import io.github.glacierjob.simulator.vault.Vaults;
import java.util.function.Supplier;

/**
 * The state of one account in one region. All code that reads or changes it runs inside {@link #transact}, one call at a
 * time; only the bytes of outputs are sent outside.
 */
public final class World {
    private final Account account;
    private final Ids ids;
    private final Vaults vaults;
    private final Jobs jobs;
    private final Notifier notifier;

    /** Creates the state from its parts. */
    public World(Account account, Ids ids, Vaults vaults, Jobs jobs, Notifier notifier) {
        this.account = account;
        this.ids = ids;
        this.vaults = vaults;
        this.jobs = jobs;
        this.notifier = notifier;
    }

    /** Ends the jobs that are due, then runs {@code work} while no other work runs, then delivers notifications. */
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

    /** Runs work without a result in the same way. */
    public void transact(Runnable work) {
        transact(() -> {
            work.run();
            return null;
        });
    }

    /** The account. */
    public Account account() {
        return account;
    }

    /** The source of ids. */
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
