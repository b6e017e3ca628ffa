package io.github.glacierjob.internal.ledger;

import static io.github.glacierjob.internal.text.Rejection.printable;

import io.github.glacierjob.internal.output.Progress;
import io.github.glacierjob.job.CompletedJob;
import io.github.glacierjob.options.GlacierJobOptions;
import io.github.glacierjob.repository.HeldClaims;
import io.github.glacierjob.repository.KeyLookup;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.StateRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records the state of each job in three repositories, which nodes may share: claimed, consumed up to a point, consumed.
 * Commits in the order that loses nothing: progress, then consumed, then the release of the claim. Thread-safe.
 */
public final class JobLedger {

    /** The prefix of keys of the progress repository that are not keys of jobs. */
    public static final String STATE_PREFIX = "begun/";

    private static final Logger LOG = LoggerFactory.getLogger(JobLedger.class);

    private final Optional<StateDirectory> directory;
    private final IdempotentRepository consumed;
    private final IdempotentRepository inProgress;
    private final StateRepository<String, String> progress;
    private final Claims claims;

    /** Creates a ledger without a state directory. */
    public JobLedger(GlacierJobOptions options) {
        this(options, Optional.empty());
    }

    private JobLedger(GlacierJobOptions options, Optional<StateDirectory> directory) {
        this.directory = directory;
        this.consumed = Optional.ofNullable(options.getIdempotentRepository())
                .or(() -> directory.map(StateDirectory::consumed))
                .orElseGet(MemoryJobRepository::new);
        this.inProgress = Optional.ofNullable(options.getInProgressRepository()).orElseGet(MemoryJobRepository::new);
        this.progress = Optional.ofNullable(options.getProgressRepository())
                .or(() -> directory.map(StateDirectory::progress))
                .orElseGet(MemoryProgressRepository::new);
        this.claims = new Claims(inProgress);
    }

    /** Creates the ledger of an endpoint. A repository that the user sets has priority over the state directory. */
    public static JobLedger of(CamelContext context, GlacierJobOptions options) {
        return new JobLedger(
                options,
                Optional.ofNullable(options.getStateDirectory())
                        .filter(name -> !name.isEmpty())
                        .map(name -> StateDirectory.of(context, name)));
    }

    /** Starts the repositories. The user's repositories stop with the context, because several routes may share them. */
    public void start(CamelContext context) throws Exception {
        if (directory.isPresent()) {
            openDirectory(context, directory.get());
        }
        context.addService(consumed, true, true);
        context.addService(inProgress, true, true);
        context.addService(progress, true, true);
    }

    private void openDirectory(CamelContext context, StateDirectory own) {
        try {
            own.make();
            for (Object repository : List.of(own.progress(), own.consumed())) {
                if (repository == progress || repository == consumed) {
                    context.addService(repository, true, true);
                }
            }
        } catch (Exception e) {
            throw own.refusal(e);
        }
    }

    /** Whether consumed jobs are recorded in memory only, so that a new process does not know them. */
    public boolean isForgetful() {
        return consumed instanceof MemoryJobRepository && progress instanceof MemoryProgressRepository;
    }

    /** The keys of the jobs in the repositories that are in memory. */
    public Set<String> remembered() {
        Set<String> keys = new HashSet<>();
        if (consumed instanceof MemoryJobRepository memory) {
            keys.addAll(memory.keys());
        }
        if (progress instanceof MemoryProgressRepository memory) {
            keys.addAll(memory.keys());
        }
        keys.removeIf(key -> key.startsWith(STATE_PREFIX));
        return keys;
    }

    /** Removes jobs from the repositories that are in memory. */
    public void forget(Set<String> keys) {
        if (consumed instanceof MemoryJobRepository memory) {
            memory.forget(keys);
        }
        if (progress instanceof MemoryProgressRepository memory) {
            memory.forget(keys);
        }
    }

    /** The keys of the jobs that a node has claimed, this node or another. */
    public Set<String> claimed(Collection<String> keys) {
        return keysIn(inProgress, keys);
    }

    /** The keys whose jobs are recorded as consumed. */
    public Set<String> consumed(Collection<String> keys) {
        return keysIn(consumed, keys);
    }

    /**
     * The keys that the repository contains. If the repository can look up many keys at once, this is one call, because
     * the repository may be remote.
     */
    private static Set<String> keysIn(IdempotentRepository repository, Collection<String> keys) {
        if (repository instanceof KeyLookup lookup) {
            return keys.isEmpty() ? Set.of() : lookup.containing(keys);
        }
        return keys.stream().filter(repository::contains).collect(Collectors.toSet());
    }

    /** Removes the claim of any node; false if the job is not claimed. */
    public boolean forgetClaim(CompletedJob job) {
        boolean claimed = inProgress.contains(job.key());
        inProgress.remove(job.key());
        return claimed;
    }

    /** Releases the claims whose release failed before. */
    public void retryReleases() {
        claims.retryReleases();
    }

    public boolean isConsumed(CompletedJob job) {
        return consumed.contains(job.key());
    }

    /** Claims a job; empty if another node has claimed it or it has been consumed since the listing. */
    public Optional<Claims.Claim> claim(CompletedJob job) {
        Optional<Claims.Claim> claim = claims.claim(job);
        boolean mine = false;
        try {
            mine = claim.isPresent() && !isFinished(job);
            return mine ? claim : Optional.empty();
        } finally {
            if (!mine) {
                claim.ifPresent(Claims.Claim::close);
            }
        }
    }

    /**
     * Refuses to continue with a job that another node may have claimed. Only a repository with heartbeats detects that.
     *
     * @throws IllegalStateException if the claim is lost
     */
    public void requireClaim(CompletedJob job) {
        if (inProgress instanceof HeldClaims shared && !shared.isHeld(job.key())) {
            throw new IllegalStateException(
                    "Job " + printable(job.key()) + ": expected to hold its claim, but lost it because a"
                            + " heartbeat was late; the node that holds the claim now continues the output");
        }
    }

    /** Whether the job is consumed, even if a crash happened between the two commits that record it. */
    public boolean isFinished(CompletedJob job) {
        return isConsumed(job) || isDone(job);
    }

    /**
     * Whether the progress says that the job is done; then this also records the job as consumed, because a crash between
     * the two commits may have left that out.
     */
    public boolean isDone(CompletedJob job) {
        boolean done = progress(job).filter(Progress::isDone).isPresent();
        if (done) {
            record(job);
        }
        return done;
    }

    public Optional<Progress> progress(CompletedJob job) {
        String line = progress.getState(job.key());
        if (line == null || line.isEmpty()) {
            return Optional.empty();
        }
        Optional<Progress> known = Progress.decode(line);
        if (known.isEmpty()) {
            LOG.warn(
                    "The progress of {} cannot be read and is ignored: the output is consumed from its start",
                    printable(job.key()));
        }
        return known;
    }

    /**
     * Commits the progress of an output. The progress is written first, because a progress that says done proves that the
     * job is consumed.
     */
    public void advance(CompletedJob job, Progress reached) {
        progress.setState(job.key(), reached.encode());
        if (reached.isDone()) {
            record(job);
        }
    }

    /** Reads the progress repository under a key that is not a job; null or empty if the key has no value. */
    public String state(String key) {
        return progress.getState(key);
    }

    /**
     * Changes the value of the progress repository under a key that is not a job; changes of this process run one after
     * another.
     */
    public void changeState(String key, UnaryOperator<String> change) {
        synchronized (progress) {
            progress.setState(key, change.apply(progress.getState(key)));
        }
    }

    public void reset(CompletedJob job) {
        progress.setState(job.key(), "");
    }

    public void record(CompletedJob job) {
        consumed.add(job.key());
        consumed.confirm(job.key());
    }
}
