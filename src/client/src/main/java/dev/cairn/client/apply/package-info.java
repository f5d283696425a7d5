/// Carries out what was planned, and keeps what this device remembers equal to what has happened.
///
/// What is to be done is decided in `reconcile`.
@NullMarked
package dev.cairn.client.apply;

import org.jspecify.annotations.NullMarked;
