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
import dev.cairn.core.sync.NodeId;
import dev.cairn.packs.ui.TransferPanel;
import dev.cairn.platform.ui.Notices;
import dev.cairn.tree.control.BulkEdits;
import dev.cairn.tree.control.Committer;
import dev.cairn.tree.control.Entries;
import dev.cairn.tree.control.Entry;
import dev.cairn.tree.control.FolderBrowser;
import dev.cairn.tree.control.Order;
import dev.cairn.tree.control.VersionRestorer;
import dev.cairn.tree.control.Versions;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `/files/{folderId}`: one folder, and everything one can do in it.
///
/// All state is in the address, so that a reload, a copied link and the Back button show the same.
@CdiComponent
@Route("files")
public class FolderView extends Div
        implements HasUrlParameter<String>, HasDynamicTitle, EntryList.Callbacks, EntryCommands.Stage {

    private final transient FolderBrowser browser;
    private final transient EntryPreviews previews;
    private final transient Caller caller;
    private final transient EntryCommands commands;

    private final Breadcrumbs breadcrumbs = new Breadcrumbs(this::dropOn);
    private final transient InstantSource clock;
    private final Div list = new Div();
    private final Button shape = new Button();
    private final DetailsDrawer drawer;
    private final Div additions = new Div();
    private final Span viewOnly = new Span(getTranslation("folder.view-only"));
    private final Div empty = new Div();
    private final Paragraph invitation = new Paragraph(getTranslation("folder.empty.text"));
    private final SelectionBar selectionBar;
    private final List<Registration> registrations = new ArrayList<>();
    private final transient FreshMarks marks;

    private transient FolderState state = new FolderState(Optional.empty(), Order.BY_NAME, Optional.empty());
    private transient EntryList entries;
    private transient FolderBrowser.@Nullable Location location;
    private transient Entries.@Nullable Inside inside;
    private long newsSeq;

    /// What hangs in the folder shows something of another namespace, which has changed.
    private boolean hangingChanged;

    @Inject
    public FolderView(
            FolderBrowser browser,
            Committer committer,
            BulkEdits edits,
            Versions versions,
            VersionRestorer restorer,
            EntryPreviews previews,
            InstantSource clock) {
        this.browser = browser;
        this.previews = previews;
        this.caller = BrowserSession.caller();
        this.commands = new EntryCommands(browser, committer, edits, caller, this);
        this.selectionBar = new SelectionBar(commands);
        addClassName("folder-view");
        this.clock = clock;
        this.marks = new FreshMarks(clock);
        this.entries = new EntryGrid(this, clock.instant());
        drawer = new DetailsDrawer(
                browser, versions, restorer, previews, caller, () -> go(state.showing(Optional.empty())), this::reload);
        prepareEmpty();
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
            location = browser.findFolder(caller, shown());
            inside = browser.inside(caller, shown());
        } catch (IllegalArgumentException | ProblemException e) {
            event.rerouteToError(NotFoundException.class);
            return;
        }
        showLocation(location);
        show(FolderShape.isTiles());
        entries.select(Set.of());
        entries.sortBy(state.order());
        reload();
    }

    private void showLocation(FolderBrowser.Location here) {
        breadcrumbs.show(here.path());
        boolean mayChange = here.role().mayWrite();
        additions.setVisible(mayChange);
        invitation.setVisible(mayChange);
        viewOnly.setVisible(!mayChange);
        selectionBar.show(entries.selection().size(), mayChange);
    }

    @Override
    public boolean mayChange() {
        return Optional.ofNullable(location).map(here -> here.role().mayWrite()).orElse(false);
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
        return here.map(Entry::name).filter(name -> !name.isEmpty()).orElse(getTranslation("nav.files")) + " – Cairn";
    }

    private NodeId shown() {
        return state.folder().orElse(NodeId.rootOf(caller.own()));
    }

    @Override
    public NodeId folder() {
        return inside().folder();
    }

    /// Where what is shown is: of a shared folder, in its own namespace.
    private Entries.Inside inside() {
        return Objects.requireNonNull(inside, "A folder is shown");
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
                                var found = browser.find(caller, id);
                                drawer.show(
                                        found.entry(),
                                        marks.isFresh(found.entry()),
                                        found.role().mayWrite());
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
        tellTransfers(transfers);
        new TreeShown(event.getUI(), inside().namespace()).tell();
        registrations.add(transfers.addTreeChangedListener(_ -> reload()));
        registrations.add(TreeNews.listen(event.getUI(), this::hear));
        registrations.add(
                event.getUI().getPage().addBrowserWindowResizeListener(resize -> entries.fitTo(resize.getWidth())));
        addShortcuts();
    }

    /// Where what is dropped goes.
    private void tellTransfers(TransferPanel transfers) {
        if (mayChange()) {
            transfers.setFolder(inside().namespace(), folder());
        } else {
            transfers.setNoFolder();
        }
    }

    @Override
    protected void onDetach(DetachEvent event) {
        registrations.forEach(Registration::remove);
        registrations.clear();
        TransferPanel.of(event.getUI()).setNoFolder();
    }

    @Override
    public void reload() {
        inside = browser.inside(caller, shown());
        marks.shows(inside.seq());
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
            tellTransfers(TransferPanel.of(UI.getCurrent()));
            new TreeShown(UI.getCurrent(), inside().namespace()).tell();
        }
    }

    // ---- changes made elsewhere

    private void hear(TreeNews news) {
        if (news.namespace().equals(inside().namespace())) {
            newsSeq = Math.max(newsSeq, news.seq());
            catchUp();
        } else if (browser.hangsIn(caller, news.namespace(), folder())) {
            hangingChanged = true;
            catchUp();
        }
    }

    /// Reads the folder anew if it has changed elsewhere, unless the person would be disturbed.
    private void catchUp() {
        if (!(marks.lacks(newsSeq) || hangingChanged) || entries.isBusy()) {
            return;
        }
        hangingChanged = false;
        try {
            inside = browser.inside(caller, shown());
            var here = browser.findFolder(caller, shown());
            if (!here.equals(location)) {
                location = here;
                showLocation(here);
            }
        } catch (ProblemException gone) {
            Notices.done(getTranslation("folder.gone"));
            go(state.in(NodeId.rootOf(caller.own())));
            return;
        }
        marks.catchesUp(inside().seq());
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
                .addItem(getTranslation("folder.upload-files"), _ -> commands.uploadFiles())
                .setId("upload-files");
        upload.getSubMenu().addItem(getTranslation("folder.upload-folder"), _ -> commands.uploadFolder());
        var make =
                new Button(getTranslation("folder.new"), VaadinIcon.FOLDER_ADD.create(), _ -> commands.askForFolder());
        make.setId("new-folder");
        shape.setId("shape");
        shape.addThemeVariants(ButtonVariant.TERTIARY);
        shape.addClickListener(_ -> {
            FolderShape.choose(entries instanceof EntryGrid);
            show(entries instanceof EntryGrid);
            entries.sortBy(state.order());
            reload();
        });
        additions.addClassName("tools");
        additions.add(make, menu);
        viewOnly.addClassName("badge");
        viewOnly.setId("view-only");
        var tools = new Div(viewOnly, shape, additions);
        tools.addClassName("tools");
        return tools;
    }

    private void prepareEmpty() {
        empty.addClassName("empty");
        empty.setId("empty");
        empty.add(VaadinIcon.CLOUD_UPLOAD_O.create(), new H2(getTranslation("folder.empty.title")), invitation);
    }

    // ---- selection and commands

    @Override
    public void selected(Set<Entry> selection) {
        selectionBar.show(selection.size(), mayChange());
    }

    private void addContextMenu() {
        if (entries instanceof EntryGrid grid) {
            new EntryMenu(grid, commands);
        }
    }

    private void addShortcuts() {
        shortcut(ifMayChange(commands::rename), Key.F2);
        shortcut(ifMayChange(commands::delete), Key.DELETE);
        shortcut(commands::open, Key.ENTER);
        shortcut(commands::clearSelection, Key.ESCAPE);
        shortcut(commands::showDetails, Key.KEY_I, KeyModifier.ALT);
        shortcut(ifMayChange(commands::askForFolder), Key.KEY_N, KeyModifier.ALT);
        shortcut(ifMayChange(commands::uploadFiles), Key.KEY_U, KeyModifier.ALT);
        shortcut(
                () -> entries.select(Set.copyOf(slice(state.order(), 0, Integer.MAX_VALUE))),
                Key.KEY_A,
                KeyModifier.CONTROL);
    }

    private Runnable ifMayChange(Runnable action) {
        return () -> {
            if (mayChange()) {
                action.run();
            }
        };
    }

    private void shortcut(Runnable action, Key key, KeyModifier... modifiers) {
        Shortcuts.addShortcutListener(this, action::run, key, modifiers)
                .listenOn(this)
                .setBrowserDefaultAllowed(false);
    }

    @Override
    public EntryList entries() {
        return entries;
    }

    @Override
    public void showDetails(Entry entry) {
        go(state.showing(Optional.of(entry.id())));
    }

    @Override
    public void renamed(Entry entry, String name) {
        commands.rename(entry, name);
    }

    @Override
    public void moved(List<Entry> entries, Entry target) {
        commands.move(entries, target.id());
    }

    private void dropOn(NodeId target) {
        commands.move(entries.dragged(), target);
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
        return previews.tile(caller, entry);
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
