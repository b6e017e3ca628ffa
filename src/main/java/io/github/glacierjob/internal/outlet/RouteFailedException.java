package io.github.glacierjob.internal.outlet;

/** The route failed with a message; its error handler has seen the cause already. */
public final class RouteFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    RouteFailedException(Throwable cause) {
        super(cause);
    }
}
