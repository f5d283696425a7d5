package dev.cairn.bench.client.http;

import java.io.IOException;

/// Makes something of an answer while it comes in.
@FunctionalInterface
public interface AnswerReader<T> {
    T read(Incoming answer) throws IOException;
}
