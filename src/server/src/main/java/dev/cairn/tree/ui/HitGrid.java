package dev.cairn.tree.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.data.renderer.LitRenderer;
import dev.cairn.platform.ui.Formats;
import dev.cairn.tree.control.Entry;
import dev.cairn.tree.control.FolderBrowser.Location;
import dev.cairn.tree.control.Order;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Files and folders from anywhere, each with the folder that it is in; in the order in which they
/// come.
final class HitGrid extends Grid<Location> {

    private static final int PHONE = 640;

    /// Names are data to the template, never markup.
    private static final String TEMPLATE = """
            <div class="entry" title="${item.name}">
              <vaadin-icon icon="${item.icon}" class="${item.kind}" aria-hidden="true"></vaadin-icon>
              <div class="entry-text">
                <a href="${item.href}" router-link class="entry-name">${item.name}</a>
                <span class="entry-path" title="${item.path}">${item.path}</span>
                <span class="entry-meta">${item.meta}</span>
              </div>
            </div>
            """;

    private final transient Formats formats = Formats.of(UI.getCurrent());
    private final List<Column<Location>> wideColumns;

    HitGrid(Instant now) {
        setId("hits");
        addThemeVariants(GridVariant.NO_BORDER);
        setSelectionMode(SelectionMode.NONE);
        addColumn(LitRenderer.<Location>of(TEMPLATE)
                        .withProperty("name", hit -> hit.entry().name())
                        .withProperty("path", this::folderOf)
                        .withProperty("icon", hit -> EntryIcon.of(hit.entry()))
                        .withProperty("kind", hit -> hit.entry().isFile() ? "file" : "folder")
                        .withProperty("href", HitGrid::href)
                        .withProperty("meta", hit -> meta(hit.entry(), now)))
                .setHeader(getTranslation("folder.name"))
                .setFlexGrow(1);
        var modified = addColumn(hit -> formats.moment(hit.entry().modified(), now))
                .setHeader(getTranslation("folder.modified"))
                .setTooltipGenerator(hit -> formats.exact(hit.entry().modified()))
                .setWidth("10rem")
                .setFlexGrow(0);
        var size = addColumn(hit -> size(hit.entry()))
                .setHeader(getTranslation("folder.size"))
                .setTextAlign(ColumnTextAlign.END)
                .setWidth("8rem")
                .setFlexGrow(0);
        wideColumns = List.of(modified, size);
        fitTo(UI.getCurrent().getPage().getExtendedClientDetails().getWindowInnerWidth());
        addItemDoubleClickListener(event -> UI.getCurrent().navigate(href(event.getItem())));
    }

    /// On a phone one column says it all.
    void fitTo(int width) {
        wideColumns.forEach(column -> column.setVisible(width > PHONE));
    }

    private String folderOf(Location hit) {
        var folders = hit.path().stream()
                .limit(hit.path().size() - 1L)
                .map(Entry::name)
                .filter(name -> !name.isEmpty())
                .toList();
        return folders.isEmpty() ? getTranslation("nav.files") : String.join(" / ", folders);
    }

    /// A folder itself; a file with its details beside the folder that it is in.
    private static String href(Location hit) {
        var entry = hit.entry();
        var shown = entry.isFile()
                ? new FolderState(Optional.ofNullable(entry.parent()), Order.BY_NAME, Optional.of(entry.id()))
                : new FolderState(Optional.of(entry.id()), Order.BY_NAME, Optional.empty());
        return shown.location().getPathWithQueryParameters();
    }

    private String meta(Entry entry, Instant now) {
        var moment = formats.moment(entry.modified(), now);
        return entry.isFile() ? moment + " · " + size(entry) : moment;
    }

    private String size(Entry entry) {
        return entry.isFile() ? formats.size(entry.size()) : "";
    }
}
