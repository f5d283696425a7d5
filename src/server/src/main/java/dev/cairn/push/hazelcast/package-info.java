/// What server nodes share, in Payara's data grid. Nothing outside knows Hazelcast.
@NullMarked
package dev.cairn.push.hazelcast;

import org.jspecify.annotations.NullMarked;
