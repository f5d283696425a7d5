package dev.cairn.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackPortTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "0.0.0.0", "::1"})
    void a_port_on_which_anybody_listens_is_taken(String address) throws IOException {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(address, 0));

            assertThat(LoopbackPort.isFree(socket.getLocalPort())).isFalse();
        }
    }

    @Test
    void a_free_port_is_free() {
        assertThat(LoopbackPort.isFree(LoopbackPort.free())).isTrue();
    }
}
