package io.github.glacierjob.simulator.http;

import io.github.glacierjob.simulator.fault.Cut;
import io.github.glacierjob.simulator.fault.Effect;
import io.github.glacierjob.simulator.protocol.Call;
import io.github.glacierjob.simulator.protocol.IncomingBody;
import io.github.glacierjob.simulator.protocol.Reply;
import io.github.glacierjob.simulator.protocol.Route;
import io.github.glacierjob.simulator.protocol.Router;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.http.Header;
import org.apache.http.HttpEntityEnclosingRequest;
import org.apache.http.HttpException;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.HttpVersion;
import org.apache.http.impl.DefaultBHttpServerConnection;
import org.apache.http.message.BasicHttpResponse;
import org.apache.http.protocol.HTTP;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves one connection in one thread until either side closes it. */
final class Connection implements Runnable, Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final DateTimeFormatter DATES = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);
    private static final int BUFFER = 16 * 1024;

    private final Shared shared;
    private final Wire wire;
    private final long id;
    private final Consumer<Connection> whenClosed;
    private final DefaultBHttpServerConnection http = new DefaultBHttpServerConnection(BUFFER);

    Connection(Shared shared, Socket socket, long id, Consumer<Connection> whenClosed) {
        this.shared = shared;
        this.wire = new Wire(socket, shared.traffic().tls());
        this.id = id;
        this.whenClosed = whenClosed;
    }

    @Override
    public void run() {
        try {
            http.bind(wire.open());
            boolean open = true;
            while (open) {
                open = serve();
            }
        } catch (Cut cut) {
            breakOff(cut);
        } catch (HttpException e) {
            refuse(e);
        } catch (IOException e) {
            LOG.debug("Connection {} ended: {}", id, e.toString());
        } finally {
            end();
            whenClosed.accept(this);
        }
    }

    /** Serves one request; false if the connection ends after it. */
    private boolean serve() throws IOException, HttpException {
        HttpRequest request = http.receiveRequestHeader();
        Map<String, String> headers = headers(request);
        IncomingBody body = request instanceof HttpEntityEnclosingRequest upload ? receive(upload) : IncomingBody.EMPTY;
        Call call = Router.route(
                request.getRequestLine().getMethod(), request.getRequestLine().getUri(), headers, body);
        Journal.Entry entry = shared.journal().open(call, id);
        try {
            answer(call, entry);
        } finally {
            entry.outputEnds();
        }
        boolean bodyLeft = body == IncomingBody.EMPTY
                && !headers.getOrDefault("content-length", "0").equals("0");
        return !bodyLeft
                && !"close".equalsIgnoreCase(headers.get("connection"))
                && request.getProtocolVersion().greaterEquals(HttpVersion.HTTP_1_1);
    }

    private IncomingBody receive(HttpEntityEnclosingRequest upload) throws IOException, HttpException {
        if (upload.expectContinue()) {
            http.sendResponseHeader(new BasicHttpResponse(HttpVersion.HTTP_1_1, 100, "Continue"));
            http.flush();
        }
        http.receiveRequestEntity(upload);
        return shared.spool().read(upload.getEntity().getContent());
    }

    private static Map<String, String> headers(HttpRequest request) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : request.getAllHeaders()) {
            headers.put(header.getName().toLowerCase(Locale.ROOT), header.getValue());
        }
        return headers;
    }

    private void answer(Call call, Journal.Entry entry) throws IOException, HttpException {
        Optional<Effect> fault = shared.faults().next(call);
        if (fault.isPresent() && fault.get().kind() == Effect.Kind.STALL) {
            wire.stall(fault.get().duration());
        }
        Reply reply = fault.isPresent()
                ? shared.faults().answer(call, fault.get())
                : shared.dispatcher().answer(call);
        if (call.route() == Route.GET_JOB_OUTPUT && reply.status() < 300) {
            entry.outputBegins();
        }
        Line.pause(shared.traffic().firstByteLatency().toNanos());
        entry.answering(reply.status());
        http.sendResponseHeader(head(reply, fault));
        if (reply.hasBody() && reply.length() > 0) {
            send(reply, entry, fault);
        }
        http.flush();
    }

    private HttpResponse head(Reply reply, Optional<Effect> fault) {
        HttpResponse response = new BasicHttpResponse(HttpVersion.HTTP_1_1, reply.status(), Reasons.of(reply.status()));
        response.addHeader("x-amzn-RequestId", shared.stamps().requestIds().get());
        reply.headers().forEach(response::addHeader);
        response.addHeader(
                HTTP.DATE_HEADER, DATES.format(shared.stamps().dates().get()));
        if (fault.filter(one -> one.kind() == Effect.Kind.TRUNCATION_WITHOUT_LENGTH)
                .isPresent()) {
            response.addHeader(HTTP.CONN_DIRECTIVE, HTTP.CONN_CLOSE);
        } else if (reply.status() != 204) {
            response.addHeader(HTTP.CONTENT_LEN, Long.toString(reply.length()));
        }
        return response;
    }

    private void send(Reply reply, Journal.Entry entry, Optional<Effect> fault) throws IOException, HttpException {
        HttpResponse response = new BasicHttpResponse(HttpVersion.HTTP_1_1, reply.status(), "");
        response.setEntity(new ReplyEntity(reply, out -> {
            BodyStream body = new BodyStream(out, entry, reply, rate(entry));
            fault.filter(Effect::strikesBody).ifPresent(one -> body.under(one, wire));
            return body;
        }));
        http.sendResponseEntity(response);
    }

    private long rate(Journal.Entry entry) {
        return entry.isOutput() ? shared.traffic().bytesPerSecond() : 0;
    }

    private void refuse(HttpException error) {
        LOG.debug("Connection {} does not speak HTTP as understood here", id, error);
        try {
            http.sendResponseHeader(head(Reply.of(400), Optional.empty()));
            http.flush();
        } catch (IOException | HttpException e) {
            LOG.debug("Connection {} ended: {}", id, e.toString());
        }
    }

    private void breakOff(Cut cut) {
        try {
            wire.breakOff(cut);
        } catch (IOException e) {
            LOG.debug("Connection {} was closed before it could be broken off", id);
        }
    }

    private void end() {
        try {
            wire.end();
        } catch (IOException e) {
            LOG.debug("Connection {} did not end: {}", id, e.toString());
        }
    }

    @Override
    public void close() {
        try {
            wire.close();
        } catch (IOException e) {
            LOG.debug("Connection {} did not close: {}", id, e.toString());
        }
    }
}
