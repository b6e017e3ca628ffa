package io.github.glacierjob.internal.egress.report;

import io.github.glacierjob.internal.egress.claim.DeliveryRate;
import io.github.glacierjob.internal.egress.cost.Cost;
import io.github.glacierjob.internal.egress.cost.Quantity;
import io.github.glacierjob.internal.egress.cost.Spending;
import io.github.glacierjob.internal.egress.stock.LoadedInventory;
import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.internal.text.Sizes;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Formats a snapshot as a text for people: a table of the states, then the rates, the orders and the failures. */
public final class SnapshotText {

    private final StringBuilder text = new StringBuilder();

    private SnapshotText() {}

    public static String of(Snapshot snapshot) {
        SnapshotText page = new SnapshotText();
        page.head(snapshot);
        page.table(snapshot);
        page.movement(snapshot);
        page.cost(snapshot.cost());
        snapshot.failures().forEach(cause -> page.line("FAILED %,d: %s", cause.archives(), printable(cause.text())));
        return page.text.toString();
    }

    private void head(Snapshot snapshot) {
        LoadedInventory inventory = snapshot.inventory();
        line("%s at %s", snapshot.vaultArn(), snapshot.time());
        line("Inventory of %s, loaded at %s", known(inventory.date()), known(inventory.loadedAt()));
    }

    private void table(Snapshot snapshot) {
        snapshot.states().forEach((state, totals) -> row(state.name(), totals));
        row("total", snapshot.total());
    }

    private void row(String name, Quantity totals) {
        line("%-10s %,15d %,24d bytes", name, totals.archives(), totals.bytes());
    }

    private void movement(Snapshot snapshot) {
        line(
                "Last hour: %s. Since the start: %s. Time left: %s",
                rate(snapshot.lastHour()),
                rate(snapshot.start()),
                snapshot.timeLeft().map(SnapshotText::duration).orElse("not known"));
        line(
                "Orders: %,d, including %,d extensions. Next expiry: %s",
                snapshot.orders(), snapshot.extensions(), known(snapshot.nextExpiry()));
        snapshot.ordersPausedUntil()
                .ifPresent(until -> line(
                        "Orders wait until %s: %s",
                        until, printable(snapshot.ordersPausedCause().orElse(null))));
    }

    private void cost(Spending cost) {
        line(
                "%s: planned %s, spent %s, to come %s",
                cost.tariff().prices().currency(),
                Cost.text(cost.planned().total()),
                Cost.text(cost.spentInAll()),
                Cost.text(cost.toCome().total()));
        if (cost.extensions().requests() > 0 || cost.refetched().bytes() > 0) {
            line(
                    "Of what was spent: %s for %,d extensions, %s for %,d bytes that were fetched again",
                    Cost.text(cost.extensions().money()),
                    cost.extensions().requests(),
                    Cost.text(cost.refetched().money()),
                    cost.refetched().bytes());
        }
        if (!cost.unknown().isEmpty()) {
            line("The price or the size of these is not known: %s", String.join(", ", cost.unknown()));
        }
    }

    private static String rate(DeliveryRate rate) {
        return String.format(
                Locale.ROOT, "%,.0f archives and %s an hour", rate.archivesPerHour(), Sizes.text(rate.bytesPerHour()));
    }

    private static String duration(Duration time) {
        return time.toDays() + " d " + time.toHoursPart() + " h " + time.toMinutesPart() + " min";
    }

    private static String known(Instant moment) {
        return moment == null ? "(not known)" : moment.toString();
    }

    private static String printable(String remote) {
        return remote == null ? "(no cause)" : Rejection.printable(remote);
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
