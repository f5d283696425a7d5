/// The tables of accounts.
@NullMarked
package dev.cairn.accounts.entity;

import org.jspecify.annotations.NullMarked;
