/// The collector's rules, its books and its jobs.
@NullMarked
package dev.cairn.collector.control;

import org.jspecify.annotations.NullMarked;
