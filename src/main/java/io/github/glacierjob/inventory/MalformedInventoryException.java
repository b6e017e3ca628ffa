package io.github.glacierjob.inventory;

import io.github.glacierjob.internal.text.Rejection;
import java.io.IOException;

/**
 * A document is not an inventory, or ends too early. The message has the number of the archive, counted from 1, the
 * approximate byte, the expectation and the actual content. The same bytes fail again, so initiate a job for a new
 * inventory.
 */
public class MalformedInventoryException extends IOException {

    private static final long serialVersionUID = 1L;

    MalformedInventoryException(InventoryPosition at, String what, Exception cause) {
        super(
                "archive " + (at.archives() + 1) + " of the inventory, byte " + at.offset() + ": "
                        + Rejection.printable(what),
                cause);
    }
}
