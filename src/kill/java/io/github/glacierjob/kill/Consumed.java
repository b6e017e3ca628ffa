package io.github.glacierjob.kill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** The messages of each job that the routes of all nodes have read, by their offsets. */
final class Consumed {

    private final Map<String, Map<Long, List<Message>>> jobs = new HashMap<>();
    private long messages;

    private record Message(String node, long count, long crc) {}

    static Consumed read(List<Path> logs) throws IOException {
        Consumed consumed = new Consumed();
        for (Path log : logs) {
            String text = Files.readString(log);
            String node = log.getFileName().toString().replace(".messages", "");
            text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(line -> consumed.add(node, line));
        }
        return consumed;
    }

    private void add(String node, String line) {
        String[] words = line.split(" ");
        jobs.computeIfAbsent(words[0], job -> new TreeMap<>())
                .computeIfAbsent(Long.parseLong(words[1]), start -> new ArrayList<>())
                .add(new Message(node, Long.parseLong(words[2]), Long.parseLong(words[3])));
        messages++;
    }

    long messages() {
        return messages;
    }

    /** The jobs that should be consumed, as an output or as failed, and are not. */
    List<String> missing(Map<String, Soak.Job> expected) {
        return expected.entrySet().stream()
                .filter(job -> job.getValue().fate() == Soak.Fate.FAILED && !jobs.containsKey(job.getKey())
                        || job.getValue().fate() == Soak.Fate.CONSUMED
                                && bytes(job.getKey())
                                        != job.getValue().content().size())
                .map(Map.Entry::getKey)
                .toList();
    }

    private long bytes(String job) {
        return jobs.getOrDefault(job, Map.of()).values().stream()
                .mapToLong(copies -> copies.get(0).count())
                .sum();
    }

    /** The messages whose bytes are not those of the archive, with any outcome of the job. */
    List<String> wrong(Map<String, Soak.Job> expected) {
        List<String> wrong = new ArrayList<>();
        expected.forEach((job, known) -> jobs.getOrDefault(job, Map.of()).forEach((start, copies) -> copies.stream()
                .filter(message -> message.crc() != crc(known, start, message.count()))
                .forEach(message -> wrong.add(job + " at " + start))));
        return wrong;
    }

    private static long crc(Soak.Job job, long start, long count) {
        CRC32 crc = new CRC32();
        crc.update(job.content().expected(start, count));
        return crc.getValue();
    }

    /** The number of repeated messages of completed jobs. */
    long again(Map<String, Soak.Job> expected) {
        return copies(expected).mapToLong(copies -> copies.size() - 1).sum();
    }

    /** The number of repeated messages whose reader was not killed. */
    long againWithoutKill(Map<String, Soak.Job> expected, Set<String> killed) {
        return copies(expected)
                .mapToLong(copies -> copies.size()
                        - 1
                        - copies.stream()
                                .filter(message -> killed.contains(message.node()))
                                .count())
                .filter(unexplained -> unexplained > 0)
                .sum();
    }

    private Stream<List<Message>> copies(Map<String, Soak.Job> expected) {
        return expected.entrySet().stream()
                .filter(job -> job.getValue().fate().isEnd())
                .flatMap(job -> jobs.getOrDefault(job.getKey(), Map.of()).values().stream());
    }
}
