package io.github.glacierjob.internal.renewal;

import io.github.glacierjob.checksum.LeafHasher;
import io.github.glacierjob.internal.ledger.JobLedger;
import io.github.glacierjob.job.CompletedJob;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outputs of a vault whose consumption has begun, in the progress repository: a line for each, written only by the node
 * that holds its claim, and an index, because the service no longer lists what has expired. Nodes write the index without
 * waiting for each other; what one overwrites, the other adds again at its next poll. Thread-safe.
 */
public final class BegunOutputs {

    private static final Logger LOG = LoggerFactory.getLogger(BegunOutputs.class);

    /** Characters of an index that a database's column takes: about 300 outputs. */
    private static final int LONGEST_INDEX = 4000;

    private static final int NAME_LENGTH = 12;

    private final JobLedger ledger;
    private final String index;
    private final Set<String> mine = ConcurrentHashMap.newKeySet();
    private final Map<String, BegunOutput> owed = new ConcurrentHashMap<>();

    public BegunOutputs(JobLedger ledger, String place) {
        this.ledger = ledger;
        this.index = JobLedger.STATE_PREFIX + place;
    }

    /** All outputs; on the way it makes good for what could not be written, and for what another node overwrote. */
    List<BegunOutput> all() {
        keepOwed();
        Set<String> names = names(ledger.state(index));
        if (!names.containsAll(mine)) {
            mine.removeIf(name -> read(name).isEmpty());
            changeIndex(indexed -> indexed.addAll(mine));
            names.addAll(mine);
        }
        return names.stream().map(this::read).flatMap(Optional::stream).toList();
    }

    Optional<BegunOutput> find(CompletedJob job) {
        return Optional.ofNullable(owed.get(nameOf(job))).or(() -> read(nameOf(job)));
    }

    /**
     * Remembers an output, its line before the index, so that the index never names what is not there. One whose line is there
     * is remembered again: the index may have failed, or a crash have come between.
     */
    void begin(BegunOutput output) {
        String name = nameOf(output.job());
        keep(output);
        mine.add(name);
        changeIndex(names -> names.add(name));
    }

    /** Keeps what has changed; if that fails, it is known here all the same, and written before the next poll goes on. */
    synchronized void keep(BegunOutput output) {
        String name = nameOf(output.job());
        owed.put(name, output);
        ledger.changeState(keyOf(name), line -> output.encode());
        owed.remove(name);
    }

    private synchronized void keepOwed() {
        owed.values().forEach(this::keep);
    }

    synchronized void end(CompletedJob job) {
        String name = nameOf(job);
        owed.remove(name);
        mine.remove(name);
        ledger.changeState(keyOf(name), line -> "");
        changeIndex(names -> names.remove(name));
    }

    private void changeIndex(Consumer<Set<String>> change) {
        ledger.changeState(index, line -> {
            Set<String> names = names(line);
            change.accept(names);
            String changed = String.join(",", names);
            if (changed.length() > LONGEST_INDEX) {
                LOG.warn("Of more than {} begun outputs the rest is not requested again if it expires", names.size());
                return line;
            }
            return changed;
        });
    }

    private Optional<BegunOutput> read(String name) {
        return BegunOutput.decode(ledger.state(keyOf(name)));
    }

    private String keyOf(String name) {
        return index + "/" + name;
    }

    private static Set<String> names(String line) {
        return line == null || line.isEmpty() ? new TreeSet<>() : new TreeSet<>(List.of(line.split(",")));
    }

    /** Short, since an index has many. */
    private static String nameOf(CompletedJob job) {
        byte[] key = job.key().getBytes(StandardCharsets.UTF_8);
        LeafHasher hasher = new LeafHasher();
        hasher.update(key, 0, key.length);
        return hasher.finish().treeHash().substring(0, NAME_LENGTH);
    }
}
