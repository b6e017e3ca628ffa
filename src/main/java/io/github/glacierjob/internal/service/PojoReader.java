package io.github.glacierjob.internal.service;

import io.github.glacierjob.internal.text.Rejection;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * Converts maps, lists and values with the names of the service's JSON to the SDK's types. Null members are left unset;
 * for a member of the wrong type the exception names its full path.
 *
 * @param strict whether an unknown member is refused or ignored
 */
record PojoReader(boolean strict) {

    /**
     * Fills the builder of an SDK type and builds the object.
     *
     * @param path the path of the object: empty, or a path that ends with a dot
     */
    Object read(SdkPojo builder, Map<?, ?> tree, String path) {
        Map<String, SdkField<?>> fields =
                builder.sdkFields().stream().collect(Collectors.toMap(SdkField::memberName, Function.identity()));
        tree.forEach((name, value) -> {
            SdkField<?> field = fields.get(String.valueOf(name));
            if (field == null && strict) {
                String known = fields.keySet().stream().sorted().collect(Collectors.joining(", "));
                throw Rejection.of(path + name, value, "is not known there; allowed are " + known);
            }
            if (field != null && value != null) {
                field.set(builder, value(field, value, path + name));
            }
        });
        return ((SdkBuilder<?, ?>) builder).build();
    }

    private Object value(SdkField<?> field, Object value, String path) {
        MarshallingType<?> type = field.marshallingType();
        if (type == MarshallingType.SDK_POJO) {
            return read(field.constructor().get(), object(value, path), path + ".");
        }
        if (type == MarshallingType.LIST) {
            return list(field.getTrait(ListTrait.class).memberFieldInfo(), value, path);
        }
        if (type == MarshallingType.MAP) {
            return map(field.getTrait(MapTrait.class).valueFieldInfo(), value, path);
        }
        if (type == MarshallingType.LONG) {
            return number(value, path);
        }
        if (type == MarshallingType.BOOLEAN && !(value instanceof Boolean)) {
            throw Rejection.of(path, value, "must be true or false");
        }
        return type == MarshallingType.STRING ? text(value, path) : value;
    }

    private static Map<?, ?> object(Object value, String path) {
        if (value instanceof SdkPojo pojo) {
            return new PojoWriter(false).tree(pojo);
        }
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw Rejection.of(path, value, "must be an object with members");
    }

    private List<Object> list(SdkField<?> member, Object value, String path) {
        if (!(value instanceof Iterable<?> values)) {
            throw Rejection.of(path, value, "must be a list");
        }
        List<Object> read = new ArrayList<>();
        for (Object element : values) {
            read.add(element == null ? null : value(member, element, path + "[" + read.size() + "]"));
        }
        return read;
    }

    private Map<String, Object> map(SdkField<?> member, Object value, String path) {
        Map<String, Object> read = new LinkedHashMap<>();
        object(value, path)
                .forEach((name, element) -> read.put(
                        String.valueOf(name), element == null ? null : value(member, element, path + "." + name)));
        return read;
    }

    /**
     * Reads text. Numbers and booleans are accepted, because the service has members of type text with such values and
     * people write them without quotes.
     */
    private static String text(Object value, String path) {
        boolean limit = value instanceof Number && path.toLowerCase(Locale.ROOT).endsWith("limit");
        boolean completed = value instanceof Boolean && path.equals("completed");
        if (value instanceof CharSequence || limit || completed) {
            return value.toString();
        }
        throw Rejection.of(path, value, "must be text");
    }

    private static Long number(Object value, String path) {
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof BigInteger big && big.bitLength() < Long.SIZE) {
            return big.longValue();
        }
        throw Rejection.of(path, value, "must be a whole number");
    }
}
