package io.github.glacierjob.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class SealedLineTest {

    @Test
    void everyFieldIsReadAsItWasWritten() {
        SealedLine line =
                SealedLine.of("test-1", "", null, "-", "--", " a b ", "%0041", "tab\tline\r\n\u00e9\ud800", 7L);

        String stored = line.seal();

        assertThat(stored).matches("[ -~\t]+").startsWith("test-1\t\t-\t%002d\t--\t a b \t");
        assertThat(SealedLine.open(stored)).contains(line);
    }

    @Test
    void aTruncatedOrChangedLineIsRefused() {
        String stored = SealedLine.of("test-1", "some text", 12).seal();
        for (int i = 0; i < stored.length(); i++) {
            char changed = stored.charAt(i) == '0' ? '1' : '0';
            assertThat(SealedLine.open(stored.substring(0, i))).isEmpty();
            assertThat(SealedLine.open(stored.substring(0, i) + changed + stored.substring(i + 1)))
                    .as("character %d", i)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {" ", "\t", "\t\t\t", "text", "test-1\t%\t00000000", "test-1\t%zzzz\t00000000"})
    void anyOtherTextIsRefused(String line) {
        assertThat(SealedLine.open(line)).isEmpty();
    }

    @Test
    void aReaderAcceptsOnlyItsVersionAndItsFields() {
        SealedLine line = SealedLine.of("test-1", "a,b", 5);

        assertThat(line.as("test-1", fields -> fields.words(0).size() + fields.number(1)))
                .contains(7L);
        assertThat(line.as("test-2", fields -> fields.text(0))).isEmpty();
        assertThat(line.as("test-1", fields -> fields.number(0))).isEmpty();
        assertThat(line.as("test-1", fields -> fields.text(2))).isEmpty();
        assertThat(SealedLine.of("test-1", "").words(0)).isEmpty();
    }
}
