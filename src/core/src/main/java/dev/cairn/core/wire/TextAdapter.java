package dev.cairn.core.wire;

import jakarta.json.bind.adapter.JsonbAdapter;
import java.util.function.Function;

/// A value that is a string in JSON.
abstract class TextAdapter<T> implements JsonbAdapter<T, String> {

    private final Function<T, String> write;
    private final Function<String, T> read;

    TextAdapter(Function<T, String> write, Function<String, T> read) {
        this.write = write;
        this.read = read;
    }

    @Override
    public final String adaptToJson(T value) {
        return write.apply(value);
    }

    @Override
    public final T adaptFromJson(String text) {
        return read.apply(text);
    }
}
