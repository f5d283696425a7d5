package dev.cairn.client.app;

import dev.cairn.client.apply.Engine;
import dev.cairn.client.base.Base;
import dev.cairn.client.base.SqliteBaseStore;
import dev.cairn.client.disk.DiskNames;
import dev.cairn.client.disk.NioDisk;
import dev.cairn.client.reconcile.EntryId;
import dev.cairn.client.remote.Account;
import dev.cairn.client.remote.Http;
import dev.cairn.client.remote.HttpRemote;
import dev.cairn.client.remote.Session;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/// A signed-in device with its folder: everything that is needed to sync, put together.
final class Client implements AutoCloseable {

    static final String FOLDER = "folder";
    static final String HIDDEN = "hidden:";
    static final String PAUSED = "paused";

    private final FileLock lock;
    private final Http http;
    private final SqliteBaseStore store;
    private final ExecutorService transfers;
    private final Base base;
    private final Engine engine;
    private final Session session;
    private final Path folder;

    private Client(
            FileLock lock,
            Http http,
            SqliteBaseStore store,
            ExecutorService transfers,
            Base base,
            Engine engine,
            Session session,
            Path folder) {
        this.lock = lock;
        this.http = http;
        this.store = store;
        this.transfers = transfers;
        this.base = base;
        this.engine = engine;
        this.session = session;
        this.folder = folder;
    }

    /// @param wanted the folder; one home syncs one folder
    /// @param settle how long a file must not have been written before it is read
    static Client open(Home home, Path wanted, Duration settle, Predicate<String> isBeingWritten) throws IOException {
        var account = requireAccount(home);
        var lock = home.lock();
        var store = new SqliteBaseStore(home.database());
        var base = new Base(store, EntryId.of(account.rootFolderId()));
        var folder = folder(base, wanted);
        base.hide(hidden(base));
        var http = new Http();
        var clock = InstantSource.system();
        var session = new Session(http, account, clock, home::keep);
        var transfers = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("transfer-", 0).factory());
        var engine = new Engine(new Engine.Ports(
                new NioDisk(folder, DiskNames.ofSystem()),
                base,
                new HttpRemote(http, session),
                clock,
                transfers,
                account.rootFolderId().birthplace(),
                account.deviceName(),
                settle,
                isBeingWritten,
                () -> UUID.randomUUID().toString()));
        var mark = new byte[16];
        new SecureRandom().nextBytes(mark);
        engine.start(HexFormat.of().formatHex(mark));
        return new Client(lock, http, store, transfers, base, engine, session, folder);
    }

    static Account requireAccount(Home home) {
        return home.account()
                .orElseThrow(() ->
                        new ClientException(ExitCode.SIGNED_OUT, "not signed in: ./cairn client sign-in URL EMAIL"));
    }

    private static Path folder(Base base, Path wanted) throws IOException {
        var known = base.value(FOLDER);
        if (known.isEmpty()) {
            Files.createDirectories(wanted);
        }
        var folder = Files.exists(wanted) ? wanted.toRealPath() : wanted.toAbsolutePath();
        if (known.isPresent() && !known.get().equals(folder.toString())) {
            throw new ClientException(
                    ExitCode.USAGE, "this client syncs " + known.get() + "; name another --home for another folder");
        }
        base.putValue(FOLDER, folder.toString());
        base.save();
        return folder;
    }

    static Set<EntryId> hidden(Base base) {
        var hidden = new LinkedHashSet<EntryId>();
        base.values(HIDDEN)
                .keySet()
                .forEach(key -> hidden.add(new EntryId(Long.parseLong(key.substring(HIDDEN.length())))));
        return hidden;
    }

    Engine engine() {
        return engine;
    }

    Base base() {
        return base;
    }

    Session session() {
        return session;
    }

    Http http() {
        return http;
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        transfers.close();
        http.close();
        store.close();
        lock.acquiredBy().close();
    }
}
