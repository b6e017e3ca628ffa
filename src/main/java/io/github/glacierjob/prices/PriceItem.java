package io.github.glacierjob.prices;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The items that the service has prices for. */
enum PriceItem {
    RETRIEVAL("retrieval", true, true),
    REQUEST("request", true, false),
    /** Bytes of an archive that is ordered again while an output of it still exists. */
    RESTAGED_RETRIEVAL("restagedRetrieval", true, true),
    RESTAGED_REQUEST("restagedRequest", true, false),
    TRANSFER_OUT("transferOut", false, true);

    private final String text;
    private final boolean tiers;
    private final boolean bytes;

    PriceItem(String text, boolean tiers, boolean bytes) {
        this.text = text;
        this.tiers = tiers;
        this.bytes = bytes;
    }

    static Optional<PriceItem> of(String text) {
        return Arrays.stream(values()).filter(item -> item.text.equals(text)).findFirst();
    }

    static String all() {
        return Arrays.stream(values()).map(PriceItem::text).collect(Collectors.joining(", "));
    }

    /** The item's text in a price file. */
    String text() {
        return text;
    }

    boolean hasTiers() {
        return tiers;
    }

    List<PriceUnit> units() {
        return Arrays.stream(PriceUnit.values())
                .filter(unit -> unit.isOfBytes() == bytes)
                .toList();
    }
}
