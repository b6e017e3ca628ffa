package io.github.glacierjob.options;

/** With {@code outputMode=file}: what to do if another file already has the name of the output's file. */
public enum FileExist {
    /** An error that names the output and the file. */
    Fail,
    /** The file is replaced when the whole output is verified. */
    Override,
    /** A suffix makes the name of the output's file unique. */
    TryRename
}
