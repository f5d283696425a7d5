package dev.cairn.client.reconcile;

import java.util.List;

/// What is to be done next.
///
/// As long as there are notes there is nothing else: they change what the rest would be made from.
/// What depends on the outcome of something else waits for the next plan, and so do new files when
/// there are very many.
///
/// @param server in an order in which each finds its folder there and its place free
/// @param disk the same
/// @param uploadsLater how many more new files are to be sent, or wait for something
/// @param downloadsLater how many more new files are to be fetched, or wait for something
public record Plan(
        List<Action.Note> notes,
        List<Action.OnServer> server,
        List<Action.OnDisk> disk,
        int uploadsLater,
        int downloadsLater) {

    public static final Plan NOTHING = new Plan(List.of(), List.of(), List.of(), 0, 0);

    public Plan {
        notes = List.copyOf(notes);
        server = List.copyOf(server);
        disk = List.copyOf(disk);
    }

    public boolean isEmpty() {
        return notes.isEmpty() && server.isEmpty() && disk.isEmpty();
    }

    /// Whether something was left for the next plan that could be done just as well.
    public boolean isCut() {
        return uploadsLater + downloadsLater > 0;
    }

    /// How many files are to be sent in all.
    public int uploads() {
        return uploadsLater
                + (int) server.stream().filter(Action.Upload.class::isInstance).count();
    }

    /// How many files are to be fetched in all.
    public int downloads() {
        return downloadsLater
                + (int) disk.stream().filter(Action.Download.class::isInstance).count();
    }
}
