package dev.cairn.client.app;

import dev.cairn.client.base.Base;
import dev.cairn.client.base.SqliteBaseStore;
import dev.cairn.client.reconcile.EntryId;
import dev.cairn.core.wire.Wire;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `status`: how the client is doing, running or not.
@Command(name = "status", description = "Shows how the client is doing.")
final class ShowStatus implements Callable<Integer> {

    private static final Jsonb JSON = JsonbBuilder.create(Wire.config());

    @ParentCommand
    private Main main = new Main();

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    public Integer call() {
        var home = main.home();
        var said = ControlSocket.ask(home.socket(), "status").orElseGet(() -> JSON.toJson(stopped(home)));
        if (json) {
            System.out.println(said);
        } else {
            print(JSON.fromJson(said, Status.class));
        }
        return ExitCode.OK.number();
    }

    private static Status stopped(Home home) {
        var account = Client.requireAccount(home);
        if (!Files.exists(home.database())) {
            return new Status("stopped", null, "", account.server().toString(), "none", 0, 0, 0, 0, List.of());
        }
        try (var store = new SqliteBaseStore(home.database())) {
            var base = new Base(store, EntryId.of(account.rootFolderId()));
            return new Status(
                    "stopped",
                    null,
                    base.value(Client.FOLDER).orElse(""),
                    account.server().toString(),
                    "none",
                    base.synced().size(),
                    0,
                    0,
                    base.values("conflict:").size(),
                    List.of());
        }
    }

    private static void print(Status status) {
        System.out.println(status.state() + (status.detail() == null ? "" : ": " + status.detail()));
        System.out.println("folder     " + status.folder());
        System.out.println("server     " + status.server() + " (changes come by " + status.push() + ")");
        System.out.println("in sync    " + status.entries());
        System.out.println("to send    " + status.toUpload());
        System.out.println("to fetch   " + status.toDownload());
        System.out.println("conflicts  " + status.conflicts());
        status.troubles().forEach(trouble -> System.out.println("  " + trouble.path() + ": " + trouble.reason()));
    }
}
