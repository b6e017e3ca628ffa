package io.github.glacierjob.options;

/** With {@code outputMode=file}: what to do where a file of the name exists that is not this very output. */
public enum FileExist {
    /** An error that names the output and the file. */
    Fail,
    /** The file is replaced once the output is whole and verified. */
    Override,
    /** The output gets a name with a suffix that no other file has. */
    TryRename
}
