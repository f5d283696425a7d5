package dev.cairn.client.app;

import dev.cairn.client.apply.Engine;
import dev.cairn.client.base.Base;
import dev.cairn.client.reconcile.Action;
import dev.cairn.client.reconcile.Content;
import dev.cairn.client.reconcile.EntryId;
import dev.cairn.client.reconcile.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Says in sentences how things stand.
final class Explanation {

    private final Engine engine;
    private final Base base;

    Explanation(Engine engine) {
        this.engine = engine;
        this.base = engine.base();
    }

    /// Why a file or folder is not in sync, or that it is.
    String of(String path) {
        var skipped = engine.skipped().get(path);
        if (skipped != null) {
            return path + ": " + skipped;
        }
        var id = find(base.local(), path).or(() -> find(base.everything(), path));
        if (id.isEmpty()) {
            return path + ": neither the disk nor the server has it; or an ignore rule leaves it out";
        }
        return path + ": " + stateOf(id.get());
    }

    private String stateOf(EntryId id) {
        var trouble = engine.troubles().get(id);
        if (trouble != null) {
            return trouble.reason() + " It is tried again at " + trouble.until() + ".";
        }
        if (engine.unread().contains(id)) {
            return "it was written, and will be read as soon as it is whole";
        }
        var plan = engine.wholePlan();
        var next = Stream.<Action>concat(plan.server().stream(), plan.disk().stream())
                .filter(action -> action.id().equals(id))
                .findFirst();
        if (next.isPresent()) {
            return engine.offlineBecause().map(why -> why + " Then: ").orElse("next: ") + describe(next.get());
        }
        if (base.everything().has(id) && !base.remote().has(id)) {
            return "it is on the server, and not chosen to be on this device";
        }
        return base.synced().has(id) ? "it is in sync" : "it waits for the folder that it is in";
    }

    /// What would be done next, line by line.
    String plan() {
        var lines = new ArrayList<String>();
        var plan = engine.wholePlan();
        plan.server().forEach(action -> lines.add(describe(action)));
        plan.disk().forEach(action -> lines.add(describe(action)));
        engine.unread().forEach(id -> lines.add("read " + here(id)));
        return lines.isEmpty() ? "Nothing: both sides are equal" : String.join("\n", lines);
    }

    private String describe(Action action) {
        return switch (action) {
            case Action.Upload(var id) -> "send " + here(id) + size(base.local(), id);
            case Action.MakeRemoteFolder(var id) -> "make the folder " + here(id) + " on the server";
            case Action.MoveRemote(var id) -> "move " + there(id) + " to " + here(id) + " on the server";
            case Action.StepAside(var id) -> "rename " + there(id) + " on the server for a moment";
            case Action.DeleteRemote(var id) -> "delete " + there(id) + " on the server (it stays in the trash)";
            case Action.Download(var id) -> "fetch " + there(id) + size(base.remote(), id);
            case Action.MakeLocalFolder(var id) -> "make the folder " + there(id);
            case Action.MoveLocal(var id) -> "move " + here(id) + " to " + there(id);
            case Action.Park(var id) -> "move " + here(id) + " out of the way for a moment";
            case Action.DeleteLocal(var id) -> "delete " + here(id) + " here (it was deleted on the server)";
            case Action.Distinguish(var id) -> "give " + here(id) + " another name, because its name is taken";
            case Action.Agree(var id) -> "note that " + here(id) + " is in sync";
            case Action.Forget(var id) -> "forget " + there(id);
            case Action.Recognise(var id, var _) -> "note that " + here(id) + " is on both sides";
            case Action.Detach(var id) -> "note that " + here(id) + " is new";
        };
    }

    private String here(EntryId id) {
        return String.join("/", base.local().path(id));
    }

    private String there(EntryId id) {
        return String.join("/", base.remote().path(id));
    }

    private static String size(Tree tree, EntryId id) {
        return tree.find(id)
                .map(entry -> entry.content())
                .map(Content::size)
                .map(size -> " (" + size + " bytes)")
                .orElse("");
    }

    private static Optional<EntryId> find(Tree tree, String path) {
        var names = List.of(path.split("/"));
        return tree.entries().stream()
                .map(entry -> entry.id())
                .filter(id -> tree.find(id).orElseThrow().place().name().equals(names.getLast()))
                .filter(id -> tree.path(id).equals(names))
                .findFirst();
    }
}
