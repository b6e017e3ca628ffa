package io.github.glacierjob.inventory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Reads an inventory archive by archive, in memory that does not grow with the document. JSON and CSV are distinguished by
 * their first byte. Not thread-safe.
 *
 * <p>An archive is refused unless its id, creation date, size and tree hash are valid and each is present exactly
 * once. A description that is missing or null is empty. Members of other names are ignored, at most 100 different
 * ones. After the last archive the document has to end in the right way, so that an incomplete document is not
 * accepted as complete.
 */
public final class InventoryReader {

    private final PushbackInputStream in;
    private ArchiveSource source;
    private InventoryPosition position;
    private boolean looked;
    private Optional<InventoryArchive> ahead = Optional.empty();
    private long aheadEnd;
    private IOException failure;
    private BadArchiveException bad;

    /**
     * Creates a reader that reads from the start, or continues at the position of another reader. Reads no bytes yet.
     *
     * @param in   the document's bytes, beginning at {@code from}; the caller closes the stream
     * @param from a position from a reader of the same document, or {@link InventoryPosition#START}
     */
    public InventoryReader(InputStream in, InventoryPosition from) {
        this.in = new PushbackInputStream(in, 1);
        this.position = from;
    }

    /**
     * Whether there is another entry, or a failure that {@link #next()} will throw. Reads one entry ahead.
     *
     * @return false at the document's end
     */
    public boolean hasNext() {
        if (!looked) {
            looked = true;
            lookAhead();
        }
        return failure != null || bad != null || ahead.isPresent();
    }

    private void lookAhead() {
        try {
            if (source == null) {
                source = open();
            }
            ahead = source.read();
            aheadEnd = source.offset();
        } catch (BadEntryException e) {
            aheadEnd = source.offset();
            bad = new BadArchiveException(here(aheadEnd), e.getMessage(), e.members());
        } catch (JsonEOFException e) {
            failure = malformed("expected more, got the end of the document", e);
        } catch (JsonProcessingException e) {
            failure = malformed(e.getOriginalMessage(), e);
        } catch (IllegalArgumentException | CharConversionException e) {
            failure = malformed(e.getMessage(), e);
        } catch (IOException e) {
            failure = e;
        }
    }

    private MalformedInventoryException malformed(String what, Exception cause) {
        return new MalformedInventoryException(here(source == null ? position.offset() : source.offset()), what, cause);
    }

    private InventoryPosition here(long offset) {
        return new InventoryPosition(offset, position.archives());
    }

    private ArchiveSource open() throws IOException {
        int first = in.read();
        if (first >= 0) {
            in.unread(first);
        }
        String json = position.offset() > 0 ? "}" : "{ \t\r\n";
        return first >= 0 && json.indexOf(first) >= 0
                ? new JsonArchives(in, position.offset())
                : new CsvArchives(in, position.offset());
    }

    /**
     * Returns the next archive.
     *
     * @return the archive
     * @throws BadArchiveException         if the entry is wrong; the next call returns the next archive
     * @throws MalformedInventoryException if the document is wrong at this place; every later call throws it again
     * @throws IOException                 the stream's exception if it cannot be read; every later call throws it again
     * @throws NoSuchElementException      at the document's end
     */
    public InventoryArchive next() throws IOException {
        boolean more = hasNext();
        if (failure != null) {
            throw failure;
        }
        if (!more) {
            throw new NoSuchElementException("The inventory has ended");
        }
        looked = false;
        BadArchiveException wrong = bad;
        bad = null;
        position = new InventoryPosition(
                aheadEnd - 1, position.archives() + 1, position.bad() + (wrong == null ? 0 : 1), inventoryDate());
        if (wrong != null) {
            throw wrong;
        }
        return ahead.get();
    }

    /**
     * The date of the inventory.
     *
     * @return the date in UTC as ISO 8601; empty if the document has no date, as in CSV, or if the reader has not
     *     reached it yet
     */
    public Optional<String> inventoryDate() {
        return position.inventoryDate().or(() -> source == null ? Optional.empty() : source.inventoryDate());
    }

    /**
     * The vault of the inventory.
     *
     * @return the ARN in the document; empty if the document has no ARN, as in CSV, or if the reader has not reached it
     *         yet
     */
    public Optional<String> vaultArn() {
        return source == null ? Optional.empty() : source.vaultArn();
    }

    /**
     * The position after the last archive that {@link #next()} returned. Reading ahead does not change it.
     *
     * @return the position to continue from
     */
    public InventoryPosition position() {
        return position;
    }
}
