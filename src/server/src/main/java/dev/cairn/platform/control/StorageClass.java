package dev.cairn.platform.control;

/// A class of storage that is cheaper to have and dearer to read, as S3 names it. Only such classes are here that
/// answer
/// a read at once, and keep an object in more than one place. Decision 0032.
public enum StorageClass {
    STANDARD_IA,
    GLACIER_IR
}
