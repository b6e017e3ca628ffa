package io.github.glacierjob.naming;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.regex.Pattern;

/**
 * Decodes the elements that the descriptions of several tools have. Each method returns null for a text that is not
 * well-formed.
 */
final class ToolTexts {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Pattern MOMENT = Pattern.compile("\\d{8}T\\d{6}Z");

    private static final DateTimeFormatter BASIC =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withResolverStyle(ResolverStyle.STRICT);

    private ToolTexts() {}

    static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** The text of a member; null if the member is missing, is not text, or is blank. */
    static String text(JsonNode object, String member) {
        JsonNode value = object.get(member);
        return value == null || !value.isTextual() || value.asText().isBlank() ? null : value.asText();
    }

    /** Reads a time in UTC as ISO 8601, with or without punctuation, from the year 1 on. */
    static Instant moment(String text) {
        String basic = text == null ? "" : text.replaceAll("[\\s:-]", "");
        if (!MOMENT.matcher(basic).matches() || basic.startsWith("0000")) {
            return null;
        }
        try {
            return LocalDateTime.parse(basic, BASIC).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
