package io.github.glacierjob.internal.service;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** Copies what two SDK types have in common: DescribeJob answers with a type of its own for the same document. */
final class CopiedFields {

    private CopiedFields() {}

    static void copy(SdkPojo from, SdkPojo to) {
        Map<String, SdkField<?>> source =
                from.sdkFields().stream().collect(Collectors.toMap(SdkField::locationName, Function.identity()));
        for (SdkField<?> target : to.sdkFields()) {
            SdkField<?> field = source.get(target.locationName());
            if (field != null) {
                target.set(to, field.getValueOrDefault(from));
            }
        }
    }
}
