package dev.cairn.tree.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.shared.Registration;
import dev.cairn.tree.control.FolderBrowser.Location;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// A title, a list of files and folders that is read page by page, and what is shown instead while
/// it is empty.
final class HitList extends Div {

    private static final int PAGE = 100;
    private static final int LONGEST = 1000;

    private final HitGrid grid;
    private final H1 title = new H1();
    private final H2 emptyTitle = new H2();
    private final Paragraph emptyText = new Paragraph();
    private final Div empty;
    private final Button more = new Button(getTranslation("list.more"), _ -> showNext());
    private final transient List<Location> shown = new ArrayList<>();
    private transient BiFunction<@Nullable String, Integer, Page> pages = (_, _) -> new Page(List.of(), null);
    private @Nullable String nextCursor;
    private @Nullable Registration resizing;

    HitList(VaadinIcon icon, Instant now) {
        grid = new HitGrid(now);
        addClassName("view-list");
        title.addClassName("view-title");
        empty = new Div(icon.create(), emptyTitle, emptyText);
        empty.addClassName("empty");
        empty.setId("empty");
        more.addClassName("view-more");
        more.setId("more");
        add(head(), grid, more, empty);
    }

    private Component head() {
        var head = new Div(title);
        head.addClassName("view-head");
        return head;
    }

    /// Shows a list from its beginning.
    ///
    /// @param source gives a page, by the cursor of the last one (null for the first) and a length
    void show(String heading, BiFunction<@Nullable String, Integer, Page> source) {
        title.setText(heading);
        pages = source;
        shown.clear();
        take(source.apply(null, PAGE));
    }

    /// What is said while there is nothing to show.
    void whenEmpty(String heading, String text) {
        emptyTitle.setText(heading);
        emptyText.setText(text);
    }

    /// Reads as much anew as is shown.
    void refresh() {
        int length = Math.clamp(shown.size(), PAGE, LONGEST);
        shown.clear();
        take(pages.apply(null, length));
    }

    private void showNext() {
        take(pages.apply(nextCursor, PAGE));
    }

    private void take(Page page) {
        shown.addAll(page.hits);
        nextCursor = page.nextCursor;
        grid.setItems(List.copyOf(shown));
        boolean none = shown.isEmpty();
        grid.setVisible(!none);
        empty.setVisible(none && nextCursor == null);
        more.setVisible(nextCursor != null);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        resizing = event.getUI().getPage().addBrowserWindowResizeListener(resize -> grid.fitTo(resize.getWidth()));
    }

    @Override
    protected void onDetach(DetachEvent event) {
        Optional.ofNullable(resizing).ifPresent(Registration::remove);
    }

    /// @param nextCursor null at the end
    record Page(List<Location> hits, @Nullable String nextCursor) {}
}
