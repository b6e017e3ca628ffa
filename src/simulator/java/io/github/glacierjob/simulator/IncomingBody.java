package io.github.glacierjob.simulator;

/** The body of a request, with the SHA-256 of its bytes in lower-case hex. */
record IncomingBody(Content content, String sha256) {
    static final IncomingBody EMPTY = new IncomingBody(
            Content.of(new byte[0]), TreeHash.hex(TreeHash.sha256().digest()));

    byte[] bytes() {
        return content.expected(0, content.size());
    }
}
