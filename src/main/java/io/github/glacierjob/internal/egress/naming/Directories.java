package io.github.glacierjob.internal.egress.naming;

import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * Lists the directories of names by their keys. A directory that was listed recently is not listed again, so most
 * directories are listed once. Needs the same memory for any number of names. Used by one thread.
 */
final class Directories {

    private static final int REMEMBERED = 1 << 16;

    /** Each key has one place. A place begins with a key that belongs to another place. */
    private final long[] recent = new long[REMEMBERED];

    Directories() {
        Arrays.setAll(recent, place -> ~place);
    }

    /** Lists the directories of a name, the deepest first. Those above a recent one were listed with it. */
    void of(String name, LongConsumer each) {
        for (int end = name.lastIndexOf('/'); end > 0; end = name.lastIndexOf('/', end - 1)) {
            long key = NameKey.of(name.substring(0, end));
            int place = (int) key & REMEMBERED - 1;
            if (recent[place] == key) {
                return;
            }
            recent[place] = key;
            each.accept(key);
        }
    }
}
