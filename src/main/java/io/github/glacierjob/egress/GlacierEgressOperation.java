package io.github.glacierjob.egress;

/** What a producer of a whole vault does. */
public enum GlacierEgressOperation {
    status,
    receipt,
    retry,
    notify,
    prove
}
