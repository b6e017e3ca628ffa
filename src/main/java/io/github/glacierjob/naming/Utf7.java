package io.github.glacierjob.naming;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decodes UTF-7 as in RFC 2152. A sequence that is not well-formed is not changed, because a plus sign is common in file
 * names.
 */
final class Utf7 {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final Pattern SEQUENCE = Pattern.compile("\\+([A-Za-z0-9+/]*)-?");
    private static final int DIGIT_BITS = 6;
    private static final int LONGEST_SEARCHED = 64;

    private Utf7() {}

    static String decoded(String text) {
        Matcher sequence = SEQUENCE.matcher(text);
        StringBuilder decoded = new StringBuilder();
        int from = 0;
        while (from < text.length() && sequence.find(from)) {
            decoded.append(text, from, sequence.start());
            String characters = characters(sequence.group(), sequence.group(1));
            // The next sequence may begin within a wrong sequence, but not within a long one, because the time would
            // grow
            // with the square of the length.
            boolean inside = characters == null && sequence.end() - sequence.start() <= LONGEST_SEARCHED;
            from = inside ? sequence.start() + 1 : sequence.end();
            decoded.append(characters == null ? text.substring(sequence.start(), from) : characters);
        }
        return decoded.append(text, Math.min(from, text.length()), text.length())
                .toString();
    }

    private static String characters(String whole, String digits) {
        if (digits.isEmpty()) {
            return whole.equals("+-") ? "+" : null;
        }
        StringBuilder characters = new StringBuilder();
        int bits = 0;
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            value = value << DIGIT_BITS | ALPHABET.indexOf(digits.charAt(i));
            bits += DIGIT_BITS;
            if (bits >= Character.SIZE) {
                bits -= Character.SIZE;
                characters.append((char) (value >> bits));
                value &= (1 << bits) - 1;
            }
        }
        boolean padded = bits < DIGIT_BITS && value == 0;
        return padded && !characters.isEmpty() && isWhole(characters) ? characters.toString() : null;
    }

    private static boolean isWhole(CharSequence characters) {
        return characters.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
