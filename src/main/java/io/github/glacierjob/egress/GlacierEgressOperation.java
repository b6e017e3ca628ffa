package io.github.glacierjob.egress;

/** The operations of a producer of a whole vault. */
public enum GlacierEgressOperation {
    preview,
    status,
    receipt,
    retry,
    notify,
    prove
}
