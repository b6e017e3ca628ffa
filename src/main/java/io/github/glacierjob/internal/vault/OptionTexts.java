package io.github.glacierjob.internal.vault;

import io.github.glacierjob.internal.text.Rejection;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.ExtendedPropertyConfigurerGetter;
import org.apache.camel.spi.GeneratedPropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;

/**
 * Reads options as the user wrote them, before Camel converts them, because Camel accepts any text as a duration and
 * reads most words as 0. Sizes may have a unit. Thread-safe.
 */
public final class OptionTexts implements GeneratedPropertyConfigurer, ExtendedPropertyConfigurerGetter {

    /** Options that are numbers of bytes. */
    private static final Set<String> SIZES =
            Set.of("chunksize", "bytesperhour", "bytesperday", "partsize", "maxobjectsize");

    private static final Set<String> COUNTS = Set.of("repeatcount");
    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d{1,18}");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?\\d{1,15}(\\.\\d{1,12})?");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,18}) *(?:([KMGT])(?:i?B)?)?", Pattern.CASE_INSENSITIVE);
    private static final String UNITS = "KMGT";

    /** The forms of durations that Camel reads correctly: 5s, 1h30m, 2 minutes; and ISO 8601. */
    private static final Pattern DURATION = Pattern.compile(
            "([-+]?\\d+ *(ms|millis|s|secs?|seconds?|m|mins?|minutes?|h|hours?|d|days?) *)+|P[\\dDTHMS.]+",
            Pattern.CASE_INSENSITIVE);

    private final PropertyConfigurer configurer;
    private final GivenTexts given;

    /** Wraps a generated configurer, and keeps the texts that it reads. */
    public OptionTexts(PropertyConfigurer configurer, GivenTexts given) {
        this.configurer = configurer;
        this.given = given;
    }

    @Override
    public boolean configure(CamelContext context, Object target, String name, Object value, boolean ignoreCase) {
        if (!(value instanceof String written)) {
            return configurer.configure(context, target, name, value, ignoreCase);
        }
        Class<?> type = getOptionType(name, ignoreCase);
        Object read = written.startsWith("#") ? written : read(context, name, written.trim(), type);
        given.put(name, written);
        try {
            return configurer.configure(context, target, name, read, ignoreCase);
        } catch (RuntimeCamelException e) {
            throw Rejection.of(
                    name,
                    written,
                    "must be # and the name of a " + type.getName()
                            + " in the registry; no bean of this type has this name",
                    e);
        }
    }

    private static Object read(CamelContext context, String name, String text, Class<?> type) {
        if (type == null) {
            return text;
        }
        if (SIZES.contains(name.toLowerCase(Locale.ROOT))) {
            return bytes(name, text);
        }
        if (COUNTS.contains(name.toLowerCase(Locale.ROOT)) || type == int.class || type == Integer.class) {
            return whole(name, text, type);
        }
        if (type == long.class || type == Long.class || type == Duration.class) {
            return NUMBER.matcher(text).matches() ? text : milliseconds(context, name, text);
        }
        if (type == double.class || type == Double.class) {
            Rejection.unless(
                    DECIMAL.matcher(text).matches(), name, text, "must be a number in digits such as 0.5, 10 or 99.90");
        }
        if (type == boolean.class || type == Boolean.class) {
            Rejection.unless(text.matches("(?i)true|false"), name, text, "must be true or false");
        }
        return type.isEnum() ? constant(name, text, type) : text;
    }

    /** Reads a number of bytes that may have a unit. */
    public static Long bytes(String name, String text) {
        Matcher size = SIZE.matcher(text);
        Rejection.unless(size.matches(), name, text, "must be a number of bytes such as 8388608, 8M, 8MB or 8MiB");
        long number = Long.parseLong(size.group(1));
        int power = size.group(2) == null
                ? 0
                : 10 * (1 + UNITS.indexOf(size.group(2).toUpperCase(Locale.ROOT)));
        Rejection.unless(number <= Long.MAX_VALUE >> power, name, text, "must be less than 8 EiB");
        return number << power;
    }

    private static Object whole(String name, String text, Class<?> type) {
        boolean fits = NUMBER.matcher(text).matches()
                && (type == long.class || (int) Long.parseLong(text) == Long.parseLong(text));
        Rejection.unless(fits, name, text, "must be a number");
        return text;
    }

    private static String milliseconds(CamelContext context, String name, String text) {
        String rule = "must be a time in milliseconds such as 60000, or with units such as 30s, 5m or 1h30m";
        Rejection.unless(DURATION.matcher(text).matches(), name, text, rule);
        try {
            // A sign is handled here, because Camel's converter ignores it.
            String bare = text.replaceFirst("^[-+]", "");
            Duration time = context.getTypeConverter().mandatoryConvertTo(Duration.class, bare);
            return String.valueOf(text.startsWith("-") ? -time.toMillis() : time.toMillis());
        } catch (Exception e) {
            throw Rejection.of(name, text, rule, e);
        }
    }

    /** Reads a name of an enum. Case, hyphens and underscores are ignored, as in Camel. */
    private static Object constant(String name, String text, Class<?> type) {
        String names =
                Arrays.stream(type.getEnumConstants()).map(Object::toString).collect(Collectors.joining(", "));
        return Arrays.stream(type.getEnumConstants())
                .filter(one -> bare(((Enum<?>) one).name()).equals(bare(text))
                        || one.toString().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> Rejection.of(name, text, "must be one of " + names));
    }

    private static String bare(String name) {
        return name.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
    }

    @Override
    public Class<?> getOptionType(String name, boolean ignoreCase) {
        return ((PropertyConfigurerGetter) configurer).getOptionType(name, ignoreCase);
    }

    @Override
    public Object getOptionValue(Object target, String name, boolean ignoreCase) {
        return ((PropertyConfigurerGetter) configurer).getOptionValue(target, name, ignoreCase);
    }

    @Override
    public String[] getAutowiredNames() {
        return ((PropertyConfigurerGetter) configurer).getAutowiredNames();
    }

    @Override
    public Object getCollectionValueType(Object target, String name, boolean ignoreCase) {
        return ((PropertyConfigurerGetter) configurer).getCollectionValueType(target, name, ignoreCase);
    }

    @Override
    public Map<String, Object> getAllOptions(Object target) {
        return configurer instanceof ExtendedPropertyConfigurerGetter all ? all.getAllOptions(target) : Map.of();
    }
}
