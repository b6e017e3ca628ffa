package io.github.glacierjob.simulator.http;

import io.github.glacierjob.simulator.fault.Cut;
import io.github.glacierjob.simulator.fault.Effect;
import io.github.glacierjob.simulator.protocol.Reply;
import java.io.IOException;
import java.io.OutputStream;

/** Sends a body at the rate of the connection, and applies the fault of the request to it. */
final class BodyStream extends OutputStream {
    private static final int PIECE = 1 << 17;
    private static final int SLOW_PIECES_PER_SECOND = 50;
    private static final long BEFORE_RESET_NANOS = 20_000_000;

    private final OutputStream out;
    private final Journal.Entry entry;
    private final Reply reply;
    private final long length;
    private final long bytesPerSecond;
    private final int piece;
    private final long begun = System.nanoTime();
    private Line line;
    private Effect fault;
    private long faultAt = Long.MAX_VALUE;
    private long sent;

    BodyStream(OutputStream out, Journal.Entry entry, Reply reply, long bytesPerSecond) {
        super();
        this.out = out;
        this.entry = entry;
        this.reply = reply;
        this.length = reply.length();
        this.bytesPerSecond = bytesPerSecond;
        this.piece = bytesPerSecond == 0
                ? PIECE
                : (int) Math.min(PIECE, Math.max(1, bytesPerSecond / SLOW_PIECES_PER_SECOND));
    }

    /** Sets a fault, which happens at its offset, or at the last byte of a shorter body. */
    void under(Effect newFault, Line newLine) {
        fault = newFault;
        line = newLine;
        faultAt = Math.max(0, Math.min(newFault.offset(), length - 1));
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        int at = offset;
        int end = offset + count;
        while (at < end) {
            if (sent == faultAt) {
                at += strike(bytes, at);
                continue;
            }
            int next = (int) Math.min(Math.min(piece, end - at), faultAt - sent);
            send(bytes, at, next);
            at += next;
        }
    }

    private void send(byte[] bytes, int offset, int count) throws IOException {
        sent += count;
        entry.sending(sent);
        reply.leaving(count);
        if (sent == length) {
            // This must be before the last byte is sent, because after that byte its reader may already send the next
            // request.
            entry.outputEnds();
        }
        out.write(bytes, offset, count);
        if (bytesPerSecond > 0) {
            out.flush();
            Line.pause(begun + sent * 1_000_000_000L / bytesPerSecond - System.nanoTime());
        }
    }

    /** Applies the fault at this offset; returns how many bytes the fault itself has sent. */
    private int strike(byte[] bytes, int at) throws IOException {
        faultAt = Long.MAX_VALUE;
        if (fault.kind() == Effect.Kind.CORRUPT_BODY) {
            send(new byte[] {(byte) (bytes[at] ^ 1)}, 0, 1);
            return 1;
        }
        out.flush();
        if (fault.kind() == Effect.Kind.STALL_BODY) {
            line.stall(fault.duration());
            return 0;
        }
        entry.outputEnds();
        if (fault.kind() == Effect.Kind.EARLY_END) {
            throw Cut.end();
        }
        if (fault.kind() != Effect.Kind.RESET_BODY) {
            throw Cut.truncation();
        }
        // A reset discards bytes that the client has not received yet, so wait until they have arrived.
        Line.pause(BEFORE_RESET_NANOS);
        throw Cut.reset();
    }
}
