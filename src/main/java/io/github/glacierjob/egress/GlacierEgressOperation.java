package io.github.glacierjob.egress;

/** What a producer of a whole vault does. */
public enum GlacierEgressOperation {
    preview,
    status,
    receipt,
    retry,
    notify,
    prove
}
