package io.github.glacierjob.internal.renewal;

import io.github.glacierjob.checksum.LeafHasher;
import io.github.glacierjob.internal.ledger.JobLedger;
import io.github.glacierjob.job.CompletedJob;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores the begun outputs of a vault in the progress repository: one line for each output, written only by the node with
 * its claim, and an index, because the service no longer lists expired outputs. Nodes write the index without locks; if a
 * node overwrites an entry, the other node adds it again at its next poll. Thread-safe.
 */
final class BegunOutputs {

    private static final Logger LOG = LoggerFactory.getLogger(BegunOutputs.class);

    /** The longest index that a database's column can hold: the names of about 300 outputs. */
    private static final int MAX_INDEX_LENGTH = 4000;

    private static final int NAME_LENGTH = 12;

    /** The longest line that a database's column can hold. */
    private static final int MAX_LINE_LENGTH = 4000;

    private static final int MAX_OUTPUTS = MAX_INDEX_LENGTH / (NAME_LENGTH + 1);

    private final JobLedger ledger;
    private final Set<String> ownNames = ConcurrentHashMap.newKeySet();
    private final Set<String> registered = ConcurrentHashMap.newKeySet();
    private final Map<String, BegunOutput> unsaved = new ConcurrentHashMap<>();

    BegunOutputs(JobLedger ledger) {
        this.ledger = ledger;
    }

    /**
     * Reads all outputs of a vault, except the outputs of the jobs with these names. First saves outputs that could not
     * be saved before, and adds entries to the index that another node overwrote.
     */
    List<BegunOutput> allBut(Set<String> jobs, String vaultArn) {
        String index = indexOf(vaultArn);
        saveUnsaved();
        Set<String> names = names(ledger.state(index));
        if (!names.containsAll(ownNames)) {
            ownNames.removeIf(name -> read(index, name).isEmpty());
            changeIndex(index, indexed -> indexed.addAll(ownNames));
            names.addAll(ownNames);
        }
        names.removeIf(jobs::contains);
        return names.stream()
                .map(name -> read(index, name))
                .flatMap(Optional::stream)
                .toList();
    }

    Optional<BegunOutput> find(CompletedJob job) {
        return Optional.ofNullable(unsaved.get(nameOf(job))).or(() -> read(indexOf(job), nameOf(job)));
    }

    /**
     * Saves an output: first its line, then the index, so that each name in the index has a line. Also called for an
     * output that is saved already, because writing the index may have failed, or a crash may have happened between both.
     */
    void begin(BegunOutput output) {
        String name = nameOf(output.job());
        save(output);
        ownNames.add(name);
        changeIndex(indexOf(output.job()), names -> names.add(name));
    }

    /** Whether a repository in a database has room for the line of this job. */
    boolean fits(CompletedJob job) {
        return BegunOutput.of(job).encode().length() <= MAX_LINE_LENGTH;
    }

    /**
     * Saves outputs that have not begun yet, as many as fit into the index; lines that exist already are not changed.
     *
     * @param keys the keys of all outputs that are not delivered; a registered key that is missing was delivered, here or
     *             by another node
     * @param jobs returns the job of a key
     */
    synchronized void register(Collection<String> keys, Function<String, CompletedJob> jobs) {
        registered.retainAll(Set.copyOf(keys));
        List<String> unknown =
                keys.stream().filter(key -> !registered.contains(key)).toList();
        if (unknown.isEmpty()) {
            return;
        }
        String index = indexOf(unknown.get(0).substring(0, unknown.get(0).lastIndexOf("/jobs/")));
        Set<String> before = names(ledger.state(index));
        List<String> fresh =
                unknown.stream().filter(key -> !before.contains(nameOf(key))).toList();
        int room = Math.max(0, MAX_OUTPUTS - before.size());
        if (fresh.size() > room) {
            LOG.warn(
                    "{} of {} outputs are not requested again if they expire before they begin: only {} can be"
                            + " remembered",
                    fresh.size() - room,
                    fresh.size(),
                    MAX_OUTPUTS);
        }
        saveNew(index, fresh.stream().map(jobs).filter(this::fits).limit(room).toList());
        registered.addAll(unknown);
    }

    /** The keys of the outputs that are registered and not delivered. */
    Set<String> registered() {
        return Set.copyOf(registered);
    }

    private void saveNew(String index, List<CompletedJob> jobs) {
        for (CompletedJob job : jobs) {
            ledger.changeState(
                    keyOf(index, nameOf(job)),
                    line -> line == null || line.isEmpty() ? BegunOutput.of(job).encode() : line);
        }
        List<String> names = jobs.stream().map(BegunOutputs::nameOf).toList();
        ownNames.addAll(names);
        changeIndex(index, indexed -> indexed.addAll(names));
    }

    /** Saves a changed output. If that fails, this process keeps it in memory and saves it at the next poll. */
    synchronized void save(BegunOutput output) {
        String name = nameOf(output.job());
        unsaved.put(name, output);
        ledger.changeState(keyOf(indexOf(output.job()), name), line -> output.encode());
        unsaved.remove(name);
    }

    /**
     * Saves an output with a request that is sent only after saving. If saving fails, this process forgets the request.
     */
    synchronized void saveOrForget(BegunOutput output) {
        try {
            save(output);
        } catch (RuntimeException e) {
            unsaved.remove(nameOf(output.job()));
            throw e;
        }
    }

    private synchronized void saveUnsaved() {
        for (BegunOutput output : unsaved.values()) {
            try {
                save(output);
            } catch (RuntimeException e) {
                LOG.warn("The repository cannot store an output that has begun; the next poll tries again", e);
            }
        }
    }

    synchronized void end(CompletedJob job) {
        String name = nameOf(job);
        unsaved.remove(name);
        ownNames.remove(name);
        registered.remove(job.key());
        ledger.changeState(keyOf(indexOf(job), name), line -> "");
        changeIndex(indexOf(job), names -> names.remove(name));
    }

    private void changeIndex(String index, Consumer<Set<String>> change) {
        ledger.changeState(index, line -> {
            Set<String> names = names(line);
            change.accept(names);
            String changed = String.join(",", names);
            if (changed.length() > MAX_INDEX_LENGTH) {
                LOG.warn(
                        "More than {} outputs have begun; further ones are not requested again if they expire",
                        names.size());
                return line;
            }
            return changed;
        });
    }

    private Optional<BegunOutput> read(String index, String name) {
        return BegunOutput.decode(ledger.state(keyOf(index, name)));
    }

    /**
     * The key of a vault's index. It has the vault's ARN with the account, because two accounts may have vaults with the
     * same name.
     */
    private static String indexOf(String vaultArn) {
        return JobLedger.STATE_PREFIX + vaultArn;
    }

    private static String indexOf(CompletedJob job) {
        return indexOf(job.details().vaultARN());
    }

    private static String keyOf(String index, String name) {
        return index + "/" + name;
    }

    private static Set<String> names(String line) {
        return line == null || line.isEmpty() ? new TreeSet<>() : new TreeSet<>(List.of(line.split(",")));
    }

    private static String nameOf(CompletedJob job) {
        return nameOf(job.key());
    }

    /** A short name of a job, because an index has many names. */
    static String nameOf(String jobKey) {
        byte[] key = jobKey.getBytes(StandardCharsets.UTF_8);
        LeafHasher hasher = new LeafHasher();
        hasher.update(key, 0, key.length);
        return hasher.finish().treeHash().substring(0, NAME_LENGTH);
    }
}
