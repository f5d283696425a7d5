package dev.cairn.tree.ui;

import com.vaadin.cdi.annotation.CdiComponent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.cairn.accounts.control.Caller;
import dev.cairn.accounts.ui.BrowserSession;
import dev.cairn.platform.ui.Formats;
import dev.cairn.platform.ui.Notices;
import dev.cairn.tree.control.Entries;
import dev.cairn.tree.control.TrashBin;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `/trash`: what was deleted, the latest first, and the way back.
@CdiComponent
@Route("trash")
public class TrashView extends Div implements BeforeEnterObserver, HasDynamicTitle {

    private static final int PAGE = 100;

    private final transient TrashBin trash;
    private final transient InstantSource clock;
    private final transient Caller caller = BrowserSession.caller();
    private final UnorderedList list = new UnorderedList();
    private final Div empty = new Div();
    private final Button more = new Button(getTranslation("trash.more"));
    private @Nullable String nextCursor;

    @Inject
    public TrashView(TrashBin trash, InstantSource clock) {
        this.trash = trash;
        this.clock = clock;
        addClassName("page");
        list.addClassName("rows");
        list.setId("trash");
        empty.addClassName("empty");
        empty.add(
                VaadinIcon.TRASH.create(),
                new H2(getTranslation("trash.empty.title")),
                new Paragraph(getTranslation("trash.empty.text")));
        more.addClickListener(_ -> showPage());
        add(new H1(getPageTitle()), new Paragraph(getTranslation("trash.text")), list, more, empty);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        reload();
    }

    @Override
    public String getPageTitle() {
        return getTranslation("nav.trash");
    }

    private void reload() {
        list.removeAll();
        nextCursor = null;
        showPage();
    }

    private void showPage() {
        var page = trash.list(caller, nextCursor, PAGE);
        page.entries().forEach(entry -> list.add(row(entry)));
        nextCursor = page.nextCursor();
        more.setVisible(nextCursor != null);
        empty.setVisible(list.getChildren().findAny().isEmpty());
    }

    private ListItem row(Entries.Trashed trashed) {
        var entry = trashed.entry();
        var formats = Formats.of(UI.getCurrent());
        var when = getTranslation("trash.deleted", formats.moment(trashed.at(), clock.instant()));
        var detail = new Div(entry.isFile() ? when + " · " + formats.size(entry.size()) : when);
        detail.addClassName("muted");
        var restore = new Button(getTranslation("trash.restore"), _ -> {
            trash.restore(caller, entry.id(), Optional.empty());
            Notices.done(getTranslation("trash.restored", entry.name()));
            reload();
        });
        restore.addThemeVariants(ButtonVariant.TERTIARY);
        restore.setAriaLabel(getTranslation("trash.restore.label", entry.name()));
        return new ListItem(EntryIcon.iconOf(entry), new Div(new Span(entry.name()), detail), restore);
    }
}
