package io.github.glacierjob.inventory;

import static io.github.glacierjob.inventory.InventoryPrinter.DATE;
import static io.github.glacierjob.inventory.InventoryPrinter.HASH;
import static io.github.glacierjob.inventory.InventoryPrinter.HEADER;
import static io.github.glacierjob.inventory.InventoryPrinter.archive;
import static io.github.glacierjob.inventory.InventoryPrinter.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class InventoryReaderTest {

    static final List<InventoryArchive> THREE =
            List.of(archive("-first", "a"), archive("second_", "{\"b\":1}"), archive("third", ""));

    static final String ROW = ",\"d\"," + DATE + ",1," + HASH;
    static final String MEMBERS = "\"ArchiveDescription\":\"d\",\"CreationDate\":\"" + DATE
            + "\",\"Size\":1,\"SHA256TreeHash\":\"" + HASH + "\"";

    private static String list(String archives) {
        return "{\"ArchiveList\":[" + archives + "]}";
    }

    @Test
    void theJsonOfTheServiceIsRead() throws IOException {
        assertThat(read(InventoryPrinter.json(THREE))).isEqualTo(THREE);
        assertThat(read(InventoryPrinter.json(List.of()))).isEmpty();
    }

    @Test
    void theCsvOfTheServiceIsRead() throws IOException {
        assertThat(read(InventoryPrinter.csv(THREE))).isEqualTo(THREE);
        assertThat(read(InventoryPrinter.csv(List.of()))).isEmpty();
        assertThat(read(HEADER.trim())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "\"my archive description,1\\\"2\" | my archive description,1\"2",
                "\"a\\\\\"b\" | a\\\"b",
                "\"ends with \\\" | ends with \\",
                "\"C:\\new\\table\" | C:\\new\\table",
                "\"\\\"\\\",\\\"\" | \"\",\"",
                "\"\" | ''",
                "plain | plain",
                "'' | ''",
                "\"x\\\",2000-01-01T00:00:00Z,1,y\" | x\",2000-01-01T00:00:00Z,1,y"
            })
    void aDescriptionInCsvIsReadAsItsUploaderWroteIt(String written, String meant) throws IOException {
        String document = HEADER + "id," + written + "," + DATE + ",1," + HASH + "\n";

        assertThat(read(document)).containsExactly(new InventoryArchive("id", meant, DATE, 1, HASH));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void bothKindsOfLineEndsAreRead(String end) throws IOException {
        String document = (HEADER + "a" + ROW + "\nb" + ROW + "\n").replace("\n", end);

        assertThat(read(document)).extracting(InventoryArchive::id).containsExactly("a", "b");
        assertThat(read(document.stripTrailing())).hasSize(2);
    }

    @Test
    void everyFieldMayBeQuoted() throws IOException {
        String document = "\"ArchiveId\",\"ArchiveDescription\",\"CreationDate\",\"Size\",\"SHA256TreeHash\"\n"
                + "\"a\",\"d\",\"" + DATE + "\",\"1\",\"" + HASH + "\"\n";

        assertThat(read(document)).containsExactly(new InventoryArchive("a", "d", DATE, 1, HASH));
    }

    @Test
    void unknownMembersAreIgnored() throws IOException {
        String document =
                "{\"New\":{\"a\":[1,{\"b\":2}]},\"ArchiveList\":[{\"New\":[[]],\"ArchiveId\":\"a\",\"Old\":null,"
                        + MEMBERS + "}],\"After\":\"x\"}";

        assertThat(read(document)).extracting(InventoryArchive::id).containsExactly("a");
    }

    @Test
    void aDescriptionThatIsMissingOrNullIsEmpty() throws IOException {
        String without = MEMBERS.replace("\"ArchiveDescription\":\"d\",", "");
        String document = list(
                "{\"ArchiveId\":\"a\"," + without + "},{\"ArchiveId\":\"b\"," + MEMBERS.replace("\"d\"", "null") + "}");

        assertThat(read(document)).hasSize(2).allSatisfy(archive -> assertThat(archive.description())
                .isEmpty());
    }

    static Stream<Arguments> wrong() {
        String good = "{\"ArchiveId\":\"a\"," + MEMBERS + "}";
        return Stream.of(
                Arguments.of("", "expected JSON or the line ArchiveId,ArchiveDescription"),
                Arguments.of("<html>", "expected JSON or the line ArchiveId,ArchiveDescription"),
                Arguments.of("Size,ArchiveId\n", "got 'Size,ArchiveId'"),
                Arguments.of(" []", "expected an inventory, which is an object, got START_ARRAY"),
                Arguments.of("{}", "expected a list ArchiveList, got an object without it"),
                Arguments.of("{\"ArchiveList\":{}}", "expected ArchiveList to be a list, got START_OBJECT"),
                Arguments.of("{\"ArchiveList\":null}", "expected ArchiveList to be a list, got VALUE_NULL"),
                Arguments.of(list("1"), "expected an archive or the end of ArchiveList, got VALUE_NUMBER_INT"),
                Arguments.of(list(good) + "{}", "expected the end of the document"),
                Arguments.of(list(good).replace("]}", "],\"ArchiveList\":[]}"), "expected one ArchiveList"),
                Arguments.of(list(good + "," + good.replace("}", "")), "archive 2 of the inventory, byte"),
                Arguments.of(
                        "{\"ArchiveList\":[" + good, "archive 2 of the inventory, byte 189: expected more, got the"),
                Arguments.of("{\"ArchiveList\":[" + good + "]", "expected more, got the end of the document"),
                Arguments.of(list(good.replace("Size\":1", "Size\":-1")), "Size: '-1' must be 0 bytes or more"),
                Arguments.of(list(good.replace("Size\":1", "Size\":\"1\"")), "Size: '1' must be a number"),
                Arguments.of(list(good.replace("Size\":1", "Size\":1.5")), "expected Size to be text or a whole"),
                Arguments.of(
                        list(good.replace("Size\":1", "Size\":99999999999999999999")),
                        "Size: '99999999999999999999' must be"),
                Arguments.of(list(good.replace("\"Size\":1,", "")), "Size: is not set; it must be"),
                Arguments.of(list(good.replace("\"Size\":1", "\"Size\":1,\"Size\":2")), "expected one Size"),
                Arguments.of(list(good.replace("\"a\"", "\"a/b\"")), "ArchiveId: 'a/b' must be 1 to 1024 characters"),
                Arguments.of(list(good.replace("\"a\"", "7")), "ArchiveId: '7' must be text"),
                Arguments.of(list(good.replace("\"a\"", "{}")), "expected ArchiveId to be text"),
                Arguments.of(list(good.replace(HASH, "ca6d")), "SHA256TreeHash: 'ca6d' must have 64"),
                Arguments.of(list(good.replace(DATE, "yesterday")), "CreationDate: 'yesterday' must be a date"),
                Arguments.of(HEADER + "\na" + ROW, "expected five fields, got ''"),
                Arguments.of(HEADER + "a,b\n", "expected five fields, got 'a,b'"),
                Arguments.of(HEADER + "a" + ROW + "\nb" + ROW.substring(0, 40), "archive 2 of the inventory, byte"),
                Arguments.of(HEADER + "a,x,y," + DATE + ",1," + HASH, "ArchiveDescription: 'x,y' must be in quotes"),
                Arguments.of(HEADER + "a,x\"y," + DATE + ",1," + HASH, "ArchiveDescription: 'x\"y' must be in"),
                Arguments.of(HEADER + "a,\"x\"\"y\"," + DATE + ",1," + HASH, "a backslash before each quote within"),
                Arguments.of(HEADER + "a,\"\n\"," + DATE + ",1," + HASH, "expected five fields, got 'a,\"'"),
                Arguments.of(HEADER + "a,d," + DATE + ",1e3," + HASH, "Size: '1e3' must be a number of bytes"),
                Arguments.of(HEADER + ",d," + DATE + ",1," + HASH, "ArchiveId: '' must be"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void aDocumentThatIsNotAnInventoryIsRefusedWithThePosition(String document, String message) {
        assertThatThrownBy(() -> read(document))
                .isInstanceOf(MalformedInventoryException.class)
                .hasMessageContaining("of the inventory, byte ")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "ISO-8859-1"})
    void invalidUtf8IsRefused(String charset) {
        for (String document : List.of(
                InventoryPrinter.json(List.of(archive("a", "caf\u00e9 au"))),
                InventoryPrinter.csv(List.of(archive("a", "caf\u00e9 au"))))) {
            InputStream bytes = new java.io.ByteArrayInputStream(document.getBytes(Charset.forName(charset)));
            InventoryReader reader = new InventoryReader(bytes, InventoryPosition.START);
            assertThatThrownBy(() -> InventoryPrinter.rest(reader)).isInstanceOf(MalformedInventoryException.class);
        }
    }

    /** An endless document that is generated as fast as it is read. */
    private static InputStream endless(String head, char filler) {
        return new InputStream() {
            private int at;

            @Override
            public int read() {
                return at < head.length() ? head.charAt(at++) : filler;
            }

            @Override
            public int read(byte[] to, int offset, int length) {
                for (int i = 0; i < length; i++) {
                    to[offset + i] = (byte) read();
                }
                return length;
            }
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ArchiveList\":[{\"ArchiveDescription\":\"",
                "{\"ArchiveList\":[{\"ArchiveId\":\"",
                "{\"ArchiveList\":[{\"Size\":1",
                "{\"VaultARN\":1",
                "{\"Name",
                "ArchiveId,ArchiveDescription,CreationDate,Size,SHA256TreeHash\na,\"",
                "Archive"
            })
    void aFieldWithoutAnEndIsRefusedBeforeItFillsTheMemory(String head) {
        InventoryReader reader = new InventoryReader(endless(head, '1'), InventoryPosition.START);

        assertThatThrownBy(() -> InventoryPrinter.rest(reader)).isInstanceOf(MalformedInventoryException.class);
        assertThat(reader.position()).isEqualTo(InventoryPosition.START);
    }

    @Test
    void aDescriptionOverTheLimitIsRefused() throws IOException {
        String longest = "d".repeat(4096);
        for (String quote : List.of("\"d\"", "\"" + longest + "\"")) {
            assertThat(read(list("{\"ArchiveId\":\"a\"," + MEMBERS.replace("\"d\"", quote) + "}")))
                    .hasSize(1);
            assertThat(read(HEADER + "a" + ROW.replace("\"d\"", quote))).hasSize(1);
        }
        assertThatThrownBy(() ->
                        read(list("{\"ArchiveId\":\"a\"," + MEMBERS.replace("\"d\"", "\"x" + longest + "\"") + "}")))
                .hasMessageContaining("4096");
        assertThatThrownBy(() -> read(HEADER + "a" + ROW.replace("\"d\"", "\"x" + longest + "\"")))
                .hasMessageContaining("4096");
    }

    @Test
    void tooManyDifferentNamesAreRefused() {
        StringBuilder names = new StringBuilder("{\"ArchiveList\":[],\"x\":{");
        for (int i = 0; i < 101; i++) {
            names.append(i == 0 ? "" : ",").append("\"n").append(i).append("\":0");
        }
        assertThatThrownBy(() -> read(names + "}}")).hasMessageContaining("more than 100 names that no inventory has");
    }

    @Test
    void archivesBeforeAFailureAreReadAndThenEveryCallFails() throws IOException {
        String document = InventoryPrinter.json(THREE).replace("]}", "");
        InventoryReader reader = new InventoryReader(InventoryPrinter.stream(document), InventoryPosition.START);
        for (InventoryArchive archive : THREE) {
            assertThat(reader.hasNext()).isTrue();
            assertThat(reader.next()).isEqualTo(archive);
        }
        for (int i = 0; i < 3; i++) {
            assertThat(reader.hasNext()).isTrue();
            assertThatThrownBy(reader::next).isInstanceOf(MalformedInventoryException.class);
        }
    }

    @Test
    void readingAfterTheEndGivesNothing() throws IOException {
        InventoryReader reader =
                new InventoryReader(InventoryPrinter.stream(InventoryPrinter.json(THREE)), InventoryPosition.START);
        InventoryPrinter.rest(reader);

        assertThat(reader.hasNext()).isFalse();
        assertThatThrownBy(reader::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void aFailingStreamIsNotReportedAsMalformed() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk is gone");
            }
        };
        InventoryReader reader = new InventoryReader(broken, InventoryPosition.START);

        assertThatThrownBy(reader::next).isExactlyInstanceOf(IOException.class).hasMessage("the disk is gone");
    }

    @Test
    void remoteTextInMessagesIsShortAndPrintable() {
        String document = HEADER + "a\u0007\u001b[31m" + "x".repeat(300) + "\n";

        assertThatThrownBy(() -> read(document))
                .hasMessageContaining("'a\\u0007\\u001b[31mxxx")
                .satisfies(e -> assertThat(e.getMessage().getBytes(StandardCharsets.US_ASCII))
                        .hasSizeLessThan(400));
    }
}
