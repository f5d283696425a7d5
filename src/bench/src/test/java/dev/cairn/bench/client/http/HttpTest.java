package dev.cairn.bench.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpTest {

    private final Http http = new Http();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/echo", exchange -> {
            var body = exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, exchange.getRequestURI().getPath().endsWith("chunked") ? 0 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        http.close();
        server.stop(0);
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }

    private String echo(String path, String text) throws IOException {
        var request = Request.put(uri(path), Map.of(), Body.of(text.getBytes(StandardCharsets.UTF_8)));
        return new String(http.send(request).expect(200).body(), StandardCharsets.UTF_8);
    }

    @Test
    void bodies_come_back_whole_in_both_forms() throws IOException {
        var text = "stone ".repeat(40_000);

        assertThat(echo("/echo/chunked", text)).isEqualTo(text);
        assertThat(echo("/echo/sized", text)).isEqualTo(text);
    }

    @Test
    void a_detour_leads_elsewhere_and_the_host_stays() throws IOException {
        try (var around = new Http(Map.of("example.org", server.getAddress()))) {
            var request = Request.put(URI.create("http://example.org/echo/sized"), Map.of(), Body.of(new byte[] {42}));

            assertThat(around.send(request).expect(200).body()).containsExactly(42);
        }
    }
}
