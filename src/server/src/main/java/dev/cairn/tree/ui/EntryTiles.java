package dev.cairn.tree.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.ClickEvent;
import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.dnd.DragSource;
import com.vaadin.flow.component.dnd.DropTarget;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.cairn.platform.ui.Formats;
import dev.cairn.tree.control.Entry;
import dev.cairn.tree.control.Order;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What is in a folder as tiles. More come as one scrolls; selection, renaming and dragging are as in
/// the list.
final class EntryTiles extends Div implements EntryList {

    private static final int PAGE = 120;

    private final transient Callbacks callbacks;
    private final transient Instant now;
    private final transient Formats formats = Formats.of(UI.getCurrent());
    private final transient Map<Entry, Tile> tiles = new LinkedHashMap<>();
    private final transient Set<Entry> selected = new LinkedHashSet<>();
    private final Div end = new Div();

    private transient Order order = Order.BY_NAME;
    private transient @Nullable Entry anchor;
    private transient @Nullable Entry focused;
    private transient List<Entry> dragged = List.of();
    private transient boolean complete;
    private transient boolean renaming;

    EntryTiles(Callbacks callbacks, Instant now) {
        this.callbacks = callbacks;
        this.now = now;
        setId("tiles");
        addClassName("tiles");
        getElement().setAttribute("role", "listbox");
        getElement().setAttribute("aria-multiselectable", "true");
        getElement().setAttribute("aria-label", getTranslation("folder.entries"));
        end.addClassName("tiles-end");
        add(end);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        end.getElement().executeJs("""
                const watch = new IntersectionObserver(
                    (entries) => entries.some((entry) => entry.isIntersecting) && $0.$server.more(),
                    { rootMargin: '600px' });
                watch.observe(this);
                """, getElement());
    }

    /// The person has scrolled to the end of what is there.
    @ClientCallable
    private void more() {
        if (!complete) {
            addPage(tiles.size(), PAGE);
        }
    }

    @Override
    public Component component() {
        return this;
    }

    @Override
    public void refresh() {
        int shown = Math.max(PAGE, tiles.size());
        var page = callbacks.slice(order, 0, shown);
        var selectedIds = selected.stream().map(Entry::id).collect(Collectors.toSet());
        var stays = Set.copyOf(page);
        tiles.forEach((entry, tile) -> {
            if (!stays.contains(entry)) {
                remove(tile);
            }
        });
        var former = Map.copyOf(tiles);
        tiles.clear();
        selected.clear();
        for (int i = 0; i < page.size(); i++) {
            var entry = page.get(i);
            var tile = Optional.ofNullable(former.get(entry)).orElseGet(() -> new Tile(entry));
            if (!getComponentAt(i).equals(tile)) {
                addComponentAtIndex(i, tile);
            }
            tiles.put(entry, tile);
            if (selectedIds.contains(entry.id())) {
                selected.add(entry);
            }
            tile.mark(selected.contains(entry));
            tile.setClassName("fresh", callbacks.isFresh(entry));
        }
        complete = page.size() < shown;
    }

    @Override
    public boolean isBusy() {
        return renaming || !dragged.isEmpty();
    }

    @Override
    public Set<Entry> selection() {
        return Set.copyOf(selected);
    }

    @Override
    public void sortBy(Order newOrder) {
        order = newOrder;
    }

    @Override
    public List<Entry> targets() {
        return selected.isEmpty()
                ? Optional.ofNullable(focused).map(List::of).orElse(List.of())
                : List.copyOf(selected);
    }

    @Override
    public void select(Set<Entry> entries) {
        selected.clear();
        selected.addAll(entries);
        tiles.forEach((entry, tile) -> tile.mark(selected.contains(entry)));
        callbacks.selected(Set.copyOf(selected));
    }

    @Override
    public void rename(Entry entry) {
        Optional.ofNullable(tiles.get(entry)).ifPresent(Tile::rename);
    }

    @Override
    public List<Entry> dragged() {
        return dragged;
    }

    @Override
    public void fitTo(int width) {
        // the style sheet fits as many tiles into a row as there is room for
    }

    private void addPage(int offset, int limit) {
        var page = callbacks.slice(order, offset, limit);
        for (var entry : page) {
            var tile = new Tile(entry);
            tiles.put(entry, tile);
            addComponentAtIndex(getComponentCount() - 1, tile);
        }
        complete = page.size() < limit;
    }

    private void clicked(Entry entry, ClickEvent<?> click) {
        if (click.isShiftKey() && anchor != null) {
            select(new LinkedHashSet<>(callbacks.between(anchor, entry, order)));
            return;
        }
        anchor = entry;
        if (click.isCtrlKey() || click.isMetaKey()) {
            var changed = new LinkedHashSet<>(selected);
            if (!changed.remove(entry)) {
                changed.add(entry);
            }
            select(changed);
        } else {
            select(Set.of(entry));
        }
    }

    private final class Tile extends Div {

        private final Entry entry;
        private final Anchor name;

        Tile(Entry entry) {
            this.entry = entry;
            addClassName("tile");
            getElement().setAttribute("role", "option");
            getElement().setAttribute("tabindex", "0");
            mark(false);
            name = new Anchor(callbacks.href(entry), entry.name());
            name.addClassName("entry-name");
            name.getElement().setAttribute("router-link", true);
            name.getElement().setAttribute("tabindex", "-1");
            name.setTitle(entry.name());
            var picture = new EntryPicture(entry, callbacks.picture(entry));
            var moment = formats.moment(entry.modified(), now);
            var meta = new Span(entry.isFile() ? moment + " · " + formats.size(entry.size()) : moment);
            meta.addClassName("muted");
            add(picture, name, meta);
            addClickListener(click -> clicked(entry, click));
            addDoubleClickListener(_ -> callbacks.opened(entry));
            getElement().addEventListener("focus", _ -> focused = entry);
            prepareDragging();
        }

        void mark(boolean isSelected) {
            getElement().setAttribute("aria-selected", Boolean.toString(isSelected));
        }

        void rename() {
            var field = new ArrayList<NameField>();
            field.add(new NameField(() -> finish(field.getFirst()), () -> stop(field.getFirst())));
            replace(name, field.getFirst());
            renaming = true;
            field.getFirst().edit(entry);
        }

        private void finish(NameField field) {
            if (field.isAttached()) {
                stop(field);
                if (field.changes(entry)) {
                    callbacks.renamed(entry, field.getValue());
                }
            }
        }

        private void stop(NameField field) {
            replace(field, name);
            renaming = false;
            callbacks.settled();
        }

        private void prepareDragging() {
            var source = DragSource.create(this);
            source.addDragStartListener(
                    _ -> dragged = selected.contains(entry) ? List.copyOf(selected) : List.of(entry));
            source.addDragEndListener(_ -> {
                dragged = List.of();
                callbacks.settled();
            });
            if (!entry.isFile()) {
                DropTarget.create(this).addDropListener(_ -> callbacks.moved(dragged, entry));
            }
        }
    }
}
