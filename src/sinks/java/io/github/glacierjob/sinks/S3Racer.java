package io.github.glacierjob.sinks;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** One contestant of {@link S3Race} in a process of its own: uploads once for each line that it reads. */
final class S3Racer {

    private S3Racer() {}

    /** Arguments: the contestant, the endpoints of S3 and of Glacier, and the local file. */
    public static void main(String[] arguments) throws Exception {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (S3Contestants all = new S3Contestants(URI.create(arguments[1]), arguments[2], Path.of(arguments[3]))) {
            S3Contestants.Upload upload = all.all().get(arguments[0]);
            while (orders.readLine() != null) {
                upload.run(S3Racer::print);
            }
        }
    }

    private static void print(String word) {
        System.out.println(word);
        System.out.flush();
    }
}
