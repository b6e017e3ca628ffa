package io.github.glacierjob.internal.spill;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How a thing is written to a file and read from it. */
public interface SpillFormat<T> {

    void write(T thing, DataOutput out) throws IOException;

    T read(DataInput in) throws IOException;

    /** About how many characters of memory a thing takes. */
    int weight(T thing);
}
