package io.github.glacierjob.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * A reader reads exactly what a printer writes in the formats of the service, from every position and in pieces of any
 * size.
 */
class InventoryPropertiesTest {

    @Provide
    Arbitrary<List<InventoryArchive>> inventories() {
        Arbitrary<String> ids = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars("-_0")
                .ofMinLength(1)
                .ofMaxLength(20);
        Arbitrary<String> descriptions = Arbitraries.oneOf(
                Arbitraries.strings().withChars("\",\\ a").ofMaxLength(12),
                Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(60),
                Arbitraries.of("", "x\",2017-08-22T17:24:07Z,1," + InventoryPrinter.HASH, "{\"ArchiveList\":[", "}]}"));
        Arbitrary<String> dates = Arbitraries.of("2017-08-22T17:24:07Z", "2012-05-15T17:21:39.339Z");
        Arbitrary<Long> sizes = Arbitraries.longs().between(0, 40L << 40);
        return Combinators.combine(ids, descriptions, dates, sizes)
                .as((id, description, date, size) ->
                        new InventoryArchive(id, description, date, size, InventoryPrinter.HASH))
                .list()
                .ofMaxSize(6);
    }

    private static String print(boolean json, List<InventoryArchive> archives) {
        return json ? InventoryPrinter.json(archives) : InventoryPrinter.csv(archives);
    }

    /** A stream that returns a few bytes at a time. */
    private static InputStream dripping(String document, int most) {
        return new FilterInputStream(InventoryPrinter.stream(document)) {
            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                return super.read(to, offset, Math.min(length, most));
            }
        };
    }

    @Property
    void anInventoryIsReadInPiecesOfAnySize(
            @ForAll("inventories") List<InventoryArchive> archives,
            @ForAll boolean json,
            @ForAll @IntRange(min = 1, max = 50) int piece)
            throws IOException {
        InputStream in = dripping(print(json, archives), piece);

        assertThat(InventoryPrinter.rest(new InventoryReader(in, InventoryPosition.START)))
                .isEqualTo(archives);
    }

    @Property
    void readingCanContinueAtEveryArchive(
            @ForAll("inventories") List<InventoryArchive> archives, @ForAll boolean json, @ForAll boolean ahead)
            throws IOException {
        String document = print(json, archives);
        InventoryReader reader = new InventoryReader(InventoryPrinter.stream(document), InventoryPosition.START);
        for (int done = 1; done <= archives.size(); done++) {
            reader.next();
            assertThat(!ahead || reader.hasNext() == done < archives.size()).isTrue();
            InventoryPosition position = reader.position();
            InputStream rest = InventoryPrinter.stream(document.substring((int) position.offset()));

            assertThat(InventoryPrinter.rest(new InventoryReader(rest, position)))
                    .isEqualTo(archives.subList(done, archives.size()));
        }
    }

    /** The end of a document shows that it is complete, except that the last line of CSV may lack its line end. */
    @Property
    void aTruncatedDocumentGivesItsCompleteArchivesAndThenAnError(
            @ForAll("inventories") List<InventoryArchive> archives, @ForAll boolean json, @ForAll int place)
            throws IOException {
        String document = print(json, archives);
        int cut = Math.floorMod(place, document.length());
        InventoryReader reader =
                new InventoryReader(InventoryPrinter.stream(document.substring(0, cut)), InventoryPosition.START);
        int read = 0;
        boolean torn = false;
        while (!torn && reader.hasNext()) {
            try {
                assertThat(reader.next()).isEqualTo(archives.get(read++));
            } catch (MalformedInventoryException e) {
                torn = true;
            }
        }
        boolean betweenLines = document.charAt(cut) == '\n' || cut > 0 && document.charAt(cut - 1) == '\n';
        assertThat(torn).isEqualTo(json || !betweenLines);
    }
}
