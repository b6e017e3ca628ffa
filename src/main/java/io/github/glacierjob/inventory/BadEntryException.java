package io.github.glacierjob.inventory;

import io.github.glacierjob.internal.text.Rejection;
import java.util.Map;

/** An entry is not a valid archive, but reading can continue after it. */
final class BadEntryException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient Map<String, Object> members;

    BadEntryException(String what, Map<String, Object> members) {
        super(Rejection.printable(what));
        this.members = members;
    }

    Map<String, Object> members() {
        return members;
    }
}
