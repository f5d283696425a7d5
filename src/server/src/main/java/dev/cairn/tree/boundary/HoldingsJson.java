package dev.cairn.tree.boundary;

import dev.cairn.accounts.control.Allowances;
import dev.cairn.tree.control.Holdings;

/// What somebody has in their tree, in the trash and as older versions, in bytes as they see them.
///
/// @param fileBytes in trees, without the trash
/// @param trashBytes in the trash; with [#fileBytes] what counts as used
/// @param versionBytes sizes of all older versions, which do not count as used
/// @param versions how many those are
public record HoldingsJson(long fileBytes, long trashBytes, long versionBytes, long versions, KeptJson kept) {

    public static HoldingsJson of(Holdings.Info info) {
        var bytes = info.bytes();
        return new HoldingsJson(
                bytes.files(), bytes.trash(), bytes.olderVersions(), bytes.versions(), KeptJson.of(info.kept()));
    }

    /// @param trashDays how long what was deleted can be restored
    /// @param versionDays how long every older version is kept
    /// @param versionCount how many older versions of each file stay whatever their age
    public record KeptJson(long trashDays, long versionDays, int versionCount) {

        static KeptJson of(Allowances.Retention kept) {
            return new KeptJson(kept.trash().toDays(), kept.versions().toDays(), kept.newest());
        }
    }
}
