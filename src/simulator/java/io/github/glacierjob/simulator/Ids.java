package io.github.glacierjob.simulator;

import java.util.Random;

/** Makes ids of the service's form: letters, digits, {@code _} and {@code -}; any of these may come first. */
final class Ids {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
    private static final int ARCHIVE = 138;
    private static final int JOB = 92;
    private static final int REQUEST = 47;

    private final Random random;

    Ids(long seed) {
        random = new Random(seed);
    }

    String archive() {
        return next(ARCHIVE);
    }

    String job() {
        return next(JOB);
    }

    String upload() {
        return next(JOB);
    }

    String request() {
        return next(REQUEST);
    }

    /** An archive id that depends on {@code name} alone. */
    static String archiveFor(String name) {
        long seed = 1;
        for (char c : name.toCharArray()) {
            seed = seed * 0x5851F42D4C957F2DL + c;
        }
        return new Ids(seed).archive();
    }

    private synchronized String next(int length) {
        StringBuilder id = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }
}
