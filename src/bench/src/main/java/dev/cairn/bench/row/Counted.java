package dev.cairn.bench.row;

import dev.cairn.bench.Stage;
import dev.cairn.bench.client.Account;
import dev.cairn.bench.client.http.Http;
import dev.cairn.bench.measure.Relay;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/// A device whose bytes are counted, those to the API and those to the store alike.
final class Counted {

    private final Account account;
    private final List<Relay> relays;

    private Counted(Account account, List<Relay> relays) {
        this.account = account;
        this.relays = relays;
    }

    /// The same session as `account`, over relays; closed with the stage.
    static Counted of(Stage stage, Account account) throws IOException {
        var relays = new ArrayList<Relay>();
        var detours = new HashMap<String, SocketAddress>();
        for (var address : stage.cairn().addresses()) {
            var relay = stage.opened(Relay.to(address));
            relays.add(relay);
            detours.put("localhost:" + address.getPort(), relay.address());
            detours.put("127.0.0.1:" + address.getPort(), relay.address());
        }
        var http = stage.opened(new Http(detours));
        return new Counted(account.over(http, stage.cairn().base()), relays);
    }

    Account account() {
        return account;
    }

    Wire wire() {
        return new Wire(
                relays.stream().mapToLong(Relay::up).sum(),
                relays.stream().mapToLong(Relay::down).sum(),
                account.http().requests());
    }

    /// @param up bytes that were sent
    /// @param down bytes that came
    record Wire(long up, long down, long requests) {

        Wire since(Wire earlier) {
            return new Wire(up - earlier.up, down - earlier.down, requests - earlier.requests);
        }
    }
}
