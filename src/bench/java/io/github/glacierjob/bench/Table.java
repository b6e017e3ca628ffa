package io.github.glacierjob.bench;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The medians of a case as a Markdown table, one row per contestant. */
final class Table {

    private final Race race;
    private final Map<Contestant, List<Figures>> runs;

    Table(Race race, Map<Contestant, List<Figures>> runs) {
        this.race = race;
        this.runs = runs;
    }

    void print(PrintStream out) {
        out.printf(
                "%nCase %s, medians of %d runs%n%n",
                race, runs.values().iterator().next().size());
        out.println("| contestant | MB/s | × transfer manager | × hand-written pool | CPU s/GB | peak MB | requests"
                + " | connections | sent twice |" + (race.wire.tls() ? " handshakes |" : ""));
        out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- |" + (race.wire.tls() ? " --- |" : ""));
        runs.forEach((contestant, figures) -> out.println(row(contestant, figures)));
    }

    private String row(Contestant contestant, List<Figures> figures) {
        Figures middle = Figures.middle(figures);
        String row = String.format(
                Locale.ROOT,
                "| %s | %.0f | %s | %s | %.2f | %.0f | %d | %d | %.1f%% |",
                contestant,
                rate(figures),
                ratio(figures, Contestant.sdk1TransferManager),
                ratio(figures, Contestant.handPool),
                Figures.median(figures, Figures::cpuPerGigabyte),
                Figures.median(figures, Figures::peakMegabytes),
                middle.requests(),
                middle.connections(),
                Figures.median(figures, Figures::twice));
        return race.wire.tls() ? row + " " + middle.handshakes() + " |" : row;
    }

    private static double rate(List<Figures> figures) {
        return Figures.median(figures, Figures::rate);
    }

    private String ratio(List<Figures> figures, Contestant other) {
        List<Figures> others = runs.get(other);
        return others == null ? "" : String.format(Locale.ROOT, "%.2f", rate(figures) / rate(others));
    }
}
