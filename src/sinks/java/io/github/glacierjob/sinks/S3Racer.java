package io.github.glacierjob.sinks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** One contestant of {@link S3Race} in a process of its own. */
final class S3Racer implements S3Contestants.Track {

    private final BufferedReader starts = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

    private S3Racer() {}

    /** Arguments: the contestant, the endpoints of S3 and of Glacier, and the local file. */
    public static void main(String[] arguments) throws Exception {
        try (S3Contestants all = new S3Contestants(URI.create(arguments[1]), arguments[2], Path.of(arguments[3]))) {
            all.all().get(arguments[0]).race(new S3Racer());
        }
    }

    /** Waits for a line. */
    @Override
    public void begin() {
        try {
            if (starts.readLine() == null) {
                throw new IllegalStateException("The race is over");
            }
        } catch (IOException e) {
            throw new IllegalStateException("The race is over", e);
        }
        System.out.println(S3Race.BEGUN);
    }

    @Override
    public void end() {
        System.out.println(S3Race.ENDED);
    }

    @Override
    public void cleared() {
        System.out.println(S3Race.CLEARED);
    }
}
