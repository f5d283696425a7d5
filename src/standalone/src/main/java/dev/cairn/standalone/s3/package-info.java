/// The object store of `cairn up`: one bucket of packs on a local disk, encrypted at rest, spoken to by S3.
///
/// S3Proxy answers for the protocol and the signatures; how packs lie on the disk is ours (decision
/// 0011). Nothing here knows chunks, users or the database, and nothing of it runs where an
/// outside S3 store is used.
///
/// ## On the disk
///
/// ```
/// format            what this directory is, and a check value of the master key
/// incoming/         packs under way; emptied at each start
/// packs/NAME.pack   one file for each pack; slashes in its name are directories
/// ```
///
/// Directories are made 0700 and files 0600. A pack's file, numbers big-endian:
///
/// ```
/// offset 0      8 bytes   CAIRNPK1
///        8     32 bytes   salt, random
///       40     56 bytes   sealed header: plain size (8 bytes), SHA-256 of the plain bytes (32), tag (16)
///       96                zeros
///     4096                blocks 0, 1, 2 …, each of 65,536 bytes: 65,520 sealed bytes and a tag of 16;
///                         the last block is shorter, and of no bytes there is no block
/// ```
///
/// Sealed is AES-256-GCM. The key belongs to one pack: HKDF-SHA256 (RFC 5869) of the master key with the
/// pack's salt, for the info `cairn pack 1`, a zero byte and the pack's name. The nonce is the number of
/// the block in 8 bytes and 4 zero bytes; the header's number is -1. So a block that was changed, moved,
/// taken from another pack or left out at the end does not open, nor does a file under another name.
///
/// ## Durable
///
/// A pack is written into `incoming`, brought to the disk (`fdatasync`), linked to its name, and the
/// directory is brought to the disk, too; only then is the PUT answered. A link never replaces.
@NullMarked
package dev.cairn.standalone.s3;

import org.jspecify.annotations.NullMarked;
