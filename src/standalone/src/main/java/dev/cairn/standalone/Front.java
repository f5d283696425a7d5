package dev.cairn.standalone;

import java.util.Optional;

/// Where the pages are, and what they show that they are.
///
/// @param port the one of URLs
/// @param certificate there with HTTPS
record Front(Entrance entrance, int port, Optional<ServerCertificate> certificate) {

    /// Where people open it, without a slash at the end.
    String url() {
        return entrance.url(port);
    }
}
