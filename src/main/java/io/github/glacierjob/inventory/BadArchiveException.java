package io.github.glacierjob.inventory;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An entry of an inventory is not a valid archive, but the reader can continue with the next entry. The message has the
 * number of the entry, counted from 1, the expectation and the actual content.
 */
public class BadArchiveException extends MalformedInventoryException {

    private static final long serialVersionUID = 1L;

    private final transient Map<String, Object> members;

    BadArchiveException(InventoryPosition at, String what, Map<String, Object> members) {
        super(at, what, null);
        this.members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /**
     * The readable members of the entry.
     *
     * @return text, numbers and nulls by the service's names; other values are left out. Empty for a CSV line without
     *     exactly five fields, and after a serialization
     */
    public Map<String, Object> members() {
        return members == null ? Map.of() : members;
    }
}
