package io.github.glacierjob.inventory;

import static io.github.glacierjob.inventory.InventoryPrinter.HEADER;
import static io.github.glacierjob.inventory.InventoryReaderTest.MEMBERS;
import static io.github.glacierjob.inventory.InventoryReaderTest.ROW;
import static io.github.glacierjob.inventory.InventoryReaderTest.THREE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InventoryResumeTest {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readingCanContinueAtEveryPosition(boolean json) throws IOException {
        String document = json ? InventoryPrinter.json(THREE) : InventoryPrinter.csv(THREE);
        InventoryReader reader = new InventoryReader(InventoryPrinter.stream(document), InventoryPosition.START);
        for (int archives = 1; archives <= THREE.size(); archives++) {
            reader.hasNext();
            reader.next();
            reader.hasNext();
            InventoryPosition position = reader.position();
            String rest = document.substring((int) position.offset());
            assertThat(position.archives()).isEqualTo(archives);
            assertThat(InventoryPrinter.rest(new InventoryReader(InventoryPrinter.stream(rest), position)))
                    .isEqualTo(THREE.subList(archives, THREE.size()));
        }
    }

    @Test
    void aPositionOfOneFormatIsNotUsedForTheOther() throws IOException {
        String other = HEADER + "a" + ROW + "\n},{\"ArchiveId\":\"b\"," + MEMBERS + "}]}";
        InventoryReader reader = new InventoryReader(InventoryPrinter.stream(other), InventoryPosition.START);
        reader.next();
        String rest = other.substring((int) reader.position().offset());

        assertThatThrownBy(() ->
                        InventoryPrinter.rest(new InventoryReader(InventoryPrinter.stream(rest), reader.position())))
                .isInstanceOf(MalformedInventoryException.class);
    }

    @Test
    void positionsInErrorsCountFromTheStartOfTheDocumentAfterAResume() throws IOException {
        String document = InventoryPrinter.json(THREE);
        InventoryReader first = new InventoryReader(InventoryPrinter.stream(document), InventoryPosition.START);
        first.next();
        InventoryPosition position = first.position();
        int end = document.indexOf("third");
        String torn = document.substring((int) position.offset(), end);
        InventoryReader second = new InventoryReader(InventoryPrinter.stream(torn), position);
        second.next();

        assertThatThrownBy(second::next).hasMessageContaining("archive 3 of the inventory, byte " + end + ":");
    }
}
