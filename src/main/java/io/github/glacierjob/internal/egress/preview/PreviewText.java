package io.github.glacierjob.internal.egress.preview;

import io.github.glacierjob.internal.egress.cost.Cost;
import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.internal.text.Sizes;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Formats a preview as a text for people: the facts, and the plans side by side. */
public final class PreviewText {

    private static final int PERCENT = 100;

    private final Preview preview;
    private final StringBuilder text = new StringBuilder();

    private PreviewText(Preview preview) {
        this.preview = preview;
    }

    public static String of(Preview preview) {
        PreviewText page = new PreviewText(preview);
        page.line("Preview of vault %s at %s", Rejection.printable(preview.vault()), preview.time());
        if (preview.missing() == null) {
            page.stock();
            page.plans();
        } else {
            page.line("No preview is possible: %s", preview.missing());
        }
        page.prices();
        return page.text.toString();
    }

    private void stock() {
        Counted counted = preview.counted();
        line(
                "Inventory of %s: %s",
                preview.date() == null ? "(date not known)" : preview.date(), Rejection.printable(preview.source()));
        line(
                "%,d archives, %s; not wanted: %,d by the filter, %,d entries without an id; %,d archives have no size",
                counted.wanted().archives(),
                Sizes.text(counted.wanted().bytes()),
                counted.refused(),
                counted.bad(),
                counted.wanted().withoutSize());
        if (preview.small() != null) {
            line(
                    "%,d archives (%.1f%%) are small: under %s the request costs more than the bytes. They are %.1f%% of the"
                            + " cost of all retrievals",
                    counted.small().archives(),
                    PERCENT * counted.shareOfSmall(),
                    Sizes.text(preview.small().below()),
                    PERCENT * preview.small().share());
        }
    }

    private void plans() {
        String currency = preview.tariff().prices().currency();
        text.append(" ".repeat(26));
        preview.plans().keySet().forEach(this::cell);
        text.append('\n');
        row("tier", Plan::tier);
        row("InitiateJob", plan -> count(plan.requests()));
        row("GetJobOutput", plan -> count(plan.outputRequests()));
        row("looks, at most", plan -> count(plan.looks()));
        row(currency + " retrieval", plan -> Cost.text(plan.cost().retrieval()));
        row(currency + " requests", plan -> Cost.text(plan.cost().requests()));
        row(currency + " transfer out", plan -> Cost.text(plan.cost().transferOut()));
        row(currency + " total", plan -> Cost.text(plan.cost().total()));
        if (preview.asked().withinMaxCost().isPresent()) {
            row("within maxCost", plan -> plan.withinMaxCost().orElse(false) ? "yes" : "no: orders stop");
        }
        row("days to the first output", plan -> days(Optional.of(plan.untilFirst())));
        row("days by the budget", plan -> days(plan.budgetDays()));
        row("days by the rate", plan -> days(plan.rate()));
        row("days in all, at least", plan -> days(plan.days()));
    }

    private void prices() {
        line(
                "Prices: %s, the oldest of %s. AWS bills transfer out only for bytes that leave the region%s.",
                preview.tariff().prices().resource(),
                preview.tariff()
                        .prices()
                        .oldest(preview.tariff().region())
                        .map(Object::toString)
                        .orElse("(no prices for region " + preview.tariff().region() + ")"),
                preview.tariff().region() == null ? "" : " " + preview.tariff().region());
    }

    private void row(String name, Function<Plan, String> cell) {
        text.append(String.format(Locale.ROOT, "%-26s", name));
        preview.plans().values().forEach(plan -> cell(plan == null ? "unknown" : cell.apply(plan)));
        text.append('\n');
    }

    private void cell(String content) {
        text.append(String.format(Locale.ROOT, "%18s", content));
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String days(Optional<Double> days) {
        return days.map(exact -> String.format(Locale.ROOT, "%,.2f", exact)).orElse("unknown");
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
