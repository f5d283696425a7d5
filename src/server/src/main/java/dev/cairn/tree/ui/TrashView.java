package dev.cairn.tree.ui;

import com.vaadin.cdi.annotation.CdiComponent;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
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
import com.vaadin.flow.shared.Registration;
import dev.cairn.accounts.control.Caller;
import dev.cairn.accounts.ui.BrowserSession;
import dev.cairn.platform.ui.Formats;
import dev.cairn.platform.ui.Notices;
import dev.cairn.tree.control.Entries;
import dev.cairn.tree.control.TrashBin;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private final Button more = new Button(getTranslation("list.more"));
    private final Button emptyIt = new Button(getTranslation("trash.empty-it"));
    private final Map<Entries.Trashed, ListItem> rows = new LinkedHashMap<>();
    private @Nullable String nextCursor;
    private @Nullable Registration news;

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
        emptyIt.setId("empty-trash");
        emptyIt.addClickListener(_ -> confirm().open());
        var days = trash.kept(caller).toDays();
        add(new H1(getPageTitle()), new Paragraph(getTranslation("trash.text", days)), emptyIt, list, more, empty);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        reload();
    }

    @Override
    public String getPageTitle() {
        return getTranslation("nav.trash");
    }

    @Override
    protected void onAttach(AttachEvent event) {
        news = TreeNews.listen(event.getUI(), this::hear);
        new TreeShown(event.getUI(), caller.own()).tell();
    }

    @Override
    protected void onDetach(DetachEvent event) {
        Optional.ofNullable(news).ifPresent(Registration::remove);
    }

    private void hear(TreeNews changed) {
        if (changed.namespace().equals(caller.own())) {
            var before = Set.copyOf(rows.keySet());
            reload();
            rows.forEach((trashed, row) -> row.setClassName("fresh", !before.contains(trashed)));
        }
    }

    /// Reads as much anew as is shown; rows that stay are not touched.
    private void reload() {
        var page = trash.list(caller, null, Math.clamp(rows.size(), PAGE, TrashBin.MOST));
        var stays = Set.copyOf(page.entries());
        rows.forEach((trashed, row) -> {
            if (!stays.contains(trashed)) {
                list.remove(row);
            }
        });
        var former = Map.copyOf(rows);
        rows.clear();
        for (var trashed : page.entries()) {
            var row = Optional.ofNullable(former.get(trashed)).orElseGet(() -> row(trashed));
            if (row.getParent().isEmpty()) {
                list.addComponentAtIndex(rows.size(), row);
            }
            rows.put(trashed, row);
        }
        shown(page);
    }

    private void showPage() {
        var page = trash.list(caller, nextCursor, PAGE);
        for (var trashed : page.entries()) {
            var row = row(trashed);
            rows.put(trashed, row);
            list.add(row);
        }
        shown(page);
    }

    private Dialog confirm() {
        var dialog = new Dialog(getTranslation("trash.empty-it.title"));
        dialog.add(new Paragraph(getTranslation("trash.empty-it.text")));
        var delete = new Button(getTranslation("trash.empty-it.delete"), _ -> {
            dialog.close();
            trash.empty(caller);
            Notices.done(getTranslation("trash.emptied"));
            reload();
        });
        delete.setId("empty-trash-now");
        delete.addThemeVariants(ButtonVariant.PRIMARY, ButtonVariant.ERROR);
        dialog.getFooter().add(new Button(getTranslation("cancel"), _ -> dialog.close()), delete);
        return dialog;
    }

    private void shown(TrashBin.Page page) {
        nextCursor = page.nextCursor();
        more.setVisible(nextCursor != null);
        empty.setVisible(rows.isEmpty());
        emptyIt.setVisible(!rows.isEmpty());
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
