/// `cairn up`: MariaDB, an S3 endpoint and Payara Micro, started together in one data directory.
/// `cairn cluster`: the same with two servers, a balancer and a second database.
///
/// Nothing here knows what Cairn does: the server is a WAR, the database an empty schema, the
/// store an empty bucket. Tests of other modules start [Database] and [ObjectStore] by themselves.
@NullMarked
package dev.cairn.standalone;

import org.jspecify.annotations.NullMarked;
