package io.github.glacierjob.internal.egress.report;

import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.ledger.VaultArn;
import java.io.OutputStream;
import java.util.Map;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Returns the receipt, with the state of each archive in the order of creation. Thread-safe. */
public final class ReceiptOperation implements Processor {

    private static final Map<String, String> CONTENT_TYPES = Map.of(
            "CSV", "text/csv; charset=utf-8", "JSON", "application/json", "SHA256SUMS", "text/plain; charset=utf-8");

    private static final Map<String, Function<OutputStream, ReceiptStream.Writer>> WRITERS =
            Map.of("CSV", CsvReceipt::new, "JSON", JsonReceipt::new, "SHA256SUMS", Sha256Sums::new);

    private final EgressVault vault;
    private final VaultArn arn;

    public ReceiptOperation(EgressVault vault) {
        this.vault = vault;
        this.arn = new VaultArn(vault);
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        String vaultArn = arn.get();
        String format = vault.options().getFormat();
        Message message = exchange.getMessage();
        message.setBody(
                ReceiptStream.open(exchange, () -> ReceiptCursor.open(vault.ledger(), vaultArn), WRITERS.get(format)));
        message.setHeader(Exchange.CONTENT_TYPE, CONTENT_TYPES.get(format));
    }
}
