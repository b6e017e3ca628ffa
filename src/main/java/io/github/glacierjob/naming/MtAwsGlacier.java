package io.github.glacierjob.naming;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decodes the descriptions of mt-aws-glacier: {@code mt2}, a blank, and the base64url of
 * {@code {"filename":..,"mtime":"time"}}; {@code mt1} is the same with UTF-8 applied twice.
 */
final class MtAwsGlacier implements ArchiveNaming {

    private static final Pattern FORM = Pattern.compile("\\s*mt([12])\\s+([A-Za-z0-9_-]+)={0,2}\\s*");

    @Override
    public ArchiveName nameOf(String archiveId, String description) {
        Matcher form = FORM.matcher(description);
        String text = form.matches() ? decoded(form.group(2), form.group(1).equals("1")) : null;
        JsonNode object = text == null ? null : ToolTexts.json(text);
        String name = object == null ? null : ToolTexts.text(object, "filename");
        return name == null
                ? null
                : new ArchiveName(name, ToolTexts.moment(ToolTexts.text(object, "mtime")), null, null, null, null);
    }

    private static String decoded(String base64, boolean twice) {
        try {
            String once = ToolTexts.utf8(Base64.getUrlDecoder().decode(base64));
            if (once == null || !twice) {
                return once;
            }
            return StandardCharsets.ISO_8859_1.newEncoder().canEncode(once)
                    ? ToolTexts.utf8(once.getBytes(StandardCharsets.ISO_8859_1))
                    : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
