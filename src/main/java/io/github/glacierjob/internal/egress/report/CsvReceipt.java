package io.github.glacierjob.internal.egress.report;

import io.github.glacierjob.internal.egress.cost.Quantity;
import io.github.glacierjob.internal.egress.stock.LoadedInventory;
import io.github.glacierjob.internal.text.JobIds;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes a receipt as CSV by RFC 4180, in UTF-8. The first lines begin with {@code #}; every receipt has the same
 * number of them. Spreadsheet programs execute text that begins like a formula, so such text gets an apostrophe before
 * it.
 */
final class CsvReceipt implements ReceiptStream.Writer {

    private static final String END = "\r\n";

    /**
     * Text that begins like a formula, also after blanks and invisible characters, and with the wide characters that
     * some programs treat alike.
     */
    private static final Pattern FORMULA =
            Pattern.compile("(?s)([\\t\\r\\n]|[\\s\\p{Z}\\p{Cf}]*[=+\\-@\\uFF1D\\uFF0B\\uFF0D\\uFF20]).*");

    /** Control characters that a cell cannot contain. Line ends and tabs are allowed, because they are quoted. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\t\\r\\n]]");

    private final java.io.Writer out;

    CsvReceipt(OutputStream to) {
        out = new BufferedWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8));
    }

    @Override
    public void begin(Snapshot head) throws IOException {
        LoadedInventory inventory = head.inventory();
        record("#vault", head.vaultArn());
        record("#time", head.time());
        record("#inventoryDate", inventory.date());
        record("#inventorySha256", inventory.sha256());
        for (Map.Entry<?, Quantity> state : head.states().entrySet()) {
            record(
                    "#" + state.getKey(),
                    state.getValue().archives(),
                    state.getValue().bytes());
        }
        record("#total", head.total().archives(), head.total().bytes());
        record((Object[]) ReceiptColumn.values());
    }

    private void record(Object... values) throws IOException {
        out.write(Arrays.stream(values)
                .map(value -> value == null ? "" : value.toString())
                .collect(Collectors.joining(",", "", END)));
    }

    @Override
    public void line(Object[] values) throws IOException {
        ReceiptColumn[] columns = ReceiptColumn.values();
        for (int i = 0; i < columns.length; i++) {
            out.write(i == 0 ? "" : ",");
            out.write(cell(columns[i].kind(), values[i]));
        }
        out.write(END);
    }

    private static String cell(ReceiptColumn.Kind kind, Object value) {
        if (value == null) {
            return "";
        }
        String text = value.toString();
        boolean plain = List.of(ReceiptColumn.Kind.NUMBER, ReceiptColumn.Kind.MOMENT, ReceiptColumn.Kind.FLAG)
                        .contains(kind)
                || kind == ReceiptColumn.Kind.ID && JobIds.isId(text);
        return plain ? text : quoted(text);
    }

    private static String quoted(String text) {
        String visible = CONTROL.matcher(text).replaceAll("\uFFFD");
        String safe = FORMULA.matcher(visible).matches() ? "'" + visible : visible;
        return '"' + safe.replace("\"", "\"\"") + '"';
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }
}
