package io.github.glacierjob.internal.text;

import java.util.Locale;

/** Writes numbers of bytes for people, with units of powers of 1024. */
public final class Sizes {

    private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final int STEP = 1024;

    private Sizes() {}

    /** Uses the largest unit that gives a number of at least 1: {@code 17 bytes}, {@code 1.5 MiB}. */
    public static String text(double bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= STEP && unit < UNITS.length - 1) {
            value /= STEP;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, UNITS[unit]);
    }
}
