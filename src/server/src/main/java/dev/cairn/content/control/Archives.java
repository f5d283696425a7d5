package dev.cairn.content.control;

import dev.cairn.accounts.control.ActiveDevices;
import dev.cairn.accounts.control.Caller;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.NodeId;
import dev.cairn.packs.control.Traffic;
import dev.cairn.platform.control.OneObject;
import dev.cairn.tree.control.Entry;
import dev.cairn.tree.control.FolderBrowser;
import dev.cairn.tree.control.FolderBrowser.Location;
import jakarta.inject.Inject;
import java.util.List;

/// Several files and folders as one zip archive.
@OneObject
public class Archives {

    /// As many entries as may be asked for at once; what is below a folder does not count.
    public static final int MOST = 500;

    private static final String ENDING = ".zip";
    private static final String OTHERWISE = "Cairn";

    private final FolderBrowser browser;
    private final Downloads downloads;
    private final ArchiveLinks links;
    private final ArchiveSlots slots;
    private final ActiveDevices devices;
    private final Traffic traffic;

    @Inject
    Archives(
            FolderBrowser browser,
            Downloads downloads,
            ArchiveLinks links,
            ArchiveSlots slots,
            ActiveDevices devices,
            Traffic traffic) {
        this.browser = browser;
        this.downloads = downloads;
        this.links = links;
        this.slots = slots;
        this.devices = devices;
        this.traffic = traffic;
    }

    /// A link to an archive of these files and folders, with all that is below them.
    ///
    /// @throws ProblemException `BAD_REQUEST` for none, `TOO_LARGE` for more than [#MOST],
    ///     `NOT_FOUND` if one of them is not in the tree or the caller may not see it,
    ///     `TOO_MANY_REQUESTS` if the caller downloads as many archives as they may
    public ArchiveLinks.Link link(Caller caller, List<NodeId> nodes) {
        var distinct = nodes.stream().distinct().toList();
        var fileName = fileName(caller, distinct);
        slots.requireFree(caller.user());
        return links.make(caller, distinct, fileName);
    }

    /// What an archive of these files and folders is called.
    ///
    /// @throws ProblemException as [#link], but for how many are being downloaded
    public String fileName(Caller caller, List<NodeId> nodes) {
        if (nodes.isEmpty()) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "nodeIds names at least one file or folder.");
        }
        if (nodes.size() > MOST) {
            throw new ProblemException(
                    ProblemType.TOO_LARGE,
                    "An archive is made of at most " + MOST + " entries. Choose the folder that they are in.");
        }
        return name(locate(caller, nodes)) + ENDING;
    }

    /// An archive that is about to be written for the caller.
    ///
    /// @throws ProblemException `NOT_FOUND` as [#link]
    public Archive open(Caller caller, List<NodeId> nodes) {
        return open(new Archive.Reader(caller, true, () -> devices.require(caller)), nodes);
    }

    /// The same for somebody who sees what the reader's caller sees.
    public Archive open(Archive.Reader reader, List<NodeId> nodes) {
        var found = locate(reader.caller(), nodes);
        traffic.seen();
        return new Archive(
                browser, downloads, reader, found.stream().map(Location::entry).toList());
    }

    private List<Location> locate(Caller caller, List<NodeId> nodes) {
        var found = browser.findAll(caller, nodes);
        if (found.size() < nodes.size()) {
            throw FolderBrowser.notFound();
        }
        return found;
    }

    /// Of one entry its own; of several that of the folder that they are all in.
    private static String name(List<Location> found) {
        if (found.size() == 1) {
            return label(found.getFirst().entry());
        }
        var folders = found.stream().map(Location::folder).distinct().toList();
        return folders.size() == 1 ? folders.getFirst().map(Archives::label).orElse(OTHERWISE) : OTHERWISE;
    }

    private static String label(Entry entry) {
        return entry.parent() == null ? OTHERWISE : ArchiveNames.safe(entry.name());
    }
}
