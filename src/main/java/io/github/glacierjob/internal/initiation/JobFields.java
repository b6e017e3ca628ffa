package io.github.glacierjob.internal.initiation;

import io.github.glacierjob.internal.text.Rejection;

/** Checks options that set fields of new jobs for all jobs of an endpoint. */
public final class JobFields {

    private JobFields() {}

    /**
     * Refuses a value that is not valid in any job; the message has the name of the option. Null and empty text count as
     * not set.
     */
    public static void check(String option, String member, String value) {
        Rejection.unless(
                value == null || value.isEmpty() || JobRules.passes(member, value),
                option,
                value,
                JobRules.words(member));
    }
}
