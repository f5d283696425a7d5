/// Being told over HTTP: sockets, Server-Sent Events, long polls.
@NullMarked
package dev.cairn.push.boundary;

import org.jspecify.annotations.NullMarked;
