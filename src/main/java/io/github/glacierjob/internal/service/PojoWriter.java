package io.github.glacierjob.internal.service;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/**
 * Converts the SDK's types to maps, lists and values with the names of the service's JSON, in alphabetical order.
 *
 * @param nulls whether unset members are written as null, as the service does, or left out
 */
record PojoWriter(boolean nulls) {

    Map<String, Object> tree(SdkPojo pojo) {
        Map<String, Object> tree = new LinkedHashMap<>();
        pojo.sdkFields().stream()
                .sorted(Comparator.comparing(SdkField::memberName))
                .forEach(field -> put(tree, field.memberName(), value(field.getValueOrDefault(pojo))));
        return tree;
    }

    private void put(Map<String, Object> tree, String name, Object value) {
        if (nulls || value != null) {
            tree.put(name, value);
        }
    }

    private Object value(Object value) {
        if (value instanceof SdkAutoConstructList || value instanceof SdkAutoConstructMap) {
            return null;
        }
        if (value instanceof SdkPojo pojo) {
            return tree(pojo);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(this::value).collect(Collectors.toList());
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((name, member) -> copy.put(name.toString(), value(member)));
            return copy;
        }
        return value;
    }
}
