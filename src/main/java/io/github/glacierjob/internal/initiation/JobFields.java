package io.github.glacierjob.internal.initiation;

import io.github.glacierjob.internal.text.Rejection;

/** The rules of a new job's fields for options that set them for all jobs of an endpoint. */
public final class JobFields {

    private JobFields() {}

    /** Refuses a value that no job may have, under the name of the option; null or empty is none. */
    public static void check(String option, String member, String value) {
        Rejection.unless(
                value == null || value.isEmpty() || JobRules.passes(member, value),
                option,
                value,
                JobRules.words(member));
    }
}
