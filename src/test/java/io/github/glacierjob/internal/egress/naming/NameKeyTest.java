package io.github.glacierjob.internal.egress.naming;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;

/** Names that a file system may treat as equal have the same key. */
class NameKeyTest {

    private static final List<List<String>> ALIKE = List.of(
            List.of("A/b.TXT", "a/B.txt"),
            List.of("\u00e9.txt", "e\u0301.txt", "\u00c9.TXT", "E\u0301.txt"),
            List.of("\u03a3\u03a3", "\u03c3\u03c2", "\u03c3\u03c3"),
            List.of("\u212a.txt", "K.txt", "k.txt"),
            List.of("a\u200cb", "ab", "a\ufe0fb"),
            List.of("\u0130", "i\u0307"));

    @Test
    void similarNamesHaveOneKey() {
        for (List<String> names : ALIKE) {
            assertThat(names.stream().map(NameKey::of).distinct())
                    .as("%s", names)
                    .hasSize(1);
        }
        assertThat(ALIKE.stream().map(names -> NameKey.of(names.get(0))).distinct())
                .hasSameSizeAs(ALIKE);
    }

    @Property(tries = 500)
    void namesWithTheSameLowerCaseFormInNfcHaveOneKey(
            @ForAll @CharRange(from = '\u0000', to = '\u0600') String one, @ForAll boolean upper) {
        String other = upper ? one.toUpperCase(Locale.ROOT) : Normalizer.normalize(one, Normalizer.Form.NFD);
        if (lower(one).equals(lower(other))) {
            assertThat(NameKey.of(one)).isEqualTo(NameKey.of(other));
        }
    }

    private static String lower(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    @Test
    void suffixesGiveAnyNumberOfDifferentNames() {
        Map<String, Integer> seen = new HashMap<>();
        String name = "x".repeat(240);
        for (int i = 0; i < 20; i++) {
            assertThat(seen.put(name, i)).as(name).isNull();
            name = Candidate.after(name, "id", io.github.glacierjob.naming.NamePolicy.files);
        }
        assertThat(seen).containsKeys("x".repeat(240) + "~" + NameKey.tag("id").substring(0, 8), "id");
    }
}
