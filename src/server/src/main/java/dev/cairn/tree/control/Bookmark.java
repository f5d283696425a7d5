package dev.cairn.tree.control;

import dev.cairn.core.sync.FileTimes;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.NodeKind;
import dev.cairn.platform.control.Sql;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;

/// Where a page of a list ended: the sort key and id of its last entry.
///
/// @param key the sort key as bytes: UTF-8 of the name's key, or a number of eight bytes
record Bookmark(Order order, NodeKind kind, byte[] key, NodeId id) {

    private static final int HEADER = 3 + Long.BYTES;

    static Bookmark at(Entry entry, String nameKey, Order order) {
        var key = switch (order.by()) {
            case NAME -> nameKey.getBytes(StandardCharsets.UTF_8);
            case MODIFIED -> number(FileTimes.toNanos(entry.modified()));
            case SIZE -> number(entry.size());
        };
        return new Bookmark(order, entry.kind(), key, entry.id());
    }

    /// @throws IllegalArgumentException if `form` was not made by [#form()]
    static Bookmark read(byte[] form) {
        if (form.length < HEADER) {
            throw new IllegalArgumentException("Not a bookmark");
        }
        var source = ByteBuffer.wrap(form);
        var order = new Order(Order.By.values()[source.get()], source.get() == 1);
        var kind = NodeKind.ofNumber(source.get());
        var id = new NodeId(source.getLong());
        return new Bookmark(order, kind, Arrays.copyOfRange(form, HEADER, form.length), id);
    }

    byte[] form() {
        return ByteBuffer.allocate(HEADER + key.length)
                .put((byte) order.by().ordinal())
                .put((byte) (order.descending() ? 1 : 0))
                .put((byte) kind.number())
                .putLong(id.value())
                .put(key)
                .array();
    }

    void addKey(Sql.Parameters to) throws SQLException {
        switch (order.by()) {
            case NAME -> to.add(key);
            case MODIFIED, SIZE -> to.add(ByteBuffer.wrap(key).getLong());
        }
    }

    private static byte[] number(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }
}
