package io.github.glacierjob.examples.egress;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;

/** Reads the JSON answers of a local server. */
final class Json {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Json() {}

    static Object parsed(String text) {
        try {
            return Jsoner.deserialize(text);
        } catch (DeserializationException e) {
            throw new IllegalStateException(text, e);
        }
    }

    static JsonObject object(String text) {
        return (JsonObject) parsed(text);
    }

    static String text(String url) throws IOException {
        return text(HttpRequest.newBuilder(URI.create(url)).build());
    }

    static String text(HttpRequest request) throws IOException {
        try {
            HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException(request.uri() + ": " + answer.statusCode() + " " + answer.body());
            }
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
