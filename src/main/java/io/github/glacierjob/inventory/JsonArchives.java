package io.github.glacierjob.inventory;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.github.glacierjob.internal.text.Rejection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the JSON form: an object with the archives in its list {@code ArchiveList}. UTF-8 only. */
final class JsonArchives implements ArchiveSource {

    private static final String LIST = "ArchiveList";
    /**
     * Replaces the bytes before a position when reading continues there: the beginning of the list, and an archive
     * without its last brace.
     */
    private static final byte[] BEFORE = ("{\"" + LIST + "\":[{").getBytes(StandardCharsets.US_ASCII);

    private static final Set<JsonToken> SCALARS =
            EnumSet.of(JsonToken.VALUE_NULL, JsonToken.VALUE_STRING, JsonToken.VALUE_NUMBER_INT);

    /** The most different unknown names. The parser keeps every name that it has read, so there must not be too many. */
    private static final int MOST_UNKNOWN = 100;

    /**
     * The longest text in a document. A text longer than a field's limit makes its entry bad; a text longer than this
     * makes the document bad.
     */
    private static final int LONGEST_TEXT = 16 * InventoryArchive.LONGEST_FIELD;

    private static final String DATE = "InventoryDate";
    private static final String VAULT = "VaultARN";

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(LONGEST_TEXT)
                    .maxNumberLength(100)
                    .maxNestingDepth(50)
                    .build())
            .build();

    private final JsonParser parser;
    private final long before;
    private final Set<String> unknown = new HashSet<>();
    private boolean listMet;
    private boolean inList;
    private boolean ended;
    private String date;
    private String vaultArn;

    JsonArchives(InputStream rest, long offset) throws IOException {
        boolean resumed = offset > 0;
        before = resumed ? offset - BEFORE.length : 0;
        parser = FACTORY.createParser(resumed ? new SequenceInputStream(new ByteArrayInputStream(BEFORE), rest) : rest);
        if (resumed) {
            begin();
            parser.nextToken();
            parser.nextToken();
        }
    }

    @Override
    public long offset() {
        return before + parser.currentLocation().getByteOffset();
    }

    @Override
    public Optional<String> inventoryDate() {
        return Optional.ofNullable(date);
    }

    @Override
    public Optional<String> vaultArn() {
        return Optional.ofNullable(vaultArn);
    }

    @Override
    public Optional<InventoryArchive> read() throws IOException {
        if (!listMet) {
            begin();
        }
        if (inList) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                return Optional.of(archive());
            }
            expect(JsonToken.END_ARRAY, "an archive or the end of " + LIST);
            inList = false;
        }
        if (!ended) {
            end();
        }
        return Optional.empty();
    }

    private void begin() throws IOException {
        parser.nextToken();
        expect(JsonToken.START_OBJECT, "an inventory, which is an object");
        if (parser.currentLocation().getByteOffset() < 0) {
            throw new IllegalArgumentException("expected UTF-8, got another encoding");
        }
        if (!nextIsList()) {
            throw new IllegalArgumentException("expected a list " + LIST + ", got an object without it");
        }
    }

    private void end() throws IOException {
        if (nextIsList()) {
            throw new IllegalArgumentException("expected one " + LIST + ", got another");
        }
        if (parser.nextToken() != null) {
            throw new IllegalArgumentException("expected the end of the document, got " + parser.currentToken());
        }
        ended = true;
    }

    /** Reads up to the list, or up to the end of the object. */
    private boolean nextIsList() throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (name.equals(LIST)) {
                expect(JsonToken.START_ARRAY, LIST + " to be a list");
                listMet = true;
                inList = true;
                return true;
            }
            if (name.equals(DATE) && parser.currentToken() == JsonToken.VALUE_STRING) {
                date = InventoryArchive.isDate(parser.getText()) ? parser.getText() : null;
            }
            if (name.equals(VAULT) && parser.currentToken() == JsonToken.VALUE_STRING) {
                vaultArn = parser.getText();
            }
            skip(name);
        }
        return false;
    }

    /** Reads an entry to its end, even if it is bad, so that reading can continue with the next entry. */
    private InventoryArchive archive() throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        String problem = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            boolean known = InventoryArchive.MEMBERS.contains(name);
            if (known && members.containsKey(name)) {
                problem = "expected one " + name + ", got another";
            } else if (known && !SCALARS.contains(token)) {
                problem = "expected " + name + " to be text or a whole number, got " + token;
            } else if (known) {
                members.put(name, scalar(token));
                continue;
            }
            skip(name);
        }
        expect(JsonToken.END_OBJECT, "a member of an archive or its end");
        return archive(members, problem);
    }

    private static InventoryArchive archive(Map<String, Object> members, String problem) {
        if (problem != null) {
            throw new BadEntryException(problem, members);
        }
        try {
            return InventoryArchive.of(members);
        } catch (IllegalArgumentException e) {
            throw new BadEntryException(e.getMessage(), members);
        }
    }

    private Object scalar(JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> parser.getText();
            default -> parser.getNumberValue();
        };
    }

    private void skip(String name) throws IOException {
        note(name);
        int depth = 0;
        for (JsonToken token = parser.currentToken(); true; token = parser.nextToken()) {
            if (token == JsonToken.FIELD_NAME) {
                note(parser.currentName());
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (depth == 0) {
                return;
            }
        }
    }

    private void note(String name) {
        if (unknown.add(name) && unknown.size() > MOST_UNKNOWN) {
            throw new IllegalArgumentException("expected an inventory, got more than " + MOST_UNKNOWN
                    + " names that no inventory has, at last " + Rejection.shown(name));
        }
    }

    private void expect(JsonToken expected, String inWords) {
        if (parser.currentToken() != expected) {
            throw new IllegalArgumentException("expected " + inWords + ", got " + parser.currentToken());
        }
    }
}
