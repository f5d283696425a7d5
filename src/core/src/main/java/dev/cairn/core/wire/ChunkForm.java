package dev.cairn.core.wire;

import dev.cairn.core.content.Chunk;
import dev.cairn.core.content.Fingerprint;
import jakarta.json.bind.serializer.DeserializationContext;
import jakarta.json.bind.serializer.JsonbDeserializer;
import jakarta.json.bind.serializer.JsonbSerializer;
import jakarta.json.bind.serializer.SerializationContext;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonParser;
import java.lang.reflect.Type;

/// A [Chunk] in JSON is `[fingerprint, length]`.
final class ChunkForm {

    private ChunkForm() {}

    static final class Writer implements JsonbSerializer<Chunk> {
        @Override
        public void serialize(Chunk chunk, JsonGenerator generator, SerializationContext context) {
            generator.writeStartArray();
            generator.write(chunk.fingerprint().toString());
            generator.write(chunk.length());
            generator.writeEnd();
        }
    }

    static final class Reader implements JsonbDeserializer<Chunk> {
        @Override
        public Chunk deserialize(JsonParser parser, DeserializationContext context, Type type) {
            expect(parser, JsonParser.Event.VALUE_STRING);
            var fingerprint = Fingerprint.parse(parser.getString());
            expect(parser, JsonParser.Event.VALUE_NUMBER);
            if (!parser.isIntegralNumber()) {
                throw malformed();
            }
            var chunk = new Chunk(fingerprint, Math.toIntExact(parser.getLong()));
            expect(parser, JsonParser.Event.END_ARRAY);
            return chunk;
        }

        private static void expect(JsonParser parser, JsonParser.Event event) {
            if (parser.next() != event) {
                throw malformed();
            }
        }

        private static IllegalArgumentException malformed() {
            return new IllegalArgumentException("A chunk is [fingerprint, length]");
        }
    }
}
