package io.github.glacierjob.options;

/** The form in which a route gets the output of a job. */
public enum OutputMode {
    /** One message for each range, with its bytes. */
    chunks,
    /** One stream over the whole output. */
    stream,
    /** One file that holds the whole output. */
    file,
    /** One message for each range, with its description and without its bytes. */
    ranges,
    /** One message for each archive of an inventory. */
    archives,
    /** One message with the description of the job. */
    none
}
