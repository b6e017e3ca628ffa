package io.github.glacierjob.internal.outlet;

/** The route failed for a message; the route's error handler has seen the cause already. */
public final class RouteFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    RouteFailedException(Throwable cause) {
        super(cause);
    }
}
