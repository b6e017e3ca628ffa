package io.github.glacierjob.internal.spill;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.UUID;

/**
 * Sorts any number of elements in limited memory. If there are too many, they are written in sorted runs to one
 * temporary file, which is deleted when it is closed or the process ends. Equal elements keep the order in which they
 * were added. Used by one thread.
 */
public final class SortedSpill<T> implements Closeable {

    private static final int BUFFER = 1 << 16;

    private final Path directory;
    private final SpillFormat<T> format;
    private final Comparator<T> order;
    private final long mostWeight;
    private final List<T> held = new ArrayList<>();
    private final List<SpilledRun.Place> runs = new ArrayList<>();
    private FileChannel file;
    private long weight;

    /**
     * An empty spill without a file.
     *
     * @param directory  the directory of the file, if one is needed
     * @param mostWeight the largest weight of the elements in memory
     */
    public SortedSpill(Path directory, SpillFormat<T> format, Comparator<T> order, long mostWeight) {
        this.directory = directory;
        this.format = format;
        this.order = order;
        this.mostWeight = mostWeight;
    }

    /**
     * Adds an element.
     *
     * @throws UncheckedIOException if the elements cannot be written to the file
     */
    public void add(T thing) {
        held.add(thing);
        weight += format.weight(thing);
        if (weight > mostWeight) {
            try {
                spill();
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "Directory " + directory + ": the elements to sort cannot be written to a file: " + e, e);
            }
        }
    }

    private void spill() throws IOException {
        held.sort(order);
        if (file == null) {
            file = opened();
        }
        long begin = file.size();
        file.position(begin);
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(file), BUFFER));
        for (T thing : held) {
            format.write(thing, out);
        }
        out.flush();
        runs.add(new SpilledRun.Place(begin, held.size()));
        held.clear();
        weight = 0;
    }

    private FileChannel opened() throws IOException {
        Files.createDirectories(directory);
        return FileChannel.open(
                directory.resolve(".sorting-" + UUID.randomUUID()),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
    }

    /** All elements in order. May be called once, and no element may be added after it. */
    public Iterator<T> sorted() {
        held.sort(order);
        if (runs.isEmpty()) {
            return held.iterator();
        }
        Merged merged = new Merged();
        runs.forEach(place -> merged.add(new SpilledRun<>(file, place, format)));
        merged.add(held.iterator());
        return merged;
    }

    @Override
    public void close() throws IOException {
        held.clear();
        if (file != null) {
            file.close();
        }
    }

    /** Merges the sorted runs. Of equal elements, the one of the earliest run is first. */
    private final class Merged implements Iterator<T> {

        private final PriorityQueue<Head<T>> heads = new PriorityQueue<>(
                Comparator.<Head<T>, T>comparing(Head::thing, order).thenComparing(Head::part));

        private int parts;

        void add(Iterator<T> part) {
            advance(part, parts++);
        }

        private void advance(Iterator<T> rest, int part) {
            if (rest.hasNext()) {
                heads.add(new Head<>(rest.next(), part, rest));
            }
        }

        @Override
        public boolean hasNext() {
            return !heads.isEmpty();
        }

        @Override
        public T next() {
            Head<T> first = heads.poll();
            if (first == null) {
                throw new NoSuchElementException();
            }
            advance(first.rest(), first.part());
            return first.thing();
        }
    }

    /** The next element of a part, and the elements after it. */
    private record Head<T>(T thing, int part, Iterator<T> rest) {}
}
