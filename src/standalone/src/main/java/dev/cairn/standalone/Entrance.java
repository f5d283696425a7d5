package dev.cairn.standalone;

import java.util.List;

/// Where people come in: what stands in the URLs of pages and store, and who is let in.
///
/// @param host a name or an address of this machine, as other machines know it; an IPv6 address in
///     brackets
/// @param listen the address that is listened on, in digits; `0.0.0.0` for all that this machine has
/// @param https whether both are reached by HTTPS alone
record Entrance(String host, String listen, boolean https) {

    /// All addresses of this machine.
    static final String EVERYWHERE = "0.0.0.0";

    /// For this machine alone.
    static final Entrance LOCAL = new Entrance("localhost", LoopbackPort.ADDRESS, false);

    /// Whether browsers let the pages do all that Cairn does: they count the machine itself as safe.
    boolean isSafe() {
        return https || host.equals(LOCAL.host);
    }

    String url(int port) {
        return (https ? "https://" : "http://") + host + ":" + port;
    }

    /// The web origins of the pages, when those are at a port.
    List<String> origins(int port) {
        return this.equals(LOCAL)
                ? List.of(url(port), "http://" + LoopbackPort.ADDRESS + ":" + port)
                : List.of(url(port));
    }

    /// Where this machine itself finds what listens here.
    String here() {
        return listen.equals(EVERYWHERE) ? LoopbackPort.ADDRESS : listen;
    }
}
