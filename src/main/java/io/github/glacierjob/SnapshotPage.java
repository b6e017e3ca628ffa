package io.github.glacierjob;

import io.github.glacierjob.internal.text.Sizes;
import io.github.glacierjob.snapshot.Alarm;
import io.github.glacierjob.snapshot.GlacierJobSnapshot;
import io.github.glacierjob.snapshot.LiveOutput;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A snapshot as text for people: a line for each figure, and a bar for each output. */
final class SnapshotPage {

    private static final int WIDTH = 30;
    private static final Set<String> LISTS = Set.of("routeId", "outputs", "alarms", "ledger");

    private final StringBuilder text = new StringBuilder();

    private SnapshotPage() {}

    static String of(GlacierJobSnapshot snapshot) {
        SnapshotPage page = new SnapshotPage();
        page.write(snapshot);
        return page.text.toString();
    }

    private void write(GlacierJobSnapshot snapshot) {
        text.append(snapshot.routeId() == null ? "Endpoint: " + snapshot.uri() : "Route: " + snapshot.routeId())
                .append('\n');
        snapshot.alarms().forEach(this::alarm);
        members("", snapshot.toMap());
        if (snapshot.ledger() != null) {
            members("ledger ", snapshot.ledger());
        }
        snapshot.outputs().forEach(this::output);
    }

    private void alarm(Alarm alarm) {
        line("! " + alarm.cause(), alarm.text() + ". What to do: " + alarm.remedy());
    }

    private void members(String prefix, Map<String, Object> members) {
        members.forEach((name, value) -> {
            if (value != null && !LISTS.contains(name)) {
                line(prefix + name, value);
            }
        });
    }

    private void line(String name, Object value) {
        text.append("    ").append(name).append(": ").append(value).append('\n');
    }

    private void output(LiveOutput output) {
        double share = output.size() <= 0 ? 0 : Math.min(1, (double) output.bytes() / output.size());
        int full = (int) (share * WIDTH);
        text.append("    [")
                .append("#".repeat(full))
                .append(".".repeat(WIDTH - full))
                .append(String.format(Locale.ROOT, "] %3d%% of %s", (int) (share * 100), Sizes.text(output.size())))
                .append(output.waiting() ? ", waits" : ", " + Sizes.text(output.bytesPerSecond()) + "/s")
                .append(
                        output.secondsLeft() == null
                                ? ""
                                : ", " + time(Duration.ofSeconds(output.secondsLeft())) + " left")
                .append(output.timeToExpiry() == null ? "" : ", expires in " + time(output.timeToExpiry()))
                .append("  ")
                .append(output.id())
                .append(output.name() == null ? "" : "  " + output.name())
                .append(output.late() == null ? "" : "  LATE: " + output.late())
                .append('\n');
    }

    private static String time(Duration time) {
        return String.format(Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart());
    }
}
