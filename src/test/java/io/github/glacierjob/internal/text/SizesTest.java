package io.github.glacierjob.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the numbers of bytes in texts for people. */
class SizesTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 bytes",
        "1023, 1023 bytes",
        "1024, 1.0 KiB",
        "1572864, 1.5 MiB",
        "1125899906842624, 1.0 PiB",
        "9223372036854775807, 8.0 EiB"
    })
    void theUnitIsTheLargestThatGivesAtLeastOne(long bytes, String text) {
        assertThat(Sizes.text(bytes)).isEqualTo(text);
    }
}
