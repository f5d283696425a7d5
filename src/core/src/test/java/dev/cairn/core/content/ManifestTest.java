package dev.cairn.core.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ManifestTest {

    private static final ChunkSizes SIZES = ChunkSizes.forFile(0);

    @Test
    void the_same_chunks_cut_with_other_sizes_are_another_version() {
        var chunks = List.of(Chunk.of(new byte[] {1}, 0, 1));

        assertThat(new Manifest(SIZES, chunks).fingerprint())
                .isNotEqualTo(new Manifest(new ChunkSizes(128 * 1024), chunks).fingerprint());
    }

    @Test
    void a_difference_applied_to_its_base_gives_the_target() {
        var random = new Random(12);
        for (int i = 0; i < 3000; i++) {
            var base = randomManifest(random);
            var target = edited(base, random);

            var splices = ManifestDiff.between(base, target);

            assertThat(base.spliced(SIZES, splices)).isEqualTo(target);
            var form = ManifestForm.writeSplices(SIZES, splices, Fingerprint.BYTES);
            assertThat(ManifestForm.readSplices(form, base)).isEqualTo(target);
        }
    }

    @Test
    void a_small_edit_is_a_small_difference_even_among_equal_chunks() {
        var chunks = new ArrayList<Chunk>();
        for (int i = 0; i < 5000; i++) {
            chunks.add(chunk(i % 7 == 0 ? 0 : i));
        }
        var base = new Manifest(SIZES, chunks);
        chunks.set(2500, chunk(9999));
        chunks.add(100, chunk(9998));

        var splices = ManifestDiff.between(base, new Manifest(SIZES, chunks));

        assertThat(splices)
                .containsExactly(new Splice(100, 0, List.of(chunk(9998))), new Splice(2500, 1, List.of(chunk(9999))));
    }

    @Test
    void equal_manifests_differ_in_nothing() {
        var manifest = randomManifest(new Random(3));

        assertThat(ManifestDiff.between(manifest, manifest)).isEmpty();
    }

    @Test
    void splices_that_do_not_fit_are_refused() {
        var base = new Manifest(SIZES, List.of(chunk(1), chunk(2), chunk(3)));
        for (var splices : List.of(
                List.of(new Splice(4, 0, List.of())),
                List.of(new Splice(2, 2, List.of())),
                List.of(new Splice(0, Integer.MAX_VALUE, List.of())),
                List.of(new Splice(1, 1, List.of()), new Splice(0, 1, List.of())))) {
            assertThatIllegalArgumentException().isThrownBy(() -> base.spliced(SIZES, splices));
        }
    }

    @Test
    void the_binary_form_leads_back_to_the_manifest() {
        var manifest = randomManifest(new Random(8));

        assertThat(ManifestForm.read(ManifestForm.write(manifest, Fingerprint.BYTES)))
                .isEqualTo(manifest);
        assertThat(ManifestForm.write(manifest, 8))
                .hasSize(14 + manifest.chunks().size() * 12);
    }

    @Test
    void a_damaged_binary_form_is_refused() {
        var form = ManifestForm.write(new Manifest(SIZES, List.of(chunk(1), chunk(2))), Fingerprint.BYTES);
        for (int length = 0; length < form.length; length++) {
            var cut = Arrays.copyOf(form, length);
            assertThatIllegalArgumentException().isThrownBy(() -> ManifestForm.read(cut));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> ManifestForm.read(Arrays.copyOf(form, form.length + 1)));
        var hugeCount = form.clone();
        hugeCount[10] = 0x7f;
        assertThatIllegalArgumentException().isThrownBy(() -> ManifestForm.read(hugeCount));
    }

    private static Manifest randomManifest(Random random) {
        int kinds = 1 + random.nextInt(30);
        return new Manifest(
                SIZES,
                random.ints(random.nextInt(40), 0, kinds)
                        .mapToObj(ManifestTest::chunk)
                        .toList());
    }

    private static Manifest edited(Manifest base, Random random) {
        var chunks = new ArrayList<>(base.chunks());
        for (int edits = random.nextInt(6); edits > 0; edits--) {
            int at = random.nextInt(chunks.size() + 1);
            switch (random.nextInt(3)) {
                case 0 -> chunks.add(at, chunk(random.nextInt(60)));
                case 1 ->
                    chunks.subList(at, Math.min(chunks.size(), at + random.nextInt(4)))
                            .clear();
                default -> {
                    if (at < chunks.size()) {
                        chunks.add(chunks.remove(at));
                    }
                }
            }
        }
        return new Manifest(SIZES, chunks);
    }

    private static Chunk chunk(int number) {
        return new Chunk(new Fingerprint(number, 0, 0, number), 1 + number);
    }
}
