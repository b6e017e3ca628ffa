package io.github.glacierjob.examples.egress;

import io.github.glacierjob.egress.GlacierEgressStatus;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.stream.Collectors;

/** Shows the progress: in a terminal a table that is updated, elsewhere lines. */
final class Screen {
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
    private static final int WIDTH = 40;
    private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB"};

    private final PrintStream out;
    private final boolean terminal;
    private final Deque<Sample> samples = new ArrayDeque<>();
    private Instant begun;
    private Instant lastLine;
    private int linesToClear;

    /** The number of bytes that had been delivered at a moment. */
    private record Sample(Instant time, long bytes) {}

    Screen(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    static Screen ofTerminal() {
        return new Screen(System.out, System.console() != null && System.getenv("TERM") != null);
    }

    void show(GlacierEgressStatus status) {
        remember(status);
        if (terminal) {
            clear();
            print(table(status));
        } else if (lastLine == null || Duration.between(lastLine, now()).compareTo(BETWEEN_LINES) >= 0) {
            lastLine = now();
            note(line(status));
        }
    }

    /** Keeps the table on the screen, and prints the name of the receipt. */
    void end(GlacierEgressStatus status, String receipt) {
        clear();
        note(table(status).stripTrailing());
        status.getFailures().forEach((cause, archives) -> note("FAILED %,d: %s".formatted(archives, cause)));
        note("Receipt: " + receipt);
    }

    /** Prints a line that stays on the screen. */
    void note(String text) {
        clear();
        out.println(text);
        out.flush();
    }

    private void remember(GlacierEgressStatus status) {
        begun = begun == null ? now() : begun;
        samples.addLast(new Sample(now(), delivered(status)));
        while (samples.getFirst().time().isBefore(now().minus(WINDOW))) {
            samples.removeFirst();
        }
    }

    /** The time of the machine; the ledger has another one in the demonstration. */
    private static Instant now() {
        return Instant.now();
    }

    private static long delivered(GlacierEgressStatus status) {
        return status.getBytes().get("DELIVERED") + status.getBytes().get("PROVED");
    }

    private String table(GlacierEgressStatus status) {
        String rows = status.getArchives().entrySet().stream()
                .map(state -> "%-10s %,12d %16s%n"
                        .formatted(
                                state.getKey(),
                                state.getValue(),
                                size(status.getBytes().get(state.getKey()))))
                .collect(Collectors.joining());
        return "%s%n%-10s %12s %16s%n%s%-10s %,12d %16s%n%s%n"
                .formatted(
                        status.getVaultArn(),
                        "state",
                        "archives",
                        "size",
                        rows,
                        "total",
                        status.getTotalArchives(),
                        size(status.getTotalBytes()),
                        movement(status));
    }

    private String line(GlacierEgressStatus status) {
        return (status.getTotalArchives() == 0 ? "no inventory yet; " : status.getArchives().entrySet().stream()
                        .filter(state -> state.getValue() > 0)
                        .map(state -> "%s %,d".formatted(state.getKey(), state.getValue()))
                        .collect(Collectors.joining(", ", "", "; ")))
                + movement(status);
    }

    private String movement(GlacierEgressStatus status) {
        double perSecond = perSecond();
        String left = status.isOver()
                ? "nothing left"
                : perSecond == 0 ? "time left not known" : clock((long) (status.getOpenBytes() / perSecond)) + " left";
        String cause = status.getOrdersPausedCause();
        String paused = cause == null ? "" : "; orders wait: " + cause.substring(0, Math.min(WIDTH, cause.length()));
        long running = Duration.between(begun, now()).toSeconds();
        return "%s running, %s/s, %s%s".formatted(clock(running), size((long) perSecond), left, paused);
    }

    /** The bytes delivered per second in the last minute. */
    private double perSecond() {
        long millis = Duration.between(samples.getFirst().time(), samples.getLast().time())
                .toMillis();
        return millis == 0
                ? 0
                : (samples.getLast().bytes() - samples.getFirst().bytes()) * 1000.0 / millis;
    }

    private static String clock(long seconds) {
        return "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    private static String size(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, UNITS[unit]);
    }

    private void print(String text) {
        out.print(text);
        out.flush();
        linesToClear = (int) text.lines().count();
    }

    private void clear() {
        if (linesToClear > 0) {
            out.print("\033[" + linesToClear + "A\033[J");
            linesToClear = 0;
        }
    }
}
