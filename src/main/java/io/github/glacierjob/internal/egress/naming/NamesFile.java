package io.github.glacierjob.internal.egress.naming;

import io.github.glacierjob.internal.text.JobIds;
import io.github.glacierjob.internal.text.Rejection;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.support.ResourceHelper;

/**
 * Reads the names that the user gives, in the format of AWS's own solution: lines {@code GlacierArchiveID,FileName} in
 * UTF-8; the first line may be this header. A name with a comma or a quote is in quotes, and a quote in it is doubled.
 * The file is read line by line, so that it may have any number of lines.
 *
 * @param resource the name by which Camel finds the file
 */
record NamesFile(CamelContext context, String resource) {

    private static final String HEADER = "GlacierArchiveID,FileName";
    private static final int LONGEST_LINE = 8192;
    private static final int LONGEST_ID = 1024;
    private static final String QUOTED = "\"(?:[^\"]++|\"\")*+\"";
    private static final Pattern FIELDS =
            Pattern.compile("\\s*(" + QUOTED + "|[^\",]*),(" + QUOTED + "|[^\",]*)\\s*", Pattern.DOTALL);

    /**
     * A name for an archive.
     *
     * @param number the number of the line, from 1
     */
    record Line(long number, String archiveId, String name) {}

    /**
     * Reads all lines.
     *
     * @throws IllegalArgumentException that names the resource, the line and the rule if a line is wrong
     * @throws IllegalStateException    if the file cannot be read
     */
    void read(Consumer<Line> each) {
        try (InputStream in =
                new BufferedInputStream(ResourceHelper.resolveMandatoryResourceAsInputStream(context, resource))) {
            long number = 0;
            for (byte[] bytes = line(in, 1); bytes != null; bytes = line(in, number + 1)) {
                number++;
                String text = text(bytes, number);
                boolean header = number == 1 && text.replace("\"", "").strip().equalsIgnoreCase(HEADER);
                if (!header && !text.isBlank()) {
                    each.accept(parsed(text, number));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("names: " + resource + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The next line without its line end; null at the end of the file. */
    private byte[] line(InputStream in, long number) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int read = in.read();
        if (read < 0) {
            return null;
        }
        for (; read >= 0 && read != '\n'; read = in.read()) {
            line.write(read);
            if (line.size() > LONGEST_LINE) {
                throw refused(
                        number, line.toString(StandardCharsets.UTF_8), "must have at most " + LONGEST_LINE + " bytes");
            }
        }
        return line.toByteArray();
    }

    private String text(byte[] line, long number) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
            return number == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw refused(number, new String(line, StandardCharsets.US_ASCII), "must be UTF-8");
        }
    }

    private Line parsed(String text, long number) {
        Matcher fields = FIELDS.matcher(text);
        if (!fields.matches()) {
            throw refused(
                    number,
                    text,
                    "must be " + HEADER + "; put a name with a comma or a quote into quotes, and"
                            + " write each quote in it twice");
        }
        String id = value(fields.group(1));
        String name = value(fields.group(2));
        if (!JobIds.isId(id) || id.length() > LONGEST_ID) {
            throw refused(
                    number,
                    text,
                    "must begin with the id of an archive, 1 to 1024 characters of a-z, A-Z, 0-9, _ and -");
        }
        if (name.isEmpty()) {
            throw refused(number, text, "must have a name");
        }
        return new Line(number, id, name);
    }

    private static String value(String field) {
        String text = field.strip();
        return text.startsWith("\"") ? text.substring(1, text.length() - 1).replace("\"\"", "\"") : text;
    }

    private IllegalArgumentException refused(long number, String line, String rule) {
        return Rejection.of("names: " + resource + ", line " + number, line, rule);
    }
}
