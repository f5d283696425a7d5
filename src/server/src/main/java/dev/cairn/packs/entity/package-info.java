/// The tables of packs and uploads.
@NullMarked
package dev.cairn.packs.entity;

import org.jspecify.annotations.NullMarked;
