package io.github.glacierjob.naming;

import java.util.regex.Pattern;

/**
 * A description that is itself a name or a path. Free text is not a name: a text without a separator, an extension or
 * the form of a path is not used.
 *
 * <ul> <li>without a blank: a name if it has a separator, or an extension of 1 to 10 letters and digits, or is a key of
 * git-annex; <li>with blanks: a name if it begins like a path, or if it ends with an extension that has a letter;
 * <li>never a name: a text with quotes, angle brackets, {@code |}, {@code *} or {@code ?}, or a text in braces.
 * </ul>
 */
final class PlainName implements ArchiveNaming {

    private static final Pattern NEVER = Pattern.compile("(?s).*[\"<>|*?].*|\\{.*}|mt[12]\\s+[A-Za-z0-9_-]+");
    private static final Pattern BLANK = Pattern.compile("(?s).*[\\s\\p{Z}].*");
    private static final Pattern SEPARATOR = Pattern.compile("(?s).*[/\\\\].*");
    private static final Pattern EXTENSION = Pattern.compile("(?s)(?=.*\\p{L}).*\\.[A-Za-z0-9]{1,10}");
    private static final Pattern LETTERED = Pattern.compile("(?s).*\\.[0-9]{0,5}[A-Za-z][A-Za-z0-9]{0,9}");
    private static final Pattern PATH_START = Pattern.compile("(?s)([A-Za-z]:[/\\\\]|\\\\\\\\|\\.{0,2}/).*");
    private static final Pattern ANNEX = Pattern.compile("[A-Z][A-Z0-9_]*(-[smSC]\\d+)*--.+");

    @Override
    public ArchiveName nameOf(String archiveId, String description) {
        String text = description.strip();
        return isName(text) ? ArchiveName.of(text) : null;
    }

    private static boolean isName(String text) {
        // The prefix of Windows for long paths is allowed although it has a question mark.
        String path = text.startsWith("\\\\?\\") ? text.substring(4) : text;
        if (path.isEmpty() || NEVER.matcher(path).matches()) {
            return false;
        }
        if (BLANK.matcher(path).matches()) {
            return PATH_START.matcher(path).matches() || LETTERED.matcher(path).matches();
        }
        return SEPARATOR.matcher(path).matches()
                || EXTENSION.matcher(path).matches()
                || ANNEX.matcher(path).matches();
    }
}
