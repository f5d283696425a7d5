package dev.cairn.client.reconcile;

import java.util.List;

/// What is to be done next.
///
/// As long as there are notes there is nothing else: they change what the rest would be made from.
/// What depends on the outcome of something else waits for the next plan.
///
/// @param server in an order in which each finds its folder there and its place free
/// @param disk the same
public record Plan(List<Action.Note> notes, List<Action.OnServer> server, List<Action.OnDisk> disk) {

    public Plan {
        notes = List.copyOf(notes);
        server = List.copyOf(server);
        disk = List.copyOf(disk);
    }

    public boolean isEmpty() {
        return notes.isEmpty() && server.isEmpty() && disk.isEmpty();
    }
}
