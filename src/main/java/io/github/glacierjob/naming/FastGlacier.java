package io.github.glacierjob.naming;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decodes the descriptions of FastGlacier, which CrushFTP writes too. v2 to v4:
 * {@code <m><v>4</v><p>path</p><lm>time</lm><ce>flags</ce></m>}, the path as base64 of UTF-8, the flags
 * {@code compressed:encrypted:md5:size}. v1: {@code <ArchiveMetadata><Path>path</Path>}. Both may be in double quotes. No
 * XML parser is used, because a description could make a parser open files.
 */
final class FastGlacier implements ArchiveNaming {

    private static final Pattern WHOLE =
            Pattern.compile("[\\s\"']*(<m>.*</m>|<ArchiveMetadata>.*</ArchiveMetadata>)[\\s\"']*", Pattern.DOTALL);

    private static final Pattern PATH = Pattern.compile("<(?:p|Path)>([A-Za-z0-9+/=\\s]*)</(?:p|Path)>");
    private static final Pattern TIME = Pattern.compile("<lm>([^<]*)</lm>");
    private static final Pattern FLAGS =
            Pattern.compile("<ce>\\s*([01]):([01])(?::([0-9a-fA-F]{32}))?(?::(\\d{1,18}))?[^<]*</ce>");

    @Override
    public ArchiveName nameOf(String archiveId, String description) {
        Matcher path = PATH.matcher(description);
        String name = WHOLE.matcher(description).matches() && path.find() ? decoded(path.group(1)) : null;
        if (name == null) {
            return null;
        }
        Matcher time = TIME.matcher(description);
        Matcher flags = FLAGS.matcher(description);
        boolean flagged = flags.find();
        return new ArchiveName(
                name,
                time.find() ? ToolTexts.moment(time.group(1)) : null,
                flagged ? flags.group(1).equals("1") : null,
                flagged ? flags.group(2).equals("1") : null,
                flagged ? flags.group(3) : null,
                flagged && flags.group(4) != null ? Long.valueOf(flags.group(4)) : null);
    }

    private static String decoded(String base64) {
        try {
            String name = ToolTexts.utf8(Base64.getDecoder().decode(base64.replaceAll("\\s", "")));
            return name == null || name.isBlank() ? null : name;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
