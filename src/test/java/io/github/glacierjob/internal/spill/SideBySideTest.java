package io.github.glacierjob.internal.spill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class SideBySideTest {

    private static SideBySide<String, String> of(List<String> left, List<String> right) {
        return new SideBySide<>(
                left.iterator(),
                key -> key.substring(0, 1),
                (one, other) -> one + "+" + other,
                right.iterator(),
                key -> key.substring(0, 1));
    }

    private static List<String> pairs(SideBySide<String, String> pairs) {
        List<String> read = new ArrayList<>();
        pairs.forEachRemaining(pair -> read.add(pair.left() + "/" + pair.right()));
        return read;
    }

    @Test
    void itemsWithTheSameKeyArePairedAndOthersAreSingle() {
        assertThat(pairs(of(List.of("a1", "c1", "d1"), List.of("b2", "c2", "e2"))))
                .containsExactly("a1/null", "null/b2", "c1/c2", "d1/null", "null/e2");
    }

    @Test
    void severalLeftItemsWithTheSameKeyAreCombined() {
        assertThat(pairs(of(List.of("a1", "a2", "a3", "b1", "b2"), List.of("a9"))))
                .containsExactly("a1+a2+a3/a9", "b1+b2/null");
    }

    @Test
    void afterTheLastPairNextThrows() {
        SideBySide<String, String> pairs = of(List.of(), List.of());
        assertThat(pairs.hasNext()).isFalse();
        assertThatThrownBy(pairs::next).isInstanceOf(NoSuchElementException.class);
    }
}
