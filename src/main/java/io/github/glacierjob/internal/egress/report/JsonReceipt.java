package io.github.glacierjob.internal.egress.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Writes a receipt as one JSON object: the summary, and then the list {@code archives} with one object in each line.
 */
final class JsonReceipt implements ReceiptStream.Writer {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final JsonGenerator json;

    JsonReceipt(OutputStream to) {
        try {
            // With a character stream, half a surrogate pair in a description becomes a question mark instead of an
            // error.
            json = MAPPER.createGenerator(new OutputStreamWriter(to, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void begin(Snapshot head) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, Object> member : head.head().entrySet()) {
            json.writePOJOField(member.getKey(), member.getValue());
        }
        json.writeArrayFieldStart("archives");
    }

    @Override
    public void line(Object[] values) throws IOException {
        json.writeRaw('\n');
        json.writeStartObject();
        for (ReceiptColumn column : ReceiptColumn.values()) {
            json.writePOJOField(column.member(), values[column.ordinal()]);
        }
        json.writeEndObject();
    }

    @Override
    public void end() throws IOException {
        json.writeEndArray();
        json.writeEndObject();
        json.writeRaw('\n');
    }

    @Override
    public void flush() throws IOException {
        json.flush();
    }
}
