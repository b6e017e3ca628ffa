package io.github.glacierjob.internal.spill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SortedSpillTest {

    private record Thing(int key, int number) {}

    private static final SpillFormat<Thing> FORMAT = new SpillFormat<>() {

        @Override
        public void write(Thing thing, DataOutput out) throws IOException {
            out.writeInt(thing.key());
            out.writeInt(thing.number());
        }

        @Override
        public Thing read(DataInput in) throws IOException {
            return new Thing(in.readInt(), in.readInt());
        }

        @Override
        public int weight(Thing thing) {
            return 1;
        }
    };

    private static final Comparator<Thing> BY_KEY = Comparator.comparing(Thing::key);

    @TempDir
    private Path directory;

    private static List<Thing> things(int count) {
        Random random = new Random(1);
        List<Thing> things = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            things.add(new Thing(random.nextInt(count / 2 + 1), number));
        }
        return things;
    }

    /** In memory only, in runs of one item, in a few runs with a rest, and in runs that end with the last item. */
    @ParameterizedTest
    @ValueSource(longs = {1_000_000, 0, 300, 999})
    void itemsAreReturnedInOrderAndEqualItemsInTheirOrderOfAddition(long mostWeight) throws IOException {
        List<Thing> things = things(10_000);
        List<Thing> sorted = new ArrayList<>();
        try (SortedSpill<Thing> spill = new SortedSpill<>(directory, FORMAT, BY_KEY, mostWeight)) {
            things.forEach(spill::add);
            spill.sorted().forEachRemaining(sorted::add);
        }
        List<Thing> expected = new ArrayList<>(things);
        expected.sort(BY_KEY);
        assertThat(sorted).isEqualTo(expected);
    }

    @Test
    void noFileIsLeftInTheDirectory() throws IOException {
        try (SortedSpill<Thing> spill = new SortedSpill<>(directory.resolve("new"), FORMAT, BY_KEY, 10)) {
            things(100).forEach(spill::add);
            spill.sorted().next();
        }
        assertThat(Files.list(directory.resolve("new"))).isEmpty();
    }

    @Test
    void itemsThatFitInMemoryNeedNoFile() throws IOException {
        try (SortedSpill<Thing> spill = new SortedSpill<>(directory.resolve("none"), FORMAT, BY_KEY, 1000)) {
            things(100).forEach(spill::add);
            assertThat(spill.sorted()).toIterable().hasSize(100);
        }
        assertThat(directory.resolve("none")).doesNotExist();
    }

    @Test
    void anErrorNamesADirectoryThatIsNotWritable() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        try (SortedSpill<Thing> spill = new SortedSpill<>(file, FORMAT, BY_KEY, 0)) {
            assertThatThrownBy(() -> spill.add(new Thing(1, 1)))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining(file.toString());
        }
    }
}
