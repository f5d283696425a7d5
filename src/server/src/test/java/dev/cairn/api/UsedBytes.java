package dev.cairn.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.Backend;

/// V3: what namespaces count is what a recount gives.
final class UsedBytes {

    private UsedBytes() {}

    static void assertRight(Backend backend) {
        var wrong = Rows.texts(
                backend,
                "SELECT s.id FROM namespace s WHERE s.used_bytes <> (SELECT COALESCE(SUM(n.size), 0) FROM node n"
                        + " LEFT JOIN trash t ON t.namespace_id = n.namespace_id AND t.node_id = n.id"
                        + " WHERE n.namespace_id = s.id AND (n.live = 1 OR t.node_id IS NOT NULL))");
        assertThat(wrong).isEmpty();
    }
}
