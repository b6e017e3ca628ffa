package io.github.glacierjob.testkit;

import static org.awaitility.Awaitility.await;

import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.simulator.RecordedRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.ExceptionHandler;

/** A consumer's route that reads every body to its end, and records messages, bytes and reported errors. */
public final class Consumption implements ExceptionHandler {

    public final List<Message> messages = new CopyOnWriteArrayList<>();
    public final List<Throwable> reports = new CopyOnWriteArrayList<>();
    private final Glacier glacier;
    private final List<byte[]> bodies = new CopyOnWriteArrayList<>();

    public Consumption(Glacier glacier) {
        this.glacier = glacier;
    }

    /** Polls every 50 ms, in ranges of 1 MiB. */
    public Consumption start(String options) throws Exception {
        glacier.context.getRegistry().bind("reports", this);
        glacier.route(glacier.consumerUri("chunkSize=1048576&exceptionHandler=#reports&" + options), this::read);
        return this;
    }

    private void read(Exchange exchange) throws IOException {
        messages.add(exchange.getMessage().copy());
        ByteArrayOutputStream came = new ByteArrayOutputStream();
        try {
            exchange.getMessage().getMandatoryBody(InputStream.class).transferTo(came);
        } catch (org.apache.camel.InvalidPayloadException e) {
            throw new IllegalStateException(e);
        } finally {
            bodies.add(came.toByteArray());
        }
    }

    /** All bytes in the order of their arrival, including those of an interrupted stream. */
    public byte[] bytes() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        bodies.forEach(all::writeBytes);
        return all.toByteArray();
    }

    /** The bytes of the newest message. */
    public byte[] lastBody() {
        return bodies.get(bodies.size() - 1);
    }

    public int bodies() {
        return bodies.size();
    }

    public void awaitBytes(long count) {
        await().atMost(Glacier.SOON).until(() -> bytes().length >= count);
    }

    public void awaitReport() {
        await().atMost(Glacier.SOON).until(() -> !reports.isEmpty());
    }

    /** Waits until three more polls have begun. */
    public void awaitPolls() {
        int before = polls();
        await().atMost(Glacier.SOON).until(() -> polls() >= before + 3);
    }

    private int polls() {
        return glacier.simulator.requests(Operation.LIST_JOBS).size();
    }

    /** The Range headers so far whose start is in this MiB of the output. */
    public List<String> ranges(int mebibyte) {
        return glacier.simulator.requests(Operation.GET_JOB_OUTPUT).stream()
                .map(RecordedRequest::range)
                .filter(range -> startOf(range) / Glacier.MIB == mebibyte)
                .toList();
    }

    public static long startOf(String range) {
        return Long.parseLong(range.substring("bytes=".length(), range.indexOf('-')));
    }

    @Override
    public void handleException(Throwable exception) {
        reports.add(exception);
    }

    @Override
    public void handleException(String message, Throwable exception) {
        reports.add(exception);
    }

    @Override
    public void handleException(String message, Exchange exchange, Throwable exception) {
        reports.add(exception);
    }
}
