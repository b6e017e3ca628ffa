package io.github.glacierjob.inventory;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An entry of an inventory that is no archive, in a document that is right otherwise: its reader continues with the next entry.
 * The message says which entry it is, counted from 1, what was expected and what it has instead.
 */
public class BadArchiveException extends MalformedInventoryException {

    private static final long serialVersionUID = 1L;

    private final transient Map<String, Object> members;

    BadArchiveException(InventoryPosition at, String what, Map<String, Object> members) {
        super(at, what, null);
        this.members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /**
     * What could be read of the entry.
     *
     * @return text, numbers and nulls by the service's names; without what is no such value. Empty for a line of CSV that has not five
     *     fields, and after a serialization
     */
    public Map<String, Object> members() {
        return members == null ? Map.of() : members;
    }
}
