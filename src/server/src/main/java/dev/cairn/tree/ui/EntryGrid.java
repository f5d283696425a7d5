package dev.cairn.tree.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridMultiSelectionModel;
import com.vaadin.flow.component.grid.GridSortOrder;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.grid.ItemClickEvent;
import com.vaadin.flow.component.grid.dnd.GridDropMode;
import com.vaadin.flow.data.binder.Binder;
import com.vaadin.flow.data.provider.CallbackDataProvider;
import com.vaadin.flow.data.provider.QuerySortOrder;
import com.vaadin.flow.data.provider.SortDirection;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.data.renderer.Renderer;
import dev.cairn.platform.ui.Formats;
import dev.cairn.tree.control.Entry;
import dev.cairn.tree.control.Order;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The list of a folder: sorted by any column, selected as people know it from their desktop, names
/// changed in place. It reads what is in sight, however long the folder is.
final class EntryGrid extends Grid<Entry> implements EntryList {

    private static final int PHONE = 640;

    /// Names are data to the template, never markup.
    private static final String NAME_TEMPLATE = """
            <div class="entry" title="${item.name}">
              <vaadin-icon icon="${item.icon}" class="${item.kind}" aria-hidden="true"></vaadin-icon>
              <div class="entry-text">
                <a href="${item.href}" router-link draggable="false" class="entry-name">${item.name}</a>
                <span class="entry-meta">${item.meta}</span>
              </div>
            </div>
            """;

    private final transient Callbacks callbacks;
    private final transient Formats formats = Formats.of(UI.getCurrent());
    private final Column<Entry> nameColumn;
    private final List<Column<Entry>> wideColumns;
    private final NameField nameEditor =
            new NameField(this::finishRenaming, () -> getEditor().cancel());
    private final transient CallbackDataProvider<Entry, Void> provider = new CallbackDataProvider<>(
            query -> callbacks().slice(orderOf(query.getSortOrders()), query.getOffset(), query.getLimit()).stream(),
            query -> {
                query.getSortOrders();
                return callbacks().count();
            },
            Entry::id);

    private transient @Nullable Entry anchor;
    private transient @Nullable Entry focused;
    private transient List<Entry> draggedEntries = List.of();

    EntryGrid(Callbacks callbacks, Instant now) {
        this.callbacks = callbacks;
        setId("entries");
        addThemeVariants(GridVariant.NO_BORDER);
        nameColumn = addColumn(names(now))
                .setHeader(getTranslation("folder.name"))
                .setFlexGrow(1)
                .setSortProperty(Order.By.NAME.name());
        var modified = addColumn(entry -> formats.moment(entry.modified(), now))
                .setHeader(getTranslation("folder.modified"))
                .setTooltipGenerator(entry -> formats.exact(entry.modified()))
                .setWidth("10rem")
                .setFlexGrow(0)
                .setSortProperty(Order.By.MODIFIED.name());
        var size = addColumn(this::size)
                .setHeader(getTranslation("folder.size"))
                .setTextAlign(ColumnTextAlign.END)
                .setWidth("8rem")
                .setFlexGrow(0)
                .setSortProperty(Order.By.SIZE.name());
        wideColumns = List.of(modified, size);
        addSortListener(event -> {
            if (event.isFromClient()) {
                callbacks.sorted(order());
            }
        });
        fitTo(UI.getCurrent().getPage().getExtendedClientDetails().getWindowInnerWidth());
        prepareSelection();
        prepareRenaming();
        prepareDragging();
        setPartNameGenerator(entry -> callbacks.isFresh(entry) ? "fresh" : null);
        setDataProvider(provider);
    }

    /// On a phone one column says it all.
    @Override
    public void fitTo(int width) {
        wideColumns.forEach(column -> column.setVisible(width > PHONE));
    }

    @Override
    public void refresh() {
        provider.refreshAll();
    }

    @Override
    public boolean isBusy() {
        return getEditor().isOpen() || !draggedEntries.isEmpty();
    }

    @Override
    public Set<Entry> selection() {
        return getSelectedItems();
    }

    @Override
    public void sortBy(Order order) {
        var column =
                order.by() == Order.By.NAME ? nameColumn : wideColumns.get(order.by() == Order.By.MODIFIED ? 0 : 1);
        var direction = order.descending() ? SortDirection.DESCENDING : SortDirection.ASCENDING;
        sort(List.of(new GridSortOrder<>(column, direction)));
    }

    @Override
    public List<Entry> targets() {
        var selected = getSelectedItems();
        if (!selected.isEmpty()) {
            return List.copyOf(selected);
        }
        return Optional.ofNullable(focused).map(List::of).orElse(List.of());
    }

    @Override
    public void rename(Entry entry) {
        getEditor().editItem(entry);
    }

    @Override
    public Component component() {
        return this;
    }

    @Override
    public void select(Set<Entry> entries) {
        asMultiSelect().clear(); // what is selected already would keep its old state
        asMultiSelect().setValue(entries);
    }

    private Callbacks callbacks() {
        return callbacks;
    }

    private Order order() {
        return orderOf(getSortOrder().stream()
                .map(order -> new QuerySortOrder(sortProperty(order.getSorted()), order.getDirection()))
                .toList());
    }

    private static String sortProperty(Column<Entry> column) {
        return column.getSortOrder(SortDirection.ASCENDING)
                .map(QuerySortOrder::getSorted)
                .findFirst()
                .orElse(Order.By.NAME.name());
    }

    private static Order orderOf(List<QuerySortOrder> orders) {
        if (orders.isEmpty()) {
            return Order.BY_NAME;
        }
        var first = orders.getFirst();
        return new Order(Order.By.valueOf(first.getSorted()), first.getDirection() == SortDirection.DESCENDING);
    }

    private Renderer<Entry> names(Instant now) {
        return LitRenderer.<Entry>of(NAME_TEMPLATE)
                .withProperty("name", Entry::name)
                .withProperty("icon", EntryIcon::of)
                .withProperty("kind", entry -> entry.isFile() ? "file" : "folder")
                .withProperty("href", entry -> callbacks().href(entry))
                .withProperty(
                        "meta",
                        entry -> String.join(
                                " · ",
                                entry.isFile()
                                        ? List.of(formats.moment(entry.modified(), now), size(entry))
                                        : List.of(formats.moment(entry.modified(), now))));
    }

    private String size(Entry entry) {
        return entry.isFile() ? formats.size(entry.size()) : "";
    }

    // ---- selection: a click takes one, Ctrl adds one, Shift all up to there

    private void prepareSelection() {
        setSelectionMode(SelectionMode.MULTI);
        if (getSelectionModel() instanceof GridMultiSelectionModel<Entry> model) {
            model.setSelectAllCheckboxVisibility(GridMultiSelectionModel.SelectAllCheckboxVisibility.VISIBLE);
            model.addClientItemToggleListener(event -> {
                if (event.isShiftKey() && anchor != null) {
                    callbacks
                            .between(anchor, event.getItem(), order())
                            .forEach(event.isSelected() ? this::select : this::deselect);
                }
                anchor = event.getItem();
            });
        }
        addSelectionListener(event -> callbacks.selected(event.getAllSelectedItems()));
        addItemClickListener(this::clicked);
        addItemDoubleClickListener(event -> callbacks.opened(event.getItem()));
        addCellFocusListener(event -> focused = event.getItem().orElse(null));
    }

    private void clicked(ItemClickEvent<Entry> event) {
        var entry = event.getItem();
        if (event.isShiftKey() && anchor != null) {
            asMultiSelect().setValue(new LinkedHashSet<>(callbacks.between(anchor, entry, order())));
            return;
        }
        if (event.isCtrlKey() || event.isMetaKey()) {
            if (getSelectedItems().contains(entry)) {
                deselect(entry);
            } else {
                select(entry);
            }
        } else {
            asMultiSelect().setValue(Set.of(entry));
        }
        anchor = entry;
    }

    // ---- renaming in place

    private void prepareRenaming() {
        var editor = getEditor();
        editor.setBinder(new Binder<>());
        editor.setBuffered(true);
        nameColumn.setEditorComponent(nameEditor);
        editor.addOpenListener(event -> nameEditor.edit(event.getItem()));
        editor.addCloseListener(_ -> callbacks.settled());
    }

    private void finishRenaming() {
        var editor = getEditor();
        if (editor.isOpen()) {
            var entry = Objects.requireNonNull(editor.getItem());
            editor.cancel();
            if (nameEditor.changes(entry)) {
                callbacks.renamed(entry, nameEditor.getValue());
            }
        }
    }

    // ---- moving by drag

    private void prepareDragging() {
        setRowsDraggable(true);
        setDropMode(GridDropMode.ON_TOP);
        setDropFilter(entry -> !entry.isFile());
        addDropListener(event -> event.getDropTargetItem().ifPresent(folder -> callbacks.moved(dragged(), folder)));
        addDragStartListener(event -> draggedEntries = new ArrayList<>(event.getDraggedItems()));
        addDragEndListener(_ -> {
            draggedEntries = List.of();
            callbacks.settled();
        });
    }

    @Override
    public List<Entry> dragged() {
        return List.copyOf(draggedEntries);
    }
}
