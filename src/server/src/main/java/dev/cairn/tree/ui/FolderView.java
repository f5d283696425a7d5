package dev.cairn.tree.ui;

import com.vaadin.cdi.annotation.CdiComponent;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.contextmenu.GridContextMenu;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.OptionalParameter;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.shared.Registration;
import dev.cairn.accounts.control.Caller;
import dev.cairn.accounts.ui.BrowserSession;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.sync.FileName;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.NodeRef;
import dev.cairn.core.sync.Operation;
import dev.cairn.packs.ui.TransferPanel;
import dev.cairn.platform.ui.Notices;
import dev.cairn.tree.control.BulkEdits;
import dev.cairn.tree.control.Committer;
import dev.cairn.tree.control.Entry;
import dev.cairn.tree.control.FolderBrowser;
import dev.cairn.tree.control.Order;
import dev.cairn.tree.control.VersionRestorer;
import dev.cairn.tree.control.Versions;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `/files/{folderId}`: one folder, and everything one can do in it.
///
/// All state is in the address, so that a reload, a copied link and the Back button show the same.
@CdiComponent
@Route("files")
public class FolderView extends Div implements HasUrlParameter<String>, HasDynamicTitle, EntryList.Callbacks {

    private final transient FolderBrowser browser;
    private final transient Committer committer;
    private final transient BulkEdits edits;
    private final transient PictureUrls pictures;
    private final transient Caller caller;

    private final Breadcrumbs breadcrumbs = new Breadcrumbs(this::dropOn);
    private final transient InstantSource clock;
    private final Div list = new Div();
    private final Button shape = new Button();
    private final DetailsDrawer drawer;
    private final Div empty = new Div();
    private final Div selectionBar = new Div();
    private final Span selectionCount = new Span();
    private final List<Component> forOne = new ArrayList<>();
    private final List<Registration> registrations = new ArrayList<>();
    private final transient FreshMarks marks;

    private transient FolderState state = new FolderState(Optional.empty(), Order.BY_NAME, Optional.empty());
    private transient EntryList entries;
    private transient FolderBrowser.@Nullable Location location;
    private long newsSeq;

    @Inject
    public FolderView(
            FolderBrowser browser,
            Committer committer,
            BulkEdits edits,
            Versions versions,
            VersionRestorer restorer,
            PictureUrls pictures,
            InstantSource clock) {
        this.browser = browser;
        this.committer = committer;
        this.edits = edits;
        this.pictures = pictures;
        this.caller = BrowserSession.caller();
        addClassName("folder-view");
        this.clock = clock;
        this.marks = new FreshMarks(clock);
        this.entries = new EntryGrid(this, clock.instant());
        drawer = new DetailsDrawer(
                browser, versions, restorer, pictures, caller, () -> go(state.showing(Optional.empty())), this::reload);
        prepareEmpty();
        prepareSelectionBar();
        var head = new Div(breadcrumbs, tools());
        head.addClassName("view-head");
        list.add(head, selectionBar, entries.component(), empty);
        list.addClassName("view-list");
        addContextMenu();
        add(list, drawer);
    }

    // ---- address

    @Override
    public void setParameter(BeforeEvent event, @OptionalParameter @Nullable String folder) {
        try {
            state = FolderState.of(
                    Optional.ofNullable(folder), event.getLocation().getQueryParameters());
            location = browser.findFolder(caller, folder());
        } catch (IllegalArgumentException | ProblemException e) {
            event.rerouteToError(NotFoundException.class);
            return;
        }
        breadcrumbs.show(location.path());
        show(FolderShape.isTiles());
        entries.select(Set.of());
        entries.sortBy(state.order());
        reload();
    }

    private void show(boolean tiles) {
        if (tiles != entries instanceof EntryTiles) {
            var former = entries.component();
            entries = tiles ? new EntryTiles(this, clock.instant()) : new EntryGrid(this, clock.instant());
            list.replace(former, entries.component());
            addContextMenu();
        }
        shape.setIcon((tiles ? VaadinIcon.LIST : VaadinIcon.GRID_BIG_O).create());
        var text = getTranslation(tiles ? "folder.as-list" : "folder.as-tiles");
        shape.setAriaLabel(text);
        shape.setTooltipText(text);
    }

    @Override
    public String getPageTitle() {
        var here = Optional.ofNullable(location).map(FolderBrowser.Location::entry);
        return here.filter(entry -> entry.parent() != null).map(Entry::name).orElse(getTranslation("nav.files"))
                + " – Cairn";
    }

    private NodeId folder() {
        return state.folder().orElse(NodeId.rootOf(caller.own()));
    }

    private void go(FolderState next) {
        var to = next.location();
        UI.getCurrent().navigate(to.getPath(), to.getQueryParameters());
    }

    private void showDetails() {
        state.details()
                .ifPresentOrElse(
                        id -> {
                            try {
                                var entry = browser.find(caller, id).entry();
                                drawer.show(entry, marks.isFresh(entry));
                            } catch (ProblemException gone) {
                                drawer.hide();
                            }
                        },
                        drawer::hide);
    }

    // ---- the page around it

    @Override
    protected void onAttach(AttachEvent event) {
        var transfers = TransferPanel.of(event.getUI());
        transfers.setFolder(folder());
        new TreeShown(event.getUI(), folder().birthplace()).tell();
        registrations.add(transfers.addTreeChangedListener(_ -> reload()));
        registrations.add(TreeNews.listen(event.getUI(), this::hear));
        registrations.add(
                event.getUI().getPage().addBrowserWindowResizeListener(resize -> entries.fitTo(resize.getWidth())));
        addShortcuts();
    }

    @Override
    protected void onDetach(DetachEvent event) {
        registrations.forEach(Registration::remove);
        registrations.clear();
        TransferPanel.of(event.getUI()).setFolder(null);
    }

    private void reload() {
        marks.shows(browser.seq(caller, folder()));
        readAnew();
    }

    private void readAnew() {
        boolean none = count() == 0;
        empty.setVisible(none);
        entries.component().setVisible(!none);
        entries.refresh();
        readSelectionAnew();
        showDetails();
        if (isAttached()) {
            TransferPanel.of(UI.getCurrent()).setFolder(folder());
            new TreeShown(UI.getCurrent(), folder().birthplace()).tell();
        }
    }

    // ---- changes made elsewhere

    private void hear(TreeNews news) {
        if (news.namespace().equals(folder().birthplace())) {
            newsSeq = Math.max(newsSeq, news.seq());
            catchUp();
        }
    }

    /// Reads the folder anew if it has changed elsewhere, unless the person would be disturbed.
    private void catchUp() {
        if (!marks.lacks(newsSeq) || entries.isBusy()) {
            return;
        }
        try {
            var here = browser.findFolder(caller, folder());
            if (!here.equals(location)) {
                location = here;
                breadcrumbs.show(here.path());
            }
        } catch (ProblemException gone) {
            Notices.done(getTranslation("folder.gone"));
            go(state.in(NodeId.rootOf(caller.own())));
            return;
        }
        marks.catchesUp(browser.seq(caller, folder()));
        readAnew();
    }

    /// What is selected keeps to what is there: without what is gone, with the names of now.
    private void readSelectionAnew() {
        var selected = entries.selection();
        if (selected.isEmpty() || selected.size() > FolderBrowser.MOST) {
            return;
        }
        var ids = selected.stream().map(Entry::id).collect(Collectors.toSet());
        entries.select(Set.copyOf(browser.lookUp(caller, folder(), ids)));
    }

    @Override
    public boolean isFresh(Entry entry) {
        return marks.isFresh(entry);
    }

    @Override
    public void settled() {
        catchUp();
    }

    private Component tools() {
        var menu = new MenuBar();
        menu.addThemeVariants(MenuBarVariant.PRIMARY);
        var upload = menu.addItem(VaadinIcon.UPLOAD_ALT.create());
        upload.add(getTranslation("folder.upload"));
        upload.setId("upload");
        upload.getSubMenu()
                .addItem(getTranslation("folder.upload-files"), _ -> transfers().pickFiles())
                .setId("upload-files");
        upload.getSubMenu()
                .addItem(
                        getTranslation("folder.upload-folder"), _ -> transfers().pickFolder());
        var make = new Button(getTranslation("folder.new"), VaadinIcon.FOLDER_ADD.create(), _ -> askForFolder());
        make.setId("new-folder");
        shape.setId("shape");
        shape.addThemeVariants(ButtonVariant.TERTIARY);
        shape.addClickListener(_ -> {
            FolderShape.choose(entries instanceof EntryGrid);
            show(entries instanceof EntryGrid);
            entries.sortBy(state.order());
            reload();
        });
        var tools = new Div(shape, make, menu);
        tools.addClassName("tools");
        return tools;
    }

    private void prepareEmpty() {
        empty.addClassName("empty");
        empty.setId("empty");
        empty.add(
                VaadinIcon.CLOUD_UPLOAD_O.create(),
                new H2(getTranslation("folder.empty.title")),
                new Paragraph(getTranslation("folder.empty.text")));
    }

    private static TransferPanel transfers() {
        return TransferPanel.of(UI.getCurrent());
    }

    // ---- selection and commands

    private void prepareSelectionBar() {
        selectionBar.addClassName("selection-bar");
        selectionBar.setId("selection");
        selectionBar.getElement().setAttribute("role", "toolbar");
        selectionBar.getElement().setAttribute("aria-label", getTranslation("selection.label"));
        selectionBar.setVisible(false);
        var clear = command(VaadinIcon.CLOSE_SMALL, "selection.clear", () -> entries.select(Set.of()));
        var details = command(VaadinIcon.INFO_CIRCLE_O, "command.details", this::openDetails);
        var rename = command(VaadinIcon.EDIT, "command.rename", this::rename);
        var share = command(VaadinIcon.LINK, "command.share", this::share);
        forOne.addAll(List.of(details, rename, share));
        selectionBar.add(
                clear,
                selectionCount,
                share,
                command(VaadinIcon.DOWNLOAD_ALT, "command.download", this::download),
                rename,
                command(VaadinIcon.FOLDER_O, "command.move", this::askWhereToMove),
                command(VaadinIcon.COPY_O, "command.copy", this::askWhereToCopy),
                command(VaadinIcon.TRASH, "command.delete", this::delete),
                details);
    }

    private Button command(VaadinIcon icon, String text, Runnable action) {
        var button = new Button(icon.create(), _ -> action.run());
        button.addThemeVariants(ButtonVariant.TERTIARY);
        button.setAriaLabel(getTranslation(text));
        button.setTooltipText(getTranslation(text));
        button.setId(text.replace('.', '-'));
        return button;
    }

    @Override
    public void selected(Set<Entry> selection) {
        int count = selection.size();
        selectionBar.setVisible(count > 0);
        selectionCount.setText(getTranslation("selection.count", count));
        forOne.forEach(component -> component.setVisible(count == 1));
    }

    private void addContextMenu() {
        if (entries instanceof EntryGrid grid) {
            var menu = new GridContextMenu<>(grid);
            addCommands(menu);
            menu.setDynamicContentHandler(entry -> {
                if (entry != null && !grid.getSelectedItems().contains(entry)) {
                    grid.select(Set.of(entry));
                }
                return entry != null;
            });
        }
    }

    private void addCommands(GridContextMenu<Entry> menu) {
        item(menu, "command.open", () -> one().ifPresent(this::opened));
        item(menu, "command.share", this::share);
        item(menu, "command.download", this::download);
        item(menu, "command.rename", this::rename);
        item(menu, "command.move", this::askWhereToMove);
        item(menu, "command.copy", this::askWhereToCopy);
        item(menu, "command.details", this::openDetails);
        item(menu, "command.delete", this::delete);
    }

    private void item(GridContextMenu<Entry> menu, String text, Runnable action) {
        menu.addItem(getTranslation(text), _ -> action.run());
    }

    private void addShortcuts() {
        shortcut(this::rename, Key.F2);
        shortcut(this::delete, Key.DELETE);
        shortcut(() -> one().ifPresent(this::opened), Key.ENTER);
        shortcut(() -> entries.select(Set.of()), Key.ESCAPE);
        shortcut(this::openDetails, Key.KEY_I, KeyModifier.ALT);
        shortcut(this::askForFolder, Key.KEY_N, KeyModifier.ALT);
        shortcut(() -> transfers().pickFiles(), Key.KEY_U, KeyModifier.ALT);
        shortcut(
                () -> entries.select(Set.copyOf(slice(state.order(), 0, Integer.MAX_VALUE))),
                Key.KEY_A,
                KeyModifier.CONTROL);
    }

    private void shortcut(Runnable action, Key key, KeyModifier... modifiers) {
        Shortcuts.addShortcutListener(this, action::run, key, modifiers)
                .listenOn(this)
                .setBrowserDefaultAllowed(false);
    }

    private Optional<Entry> one() {
        var targets = entries.targets();
        return targets.size() == 1 ? Optional.of(targets.getFirst()) : Optional.empty();
    }

    // ---- what the commands do

    private void askForFolder() {
        new NewFolderDialog(this::makeFolder).open();
    }

    private void makeFolder(String name) {
        var operation = new Operation.MakeFolder(NodeRef.to(folder()), new FileName(name), true);
        committer.commit(caller, operation, folder(), Optional.empty());
        reload();
    }

    private void rename() {
        one().ifPresent(entries::rename);
    }

    @Override
    public void renamed(Entry entry, String name) {
        var operation = new Operation.Move(
                NodeRef.to(entry.id()), NodeRef.to(folder()), new FileName(name.strip()), null, true);
        committer.commit(caller, operation, folder(), Optional.empty());
        reload();
    }

    private void delete() {
        var going = entries.targets();
        if (going.isEmpty()) {
            return;
        }
        edits.trash(caller, going);
        changed();
        Notices.undoable(getTranslation("folder.deleted", label(going)), getTranslation("undo"), () -> {
            edits.restore(caller, going);
            changed();
        });
    }

    private void askWhereToMove() {
        var going = entries.targets();
        ask(going, "move.title", "move.action", target -> move(going, target));
    }

    private void askWhereToCopy() {
        var copied = entries.targets();
        ask(copied, "copy.title", "copy.action", target -> {
            edits.copy(caller, copied, target);
            changed();
            Notices.done(getTranslation("folder.copied", label(copied)));
        });
    }

    private void ask(List<Entry> entries, String title, String action, Consumer<NodeId> chosen) {
        if (!entries.isEmpty()) {
            new FolderDialog(browser, caller, getTranslation(title, label(entries)), getTranslation(action), chosen)
                    .open();
        }
    }

    @Override
    public void moved(List<Entry> entries, Entry target) {
        move(entries, target.id());
    }

    private void dropOn(NodeId target) {
        move(entries.dragged(), target);
    }

    private void move(List<Entry> entries, NodeId target) {
        var going = entries.stream()
                .filter(entry -> !entry.id().equals(target) && !target.equals(entry.parent()))
                .toList();
        if (going.isEmpty()) {
            return;
        }
        edits.move(caller, going, target);
        changed();
        Notices.undoable(getTranslation("folder.moved", label(going)), getTranslation("undo"), () -> {
            edits.moveBack(caller, going);
            changed();
        });
    }

    private void download() {
        var targets = entries.targets();
        var file = one().filter(Entry::isFile);
        if (file.isPresent()) {
            var entry = file.get();
            transfers().download(folder(), entry.id(), null, entry.name(), entry.size());
        } else if (!targets.isEmpty()) {
            var nodes = targets.stream().map(Entry::id).toList();
            new ArchiveWanted(UI.getCurrent(), nodes).tell();
        }
    }

    private void share() {
        one().ifPresent(entry -> new ShareWanted(UI.getCurrent(), entry).tell());
    }

    private void openDetails() {
        one().ifPresent(entry -> go(state.showing(Optional.of(entry.id()))));
    }

    private void changed() {
        entries.select(Set.of());
        reload();
    }

    private String label(List<Entry> entries) {
        return entries.size() == 1
                ? "“" + entries.getFirst().name() + "”"
                : getTranslation("folder.items", entries.size());
    }

    // ---- what the list asks for

    @Override
    public List<Entry> slice(Order order, int offset, int limit) {
        return browser.slice(caller, folder(), order, offset, limit);
    }

    @Override
    public int count() {
        return browser.count(caller, folder());
    }

    @Override
    public List<Entry> between(Entry one, Entry other, Order order) {
        return browser.between(caller, one, other, folder(), order);
    }

    @Override
    public String href(Entry entry) {
        return entry.isFile()
                ? state.showing(Optional.of(entry.id())).location().getPathWithQueryParameters()
                : state.in(entry.id()).location().getPathWithQueryParameters();
    }

    @Override
    public Optional<String> picture(Entry entry) {
        return pictures.small(caller, entry);
    }

    @Override
    public void opened(Entry entry) {
        go(entry.isFile() ? state.showing(Optional.of(entry.id())) : state.in(entry.id()));
    }

    @Override
    public void sorted(Order order) {
        state = state.sorted(order);
        UI.getCurrent().getPage().getHistory().replaceState(null, state.location());
    }
}
