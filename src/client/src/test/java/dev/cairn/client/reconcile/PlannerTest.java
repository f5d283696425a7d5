package dev.cairn.client.reconcile;

import static dev.cairn.client.reconcile.World.ROOT;
import static dev.cairn.client.reconcile.World.fingerprint;
import static dev.cairn.client.reconcile.World.show;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The conflict table, row by row: what this device has done late, against what was committed
/// before. `f` is a file with the text `old` in folder `d`; `e` is another folder.
class PlannerTest {

    private final World world = new World();
    private final EntryId d = world.both(ROOT, "d", null);
    private final EntryId e = world.both(ROOT, "e", null);
    private final EntryId f = world.both(d, "f", "old");

    static Stream<Arguments> table() {
        return Stream.of(
                row("edit | nothing", t -> t.edit("mine"), _ -> {}, "d/ e/ d/f=mine", ""),
                row("nothing | edit", _ -> {}, t -> t.editThere("theirs"), "d/ e/ d/f=theirs", ""),
                row("edit | edit", t -> t.edit("mine"), t -> t.editThere("theirs"), "d/ e/ d/f=mine", "theirs"),
                row("edit | equal edit", t -> t.edit("same"), t -> t.editThere("same"), "d/ e/ d/f=same", ""),
                row("edit | delete", t -> t.edit("mine"), t -> t.deleteThere(t.f), "d/ e/ d/f=mine", ""),
                row("edit | delete of the folder", t -> t.edit("mine"), t -> t.deleteThere(t.d), "d/ e/ d/f=mine", ""),
                row("edit | move", t -> t.edit("mine"), t -> t.moveThere(t.e, "g"), "d/ e/ e/g=mine", ""),
                row(
                        "edit | move and edit",
                        t -> t.edit("mine"),
                        t -> {
                            t.moveThere(t.e, "g");
                            t.editThere("theirs");
                        },
                        "d/ e/ e/g=mine",
                        "theirs"),
                row("delete | nothing", t -> t.delete(t.f), _ -> {}, "d/ e/", ""),
                row("nothing | delete", _ -> {}, t -> t.deleteThere(t.f), "d/ e/", ""),
                row("delete | edit", t -> t.delete(t.f), t -> t.editThere("theirs"), "d/ e/ d/f=theirs", ""),
                row("delete | delete", t -> t.delete(t.f), t -> t.deleteThere(t.f), "d/ e/", ""),
                row("delete | move", t -> t.delete(t.f), t -> t.moveThere(t.e, "g"), "d/ e/", ""),
                row(
                        "delete | move and edit",
                        t -> t.delete(t.f),
                        t -> {
                            t.moveThere(t.e, "g");
                            t.editThere("theirs");
                        },
                        "d/ e/ e/g=theirs",
                        ""),
                row("move | nothing", t -> t.move(t.e, "g"), _ -> {}, "d/ e/ e/g=old", ""),
                row("nothing | move", _ -> {}, t -> t.moveThere(t.e, "g"), "d/ e/ e/g=old", ""),
                row("move | edit", t -> t.move(t.e, "g"), t -> t.editThere("theirs"), "d/ e/ e/g=theirs", ""),
                row("move | delete", t -> t.move(t.e, "g"), t -> t.deleteThere(t.f), "d/ e/", ""),
                row(
                        "move and edit | delete",
                        t -> {
                            t.move(t.e, "g");
                            t.edit("mine");
                        },
                        t -> t.deleteThere(t.f),
                        "d/ e/ e/g=mine",
                        ""),
                row("move | move", t -> t.move(t.e, "g"), t -> t.moveThere(ROOT, "h"), "d/ e/ e/g=old", ""),
                row("move | the same move", t -> t.move(t.e, "g"), t -> t.moveThere(t.e, "g"), "d/ e/ e/g=old", ""),
                row(
                        "move | move and edit",
                        t -> t.move(t.e, "g"),
                        t -> {
                            t.moveThere(ROOT, "h");
                            t.editThere("theirs");
                        },
                        "d/ e/ e/g=theirs",
                        ""),
                row("create | nothing", t -> t.create("n", "mine"), _ -> {}, "d/ e/ d/f=old d/n=mine", ""),
                row(
                        "create | create",
                        t -> t.create("n", "mine"),
                        t -> t.createThere("n", "theirs"),
                        "d/ e/ d/f=old d/n=theirs d/n (copy 1)=mine",
                        ""),
                row(
                        "create | equal create",
                        t -> t.create("n", "same"),
                        t -> t.createThere("n", "same"),
                        "d/ e/ d/f=old d/n=same",
                        ""),
                row(
                        "create | create, the names alike but for case",
                        t -> t.create("N", "mine"),
                        t -> t.createThere("n", "theirs"),
                        "d/ e/ d/f=old d/n=theirs d/N (copy 1)=mine",
                        ""),
                row("create over a deleted name", t -> t.create("f", "mine"), _ -> {}, t -> t.delete(t.f), "d/f=mine"),
                row(
                        "delete of a folder | create in it",
                        t -> t.delete(t.d),
                        t -> t.createThere("n", "theirs"),
                        "d/ e/ d/n=theirs",
                        ""),
                row(
                        "delete of a folder | edit in it",
                        t -> t.delete(t.d),
                        t -> t.editThere("theirs"),
                        "d/ e/ d/f=theirs",
                        ""),
                row(
                        "create in a folder | delete of it",
                        t -> t.create("n", "mine"),
                        t -> t.deleteThere(t.d),
                        "d/ e/ d/n=mine",
                        ""),
                row("delete of a folder | nothing", t -> t.delete(t.d), _ -> {}, "e/", ""),
                row("nothing | delete of a folder", _ -> {}, t -> t.deleteThere(t.d), "e/", ""),
                row(
                        "delete of a folder | move into it",
                        t -> t.delete(t.e),
                        t -> t.moveThere(t.e, "f"),
                        "d/ e/ e/f=old",
                        ""),
                row(
                        "move into a folder | delete of it",
                        t -> t.move(t.e, "f"),
                        t -> t.deleteThere(t.e),
                        "d/ e/ e/f=old",
                        ""),
                row(
                        "move out and delete of the folder | nothing",
                        t -> {
                            t.move(t.e, "f");
                            t.delete(t.d);
                        },
                        _ -> {},
                        "e/ e/f=old",
                        ""),
                row(
                        "nothing | move out and delete of the folder",
                        _ -> {},
                        t -> {
                            t.moveThere(t.e, "f");
                            t.deleteThere(t.d);
                        },
                        "e/ e/f=old",
                        ""),
                row(
                        "file becomes folder | edit",
                        t -> {
                            t.delete(t.f);
                            t.world.locally(t.d, "f", null);
                        },
                        t -> t.editThere("theirs"),
                        "d/ e/ d/f/ d/f (copy 1)=theirs",
                        ""),
                row(
                        "edit | file becomes folder",
                        t -> t.edit("mine"),
                        t -> {
                            t.deleteThere(t.f);
                            t.world.remotely(t.d, "f", null);
                        },
                        "d/ e/ d/f/ d/f (copy 1)=mine",
                        ""),
                row(
                        "folder into a folder | the other way round",
                        t -> t.world.move(t.world.local, t.d, t.e, "d"),
                        t -> t.world.move(t.world.remote, t.e, t.d, "e"),
                        "d/ d/e/ d/f=old",
                        ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void every_row_of_the_table(
            String name, Consumer<PlannerTest> late, Consumer<PlannerTest> committed, String tree, String conflicts) {
        late.accept(this);
        committed.accept(this);

        world.settle();

        assertThat(show(world.remote)).as(name).isEqualTo(expected(tree));
        assertThat(show(world.local)).isEqualTo(show(world.remote));
        assertThat(world.conflicts)
                .isEqualTo(Stream.of(conflicts.split(" "))
                        .filter(text -> !text.isEmpty())
                        .map(World::fingerprint)
                        .toList());
    }

    @Test
    void a_late_edit_of_a_deleted_file_keeps_its_id() {
        edit("mine");
        deleteThere(f);

        world.settle();

        assertThat(world.remote.has(f)).isTrue();
    }

    @Test
    void what_is_unknown_is_not_deleted() {
        world.delete(world.local, d);
        world.unknown.add(d);
        world.unknown.add(f);

        world.settle();

        assertThat(show(world.remote)).isEqualTo(expected("d/ e/ d/f=old"));
    }

    @Test
    void an_unknown_file_keeps_its_folder_on_the_disk() {
        deleteThere(d);
        world.unknown.add(f);

        world.settle();

        assertThat(show(world.local)).isEqualTo(expected("d/ e/ d/f=old"));
    }

    @Test
    void two_names_are_swapped_on_the_server_without_a_transfer() {
        var g = world.both(d, "g", "other");
        world.move(world.local, f, d, "g");
        world.move(world.local, g, d, "f");

        var plan = Planner.plan(world.trees());
        world.settle();

        assertThat(plan.server()).noneMatch(Action.Upload.class::isInstance);
        assertThat(show(world.remote)).isEqualTo(expected("d/ e/ d/g=old d/f=other"));
    }

    @Test
    void three_names_change_round_on_the_disk_without_a_transfer() {
        var g = world.both(d, "g", "second");
        var h = world.both(d, "h", "third");
        world.move(world.remote, f, d, "g");
        world.move(world.remote, g, d, "h");
        world.move(world.remote, h, d, "f");

        var plan = Planner.plan(world.trees());
        world.settle();

        assertThat(plan.disk()).noneMatch(Action.Download.class::isInstance);
        assertThat(show(world.local)).isEqualTo(expected("d/ e/ d/g=old d/h=second d/f=third"));
    }

    @Test
    void a_change_of_case_alone_is_one_move() {
        move(d, "F");

        assertThat(Planner.plan(world.trees()).server()).containsExactly(new Action.MoveRemote(f));
    }

    @Test
    void equal_folders_are_recognised_without_a_transfer() {
        var there = world.remotely(ROOT, "new", null);
        world.remotely(there, "x", "same");
        var here = world.locally(ROOT, "new", null);
        world.locally(here, "x", "same");

        int plans = world.settle();

        assertThat(plans).isEqualTo(2);
        assertThat(world.conflicts).isEmpty();
    }

    @Test
    void a_time_alone_is_no_change() {
        var file = world.local.find(f).orElseThrow();
        var content = file.requireContent();
        world.local.put(file.with(new Content(
                content.fingerprint(), content.size(), false, Instant.parse("2262-04-11T00:00:00Z"), null)));

        assertThat(Planner.plan(world.trees()).isEmpty()).isTrue();
    }

    @Test
    void new_files_that_are_too_many_wait_for_the_next_plan() {
        var folder = world.locally(ROOT, "new", null);
        for (var name : List.of("a", "b", "c")) {
            world.locally(folder, name, name);
            world.remotely(d, name, name);
        }

        var plan = Planner.plan(world.trees(), 2);

        assertThat(plan.server()).hasSize(3).startsWith(new Action.MakeRemoteFolder(folder));
        assertThat(plan.disk()).hasSize(2);
        assertThat(plan.isCut()).isTrue();
        assertThat(plan.uploads()).isEqualTo(3);
        assertThat(plan.downloads()).isEqualTo(3);
        assertThat(Planner.plan(world.trees(), 3).isCut()).isFalse();
    }

    @Test
    void new_files_that_cannot_be_sent_yet_leave_their_turn_to_others() {
        var waiting = world.locally(ROOT, "new", null);
        world.locally(waiting, "a", "a");
        world.unknown.add(waiting);
        var other = world.locally(d, "other", "b");

        var plan = Planner.plan(world.trees(), 1);

        assertThat(plan.server()).containsExactly(new Action.Upload(other));
    }

    // ---- what the rows are made of

    private static Arguments row(
            String name, Consumer<PlannerTest> late, Consumer<PlannerTest> committed, String tree, String conflicts) {
        return Arguments.of(name, late, committed, tree, conflicts);
    }

    /// A row whose late part has two steps.
    private static Arguments row(
            String name,
            Consumer<PlannerTest> late,
            Consumer<PlannerTest> committed,
            Consumer<PlannerTest> first,
            String file) {
        return Arguments.of(name, first.andThen(late), committed, "d/ e/ " + file, "");
    }

    private static Map<String, String> expected(String tree) {
        var shown = new TreeMap<String, String>();
        for (var entry : tree.replaceAll(" (?=[a-z]+/|[a-zA-Z]+=)", "\n").split("\n")) {
            var parts = entry.split("=");
            shown.put(
                    parts[0],
                    parts.length == 1 ? "" : fingerprint(parts[1]).toString().substring(0, 8));
        }
        return shown;
    }

    private void edit(String text) {
        world.editLocally(f, text);
    }

    private void editThere(String text) {
        world.editRemotely(f, text);
    }

    private void move(EntryId parent, String name) {
        world.move(world.local, f, parent, name);
    }

    private void moveThere(EntryId parent, String name) {
        world.move(world.remote, f, parent, name);
    }

    private void create(String name, String text) {
        world.locally(d, name, text);
    }

    private void createThere(String name, String text) {
        world.remotely(d, name, text);
    }

    private void delete(EntryId id) {
        world.delete(world.local, id);
    }

    private void deleteThere(EntryId id) {
        world.delete(world.remote, id);
    }
}
