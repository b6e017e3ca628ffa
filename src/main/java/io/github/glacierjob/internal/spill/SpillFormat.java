package io.github.glacierjob.internal.spill;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Writes elements to a file, and reads them from it. */
public interface SpillFormat<T> {

    void write(T thing, DataOutput out) throws IOException;

    T read(DataInput in) throws IOException;

    /** The approximate number of characters that an element takes in memory. */
    int weight(T thing);
}
