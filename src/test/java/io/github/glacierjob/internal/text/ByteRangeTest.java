package io.github.glacierjob.internal.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 0, 1",
        "bytes=7-9, 7, 9, 3",
        "bytes=0-43980465111039, 0, 43980465111039, 43980465111040",
        "bytes=007-009, 7, 9, 3",
        "bytes=999999999999999999-999999999999999999, 999999999999999999, 999999999999999999, 1"
    })
    void bothEndsAreRead(String text, long start, long end, long length) {
        ByteRange range = ByteRange.parse("range", text);

        assertThat(range.start()).isEqualTo(start);
        assertThat(range.end()).isEqualTo(end);
        assertThat(range.length()).isEqualTo(length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes",
                "bytes=",
                "bytes=5-",
                "bytes=-5",
                "bytes=-",
                "bytes=9-7",
                "bytes=0-1,3-4",
                "bytes 0-9",
                "bytes 0-9/20",
                "0-9",
                "Bytes=0-9",
                "bytes=0-9 ",
                " bytes=0-9",
                "bytes= 0-9",
                "bytes=0-9\r\nHost: other",
                "bytes=+1-9",
                "bytes=0x1-9",
                "bytes=\u0660-\u0661",
                "bytes=0-9223372036854775808",
                "items=0-9"
            })
    void anyOtherFormIsRefusedWithItsText(String text) {
        assertThatThrownBy(() -> ByteRange.parse("range", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("range: ")
                .hasMessageContaining("must be bytes=start-end");
    }

    @ParameterizedTest
    @CsvSource({"0-0, 0, 0", "007-009, 7, 9", "0--1, 0, -1", "1048576-2097151, 1048576, 2097151"})
    void theRetrievedRangeOfAJobIsRead(String text, long start, long end) {
        assertThat(ByteRange.of(text)).contains(new ByteRange(start, end));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"5", "5-", "-5", "9-7", "bytes=0-9", "0-9 ", "0-9,11-12", "0-9999999999999999999", "+0-9"})
    void anyOtherTextIsNotARange(String text) {
        assertThat(ByteRange.of(text)).isEmpty();
    }

    @Test
    void aNegativeOrReversedRangeIsRefused() {
        assertThatThrownBy(() -> new ByteRange(-1, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ByteRange(5, 3)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theRestOfARangeEndsWhereTheRangeEnds() {
        assertThat(new ByteRange(100, 199).after(30)).isEqualTo(new ByteRange(130, 199));
        assertThat(new ByteRange(100, 199).after(0)).hasToString("bytes=100-199");
        assertThat(new ByteRange(100, 199).after(100).length()).isZero();
    }
}
