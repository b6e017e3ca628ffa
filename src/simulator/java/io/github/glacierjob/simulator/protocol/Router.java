package io.github.glacierjob.simulator.protocol;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the operation of a request line. Any path before the account id is accepted as a base path. */
public final class Router {
    private static final Set<String> ROOTS = Set.of("vaults", "provisioned-capacity", "policies");

    private Router() {}

    /** Parses a request; its route is UNKNOWN if the operation does not exist. */
    public static Call route(String method, String uri, Map<String, String> headers, IncomingBody body) {
        int mark = uri.indexOf('?');
        String path = mark < 0 ? uri : uri.substring(0, mark);
        String query = mark < 0 ? "" : uri.substring(mark + 1);
        List<String> segments = segments(path);
        String account = segments.isEmpty() ? "" : segments.get(0);
        List<String> rest = segments.isEmpty() ? segments : segments.subList(1, segments.size());
        Route route = Route.UNKNOWN;
        for (Route candidate : Route.values()) {
            if (candidate.matches(method, rest)) {
                route = candidate;
                break;
            }
        }
        boolean inVault = rest.size() > 1 && rest.get(0).equals("vaults");
        Call.Target target =
                new Call.Target(account, inVault ? rest.get(1) : null, inVault && rest.size() > 3 ? rest.get(3) : null);
        return new Call(route, new Call.Line(method, path, query), target, parameters(query), headers, body);
    }

    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        Arrays.stream(path.split("/", -1)).skip(1).map(Router::decode).forEach(segments::add);
        for (int i = 0; i + 1 < segments.size(); i++) {
            if (ROOTS.contains(segments.get(i + 1)) && segments.get(i).matches("-|\\d{12}")) {
                return segments.subList(i, segments.size());
            }
        }
        return segments;
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                parameters.put(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    /** Percent-decodes once; text with a broken escape stays as it is. */
    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
