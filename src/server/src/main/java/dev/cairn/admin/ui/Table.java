package dev.cairn.admin.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import dev.cairn.admin.control.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A list with headings, page by page; on a narrow screen each row becomes a card.
final class Table<T> extends Div {

    private final List<Column<T>> columns = new ArrayList<>();
    private final NativeTable table = new NativeTable();
    private final NativeTableRow headings = new NativeTableRow();
    private final NativeTableBody body = table.addBody();
    private final Paragraph empty = new Paragraph();
    private final Button more = new Button(getTranslation("list.more"), _ -> showNext());
    private transient Function<@Nullable String, Page<T>> pages = _ -> new Page<>(List.of(), null);
    private @Nullable String nextCursor;

    /// @param label what the list is, for those who do not see it
    Table(String label) {
        addClassName("table");
        table.getElement().setAttribute("aria-label", label);
        table.getHead().add(headings);
        empty.setText(getTranslation("admin.empty"));
        empty.addClassName("muted");
        more.setId("more");
        add(table, empty, more);
    }

    Table<T> column(String heading, Function<T, Component> cell) {
        columns.add(new Column<>(heading, cell));
        var head = new NativeTableHeaderCell(heading);
        head.getElement().setAttribute("scope", "col");
        headings.add(head);
        return this;
    }

    /// Shows a list from its beginning.
    ///
    /// @param source gives a page, by the cursor of the last one (null for the first)
    void show(Function<@Nullable String, Page<T>> source) {
        pages = source;
        body.removeAllRows();
        take(source.apply(null));
    }

    private void showNext() {
        take(pages.apply(nextCursor));
    }

    private void take(Page<T> page) {
        page.items().forEach(item -> body.add(row(item)));
        nextCursor = page.nextCursor();
        more.setVisible(nextCursor != null);
        empty.setVisible(body.getRowCount() == 0);
        table.setVisible(body.getRowCount() > 0);
    }

    private NativeTableRow row(T item) {
        var row = new NativeTableRow();
        for (var column : columns) {
            var cell = new NativeTableCell(column.cell.apply(item));
            cell.getElement().setAttribute("data-heading", column.heading);
            row.add(cell);
        }
        return row;
    }

    private record Column<T>(String heading, Function<T, Component> cell) {}
}
