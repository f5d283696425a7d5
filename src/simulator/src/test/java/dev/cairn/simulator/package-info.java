/// The shipped client engine and the shipped commit rules, with everything else played: clock,
/// disks, network, store, users and misfortunes.
///
/// One thread, one random source, no clock: a seed says everything that happens.
package dev.cairn.simulator;
