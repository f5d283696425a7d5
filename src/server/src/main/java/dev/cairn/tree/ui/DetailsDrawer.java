package dev.cairn.tree.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Aside;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.cairn.accounts.control.Caller;
import dev.cairn.core.sync.VersionId;
import dev.cairn.packs.ui.TransferPanel;
import dev.cairn.platform.ui.Formats;
import dev.cairn.platform.ui.Notices;
import dev.cairn.tree.control.Entry;
import dev.cairn.tree.control.FolderBrowser;
import dev.cairn.tree.control.VersionRestorer;
import dev.cairn.tree.control.Versions;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What there is to know about one entry: its details, and of a file the versions that are kept.
final class DetailsDrawer extends Aside {

    private static final int VERSIONS = 20;

    private final transient FolderBrowser browser;
    private final transient Versions versions;
    private final transient VersionRestorer restorer;
    private final transient EntryPreviews previews;
    private final transient Caller caller;
    private final Runnable closed;
    private final Runnable changed;
    private transient @Nullable Entry shown;
    private boolean mayChange;

    /// @param closed is called when the person closes the drawer
    /// @param changed is called when a version was restored
    DetailsDrawer(
            FolderBrowser browser,
            Versions versions,
            VersionRestorer restorer,
            EntryPreviews previews,
            Caller caller,
            Runnable closed,
            Runnable changed) {
        this.browser = browser;
        this.versions = versions;
        this.restorer = restorer;
        this.previews = previews;
        this.caller = caller;
        this.closed = closed;
        this.changed = changed;
        addClassName("drawer");
        setId("details");
        setVisible(false);
        getElement().setAttribute("aria-label", getTranslation("details.label"));
    }

    void hide() {
        shown = null;
        removeAll();
        setVisible(false);
    }

    /// Shows an entry; one that is shown already, and has not changed, stays as it is.
    ///
    /// @param fresh whether it is to be marked as changed elsewhere
    /// @param restorable whether the person may restore its versions
    void show(Entry entry, boolean fresh, boolean restorable) {
        setClassName("fresh", fresh);
        if (entry.equals(shown) && entry.isFile() && mayChange == restorable) {
            return;
        }
        mayChange = restorable;
        shown = entry;
        removeAll();
        var title = new H2(entry.name().isEmpty() ? getTranslation("nav.files") : entry.name());
        var close = new Button(VaadinIcon.CLOSE_SMALL.create(), _ -> closed.run());
        close.addThemeVariants(ButtonVariant.TERTIARY);
        close.setAriaLabel(getTranslation("close"));
        close.setId("details-close");
        var head = new Div(title, close);
        head.addClassName("drawer-head");
        add(head);
        previews.inDrawer(caller, entry).ifPresent(preview -> add(preview, larger(entry)));
        add(facts(entry));
        if (entry.isFile()) {
            add(new H3(getTranslation("details.versions")), versionList(entry));
        }
        setVisible(true);
    }

    private Component larger(Entry entry) {
        var larger = new Button(
                getTranslation("preview.larger"),
                VaadinIcon.EXPAND_SQUARE.create(),
                _ -> look(entry, Objects.requireNonNull(entry.versionId()), entry.size()));
        larger.addThemeVariants(ButtonVariant.TERTIARY);
        larger.setId("preview-larger");
        return larger;
    }

    private void look(Entry file, VersionId version, long size) {
        previews.inWindow(caller, file, version, size)
                .ifPresent(preview -> new PreviewDialog(file.name(), preview).open());
    }

    private Component facts(Entry entry) {
        var formats = Formats.of(UI.getCurrent());
        var facts = new DescriptionList();
        if (entry.isFile()) {
            fact(facts, "details.size", formats.size(entry.size()));
            Optional.ofNullable(entry.fileType()).ifPresent(type -> fact(facts, "details.type", type));
            fact(facts, "details.modified", formats.exact(entry.modified()));
        } else {
            fact(facts, "details.size", formats.size(browser.size(caller, entry.inside())));
        }
        fact(facts, "details.created", formats.exact(entry.created()));
        return facts;
    }

    private void fact(DescriptionList facts, String name, String value) {
        facts.add(new DescriptionList.Term(getTranslation(name)), new DescriptionList.Description(value));
    }

    private Component versionList(Entry file) {
        var list = new OrderedList();
        list.addClassName("versions");
        addPage(list, file, null);
        return list;
    }

    private void addPage(OrderedList list, Entry file, @Nullable String cursor) {
        var folder = Objects.requireNonNull(file.parent());
        var page = versions.list(caller, folder, file.id(), cursor, VERSIONS);
        page.versions().forEach(version -> list.add(row(file, version)));
        if (page.nextCursor() != null) {
            var more = new ListItem();
            more.add(new Button(getTranslation("details.more"), _ -> {
                list.remove(more);
                addPage(list, file, page.nextCursor());
            }));
            list.add(more);
        }
    }

    private ListItem row(Entry file, Versions.Info version) {
        boolean newest = version.versionId().equals(file.versionId());
        var formats = Formats.of(UI.getCurrent());
        var moment = new Span(formats.exact(version.createdAt()));
        var who = String.join(
                " · ",
                Optional.ofNullable(version.userName()).orElse("?"),
                Optional.ofNullable(version.deviceName()).orElse("?"),
                formats.size(version.size()));
        var detail = new Div(who);
        detail.addClassName("muted");
        var text = new Div(moment, detail);
        if (newest) {
            text.add(badge("details.newest"));
        }
        if (version.conflict()) {
            text.add(badge("details.conflict"));
        }
        var row = new ListItem(text);
        if (!newest && previews.isThere(file.name(), version.size())) {
            row.add(icon(VaadinIcon.EYE, "details.look", () -> look(file, version.versionId(), version.size())));
        }
        row.add(download(file, version.versionId(), version.size()));
        if (!newest && mayChange) {
            row.add(restore(file, version.versionId()));
        }
        return row;
    }

    private Component badge(String text) {
        var badge = new Span(getTranslation(text));
        badge.addClassName("badge");
        return badge;
    }

    private Button download(Entry file, VersionId version, long size) {
        return icon(
                VaadinIcon.DOWNLOAD_ALT,
                "details.download",
                () -> TransferPanel.of(UI.getCurrent())
                        .download(Objects.requireNonNull(file.parent()), file.id(), version, file.name(), size));
    }

    private Button restore(Entry file, VersionId version) {
        return icon(VaadinIcon.TIME_BACKWARD, "details.restore", () -> {
            restorer.restore(caller, Objects.requireNonNull(file.parent()), file.id(), version, Optional.empty());
            Notices.done(getTranslation("details.restored"));
            changed.run();
        });
    }

    private Button icon(VaadinIcon icon, String label, Runnable action) {
        var button = new Button(icon.create(), _ -> action.run());
        button.addThemeVariants(ButtonVariant.TERTIARY);
        button.setAriaLabel(getTranslation(label));
        button.setTooltipText(getTranslation(label));
        return button;
    }
}
