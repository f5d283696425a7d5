/// A client of Cairn's protocol without a user interface: what a device does to upload and download,
/// as fast as this machine allows and in bounded memory.
///
/// It is written for measuring, and as a model for the desktop client: it watches no folder and
/// keeps no state between two runs but what it is given.
@NullMarked
package dev.cairn.bench.client;

import org.jspecify.annotations.NullMarked;
