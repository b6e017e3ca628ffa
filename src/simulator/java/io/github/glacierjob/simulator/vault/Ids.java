package io.github.glacierjob.simulator.vault;

import java.util.Random;

/**
 * Creates ids in the service's form: letters, digits, {@code _} and {@code -}; each of them may be the first character.
 */
public final class Ids {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
    private static final int ARCHIVE = 138;
    private static final int JOB = 92;
    private static final int REQUEST = 47;

    private final Random random;

    /** Creates a source that gives the same ids for the same seed. */
    public Ids(long seed) {
        random = new Random(seed);
    }

    /** The next id of an archive. */
    public String archive() {
        return next(ARCHIVE);
    }

    /** The next id of a job. */
    public String job() {
        return next(JOB);
    }

    /** The next id of a multipart upload. */
    public String upload() {
        return next(JOB);
    }

    /** The next id of a request. */
    public String request() {
        return next(REQUEST);
    }

    /** An archive id that depends only on {@code name}. */
    public static String archiveFor(String name) {
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
