package dev.cairn.collector.control;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.tree.control.TreeReferences;
import java.util.EnumMap;
import java.util.Map;

/// What the contents of a namespace are made of.
///
/// Of each fingerprint only the first eight bytes are remembered, so that ten million need a quarter
/// of a gigabyte. Two that begin alike are taken for one: then something stays that could go, and
/// nothing goes that must stay.
public final class Marks implements TreeReferences.Sink {

    private final Map<Kept.Kind, LongSet> marks = new EnumMap<>(Kept.Kind.class);

    public Marks() {
        for (var kind : Kept.Kind.values()) {
            marks.put(kind, new LongSet());
        }
    }

    @Override
    public void chunk(Fingerprint fingerprint) {
        mark(Kept.Kind.CHUNK, fingerprint);
    }

    @Override
    public void manifest(Fingerprint fingerprint) {
        mark(Kept.Kind.MANIFEST, fingerprint);
    }

    @Override
    public void segment(Fingerprint fingerprint) {
        mark(Kept.Kind.SEGMENT, fingerprint);
    }

    boolean has(Kept.Kind kind, Fingerprint fingerprint) {
        return marks.get(kind).contains(fingerprint.first());
    }

    private void mark(Kept.Kind kind, Fingerprint fingerprint) {
        marks.get(kind).add(fingerprint.first());
    }
}
