package io.github.glacierjob.simulator.program;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads sizes ({@code 300M}, binary units) and durations ({@code 500ms}, {@code 4h}, {@code PT4H}) from a command line. */
public final class Quantity {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,15})([KMGT]?)i?B?");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,15})(ms|s|m|h|d)");

    private Quantity() {}

    /** Reads a number of bytes. */
    public static long size(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Not a size (for example 300M): " + text);
        }
        int unit = " KMGT".indexOf(matcher.group(2).isEmpty() ? " " : matcher.group(2));
        return Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << (10 * unit));
    }

    /** Reads a duration. */
    public static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (matcher.matches()) {
            long amount = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                default -> Duration.ofDays(amount);
            };
        }
        try {
            return Duration.parse(text.toUpperCase(Locale.ROOT));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("Not a duration (for example 500ms, 4h or PT4H): " + text, e);
        }
    }

    /** Reads a number that is not negative. */
    public static long number(String text) {
        if (!text.matches("\\d{1,18}")) {
            throw new IllegalArgumentException("Not a number: " + text);
        }
        return Long.parseLong(text);
    }
}
