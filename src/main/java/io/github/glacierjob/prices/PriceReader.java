package io.github.glacierjob.prices;

import io.github.glacierjob.internal.text.Rejection;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the rows of a price list in CSV. Each error names the resource, the line, the field, the value and the rule. */
final class PriceReader {

    private static final List<String> COLUMNS =
            List.of("region", "item", "tier", "price", "currency", "unit", "date", "source");

    private static final List<String> TIERS = List.of("Bulk", "Standard", "Expedited");
    private static final Pattern REGION = Pattern.compile("\\*|[a-z0-9-]{1,40}");
    private static final Pattern PRICE = Pattern.compile("\\d{1,9}(\\.\\d{1,12})?");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final int LONGEST_SOURCE = 500;
    private static final int LARGEST_FILE = 1 << 20;

    private final String resource;
    private final Map<PriceKey, Price> prices = new LinkedHashMap<>();
    private final Map<PriceKey, Integer> lines = new LinkedHashMap<>();

    private PriceReader(String resource) {
        this.resource = resource;
    }

    /** Reads all rows, in the order of the file. */
    static Map<PriceKey, Price> read(String resource, InputStream bytes) throws IOException {
        byte[] file = bytes.readNBytes(LARGEST_FILE + 1);
        PriceReader reader = new PriceReader(resource);
        Rejection.unless(
                file.length <= LARGEST_FILE, reader.file(), file.length, "must be at most " + LARGEST_FILE + " bytes");
        reader.read(reader.text(file));
        return reader.prices;
    }

    private String file() {
        return "prices: " + resource;
    }

    private String text(byte[] file) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw Rejection.of(file(), e.getMessage(), "must be text in UTF-8");
        }
    }

    private void read(String text) {
        boolean named = false;
        int number = 0;
        for (String line : text.split("\r?\n", -1)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (named) {
                add(number, line);
            } else {
                Rejection.unless(
                        line.strip().equals(String.join(",", COLUMNS)),
                        at(number, "names of the columns"),
                        line,
                        "must be " + String.join(",", COLUMNS));
                named = true;
            }
        }
        Rejection.unless(!prices.isEmpty(), file(), number + " lines", "must have at least one price");
    }

    private String at(int line, String field) {
        return file() + ", line " + line + ", " + field;
    }

    private void add(int line, String text) {
        List<String> fields = fields(line, text);
        Rejection.unless(
                fields.size() == COLUMNS.size(),
                at(line, "number of fields"),
                fields.size(),
                "must be " + COLUMNS.size() + ": " + String.join(", ", COLUMNS));
        PriceItem item = PriceItem.of(fields.get(1))
                .orElseThrow(() -> Rejection.of(at(line, "item"), fields.get(1), "must be one of " + PriceItem.all()));
        PriceKey key = key(line, fields, item);
        Integer before = lines.putIfAbsent(key, line);
        Rejection.unless(
                before == null, at(line, "region, item, tier"), key, "must not occur twice; see line " + before);
        prices.put(key, price(line, fields, key));
    }

    private PriceKey key(int line, List<String> fields, PriceItem item) {
        String region = fields.get(0);
        String tier = fields.get(2);
        Rejection.unless(
                REGION.matcher(region).matches(),
                at(line, "region"),
                region,
                "must be the name of a region of AWS, such as us-east-1, or * for all others");
        if (item.hasTiers()) {
            Rejection.unless(
                    TIERS.contains(tier), at(line, "tier"), tier, "must be one of " + String.join(", ", TIERS));
        } else {
            Rejection.unless(tier.isEmpty(), at(line, "tier"), tier, "must be empty for " + item.text());
        }
        return new PriceKey(region, item, tier);
    }

    private Price price(int line, List<String> fields, PriceKey key) {
        String price = fields.get(3);
        Rejection.unless(
                PRICE.matcher(price).matches(),
                at(line, "price"),
                price,
                "must be 0 or more, in digits, with at most 12 of them after the decimal point");
        String currency = fields.get(4);
        Rejection.unless(
                CURRENCY.matcher(currency).matches(),
                at(line, "currency"),
                currency,
                "must be three capital letters, such as USD");
        prices.values().stream()
                .findFirst()
                .ifPresent(first -> Rejection.unless(
                        currency.equals(first.currency()),
                        at(line, "currency"),
                        currency,
                        "must be " + first.currency() + " as in the lines before"));
        requireSource(line, fields.get(7));
        return new Price(key, new BigDecimal(price), currency, unit(line, fields.get(5), key), date(line, fields));
    }

    private PriceUnit unit(int line, String text, PriceKey key) {
        return key.item().units().stream()
                .filter(unit -> unit.text().equals(text))
                .findFirst()
                .orElseThrow(() -> Rejection.of(
                        at(line, "unit"),
                        text,
                        "must be one of "
                                + key.item().units().stream()
                                        .map(PriceUnit::text)
                                        .collect(Collectors.joining(", "))
                                + " for " + key.item().text()));
    }

    private LocalDate date(int line, List<String> fields) {
        try {
            return LocalDate.parse(fields.get(6));
        } catch (DateTimeException e) {
            throw Rejection.of(at(line, "date"), fields.get(6), "must be a date such as 2026-11-26");
        }
    }

    private void requireSource(int line, String source) {
        Rejection.unless(
                !source.isBlank() && source.length() <= LONGEST_SOURCE,
                at(line, "source"),
                source,
                "must name the source of the price in 1 to " + LONGEST_SOURCE + " characters");
    }

    /** Splits a line into fields. Fields with commas are in double quotes; a quote in them is doubled. */
    private List<String> fields(int line, String text) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                if (quoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    field.append(c);
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (c == ',' && !quoted) {
                fields.add(field.toString().strip());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        Rejection.unless(!quoted, at(line, "quotes"), text, "must end in the line in which they begin");
        fields.add(field.toString().strip());
        return fields;
    }
}
