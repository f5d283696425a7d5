/// HTTP/1.1 as a client that moves gigabytes wants it: blocking, one socket a connection, bodies
/// from a file straight into the socket and from the socket straight into the caller's buffer.
///
/// What is said over it is not here but in [dev.cairn.bench.client]. There are no redirects, no
/// proxies, no cookies, no compression and no TLS: all that is measured is on this machine.
@NullMarked
package dev.cairn.bench.client.http;

import org.jspecify.annotations.NullMarked;
