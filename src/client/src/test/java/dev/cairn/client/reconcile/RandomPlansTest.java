package dev.cairn.client.reconcile;

import static dev.cairn.client.reconcile.World.ROOT;
import static dev.cairn.client.reconcile.World.show;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.sync.FileName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// One random tree, changed at random on both sides, always becomes one tree again, and nothing is
/// lost on the way. `-Dcairn.cases` says how many trees; `-Dcairn.seed` tries one seed alone.
class RandomPlansTest {

    private static final List<String> NAMES = List.of("a", "A", "b", "c", "á", "a\u0301", "d.txt");
    private static final int CASES = Integer.getInteger("cairn.cases", 200_000);

    @Test
    void three_trees_become_one_and_nothing_is_lost() {
        var only = Long.getLong("cairn.seed");
        if (only != null) {
            new Case(only).run();
            return;
        }
        for (long seed = 0; seed < CASES; seed++) {
            try {
                new Case(seed).run();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("Seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    private static final class Case {

        private final Random random;
        private final World world = new World();
        private int lastText;

        Case(long seed) {
            random = new Random(seed * 0x9E3779B97F4A7C15L);
        }

        void run() {
            int size = 1 + random.nextInt(14);
            for (int i = 0; i < size; i++) {
                create(world.remote, this::both);
            }
            change(world.remote);
            change(world.local);
            var written = contentsOnlyOnDisk();
            if (random.nextInt(3) == 0) {
                interrupt();
            }

            world.settle(random.nextBoolean() ? Integer.MAX_VALUE : 1 + random.nextInt(3));

            assertThat(show(world.local))
                    .as(() -> "remote " + world.remote.entries() + " synced " + world.synced.entries() + " local "
                            + world.local.entries())
                    .isEqualTo(show(world.remote));
            assertThat(world.synced.size()).isEqualTo(world.remote.size());
            for (var entry : world.remote.entries()) {
                assertThat(world.synced.find(entry.id())).contains(entry);
                assertThat(world.remote.hasFolder(entry.place().parent())).isTrue();
            }
            assertThat(world.kept).containsAll(written);
        }

        /// Carries out a part of a plan, in any order that the planner would not forbid: its head.
        private void interrupt() {
            var plan = Planner.plan(world.trees());
            plan.notes().forEach(world::carryOut);
            if (random.nextBoolean()) {
                head(plan.disk()).forEach(world::carryOut);
                head(plan.server()).forEach(world::carryOut);
            } else {
                head(plan.server()).forEach(world::carryOut);
            }
        }

        private <T> List<T> head(List<T> all) {
            return all.subList(0, random.nextInt(all.size() + 1));
        }

        private Set<Fingerprint> contentsOnlyOnDisk() {
            var contents = new HashSet<Fingerprint>();
            for (var entry : world.local.entries()) {
                if (!entry.isFolder()) {
                    contents.add(entry.requireContent().fingerprint());
                }
            }
            return contents;
        }

        private void change(Tree tree) {
            int steps = random.nextInt(7);
            for (int i = 0; i < steps; i++) {
                switch (random.nextInt(8)) {
                    case 0, 1 -> create(tree, tree == world.remote ? world::remotely : world::locally);
                    case 2, 3 -> edit(tree);
                    case 4 -> delete(tree);
                    case 5 -> swap(tree);
                    default -> move(tree);
                }
            }
        }

        private EntryId both(EntryId parent, String name, @Nullable String text) {
            return world.both(parent, name, text);
        }

        private void create(Tree tree, Maker maker) {
            var place = freePlace(tree);
            if (place != null) {
                maker.make(place.parent(), place.name(), random.nextInt(3) == 0 ? null : text());
            }
        }

        private void edit(Tree tree) {
            var id = any(tree);
            if (id != null && !tree.find(id).orElseThrow().isFolder()) {
                if (tree == world.remote) {
                    world.editRemotely(id, text());
                } else {
                    world.editLocally(id, text());
                }
            }
        }

        private void delete(Tree tree) {
            var id = any(tree);
            if (id != null) {
                world.delete(tree, id);
            }
        }

        private void move(Tree tree) {
            var id = any(tree);
            var place = freePlace(tree);
            if (id != null && place != null && !tree.isWithin(place.parent(), id)) {
                world.move(tree, id, place.parent(), place.name());
            }
        }

        private void swap(Tree tree) {
            var one = any(tree);
            var other = any(tree);
            if (one == null || other == null || tree.isWithin(one, other) || tree.isWithin(other, one)) {
                return;
            }
            var there = tree.find(one).orElseThrow().place();
            var here = tree.find(other).orElseThrow().place();
            world.move(tree, one, here.parent(), here.name());
            world.move(tree, other, there.parent(), there.name());
        }

        private @Nullable EntryId any(Tree tree) {
            var all = new ArrayList<>(tree.entries());
            return all.isEmpty() ? null : all.get(random.nextInt(all.size())).id();
        }

        /// The server folds names; the disk of this test does not.
        private @Nullable Place freePlace(Tree tree) {
            var folders = new ArrayList<EntryId>(List.of(ROOT));
            tree.fromTop().stream().filter(Entry::isFolder).map(Entry::id).forEach(folders::add);
            var place = new Place(folders.get(random.nextInt(folders.size())), NAMES.get(random.nextInt(NAMES.size())));
            boolean taken = tree.children(place.parent()).stream()
                    .map(child -> tree.find(child).orElseThrow().place())
                    .anyMatch(there -> tree == world.remote ? there.key().equals(place.key()) : there.equals(place));
            if (taken || tree == world.remote && !place.name().equals(composed(place.name()))) {
                return null;
            }
            return new Place(place.parent(), composed(place.name()));
        }

        private static String composed(String name) {
            return new FileName(name).value();
        }

        /// Mostly new, sometimes one that is there already.
        private String text() {
            return "text " + (random.nextInt(4) == 0 ? random.nextInt(lastText + 1) : ++lastText);
        }

        interface Maker {
            EntryId make(EntryId parent, String name, @Nullable String text);
        }
    }
}
