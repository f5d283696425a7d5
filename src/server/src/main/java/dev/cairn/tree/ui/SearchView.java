package dev.cairn.tree.ui;

import com.vaadin.cdi.annotation.CdiComponent;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.cairn.accounts.control.Caller;
import dev.cairn.accounts.ui.BrowserSession;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.tree.control.NameSearch;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `/search?q=…`: files and folders by a part of their name.
@CdiComponent
@Route("search")
public class SearchView extends Div implements BeforeEnterObserver, HasDynamicTitle {

    private static final String TEXT = "q";

    private final transient NameSearch search;
    private final transient Caller caller = BrowserSession.caller();
    private final HitList hits;
    private String text = "";

    @Inject
    public SearchView(NameSearch search, InstantSource clock) {
        this.search = search;
        addClassName("folder-view");
        hits = new HitList(VaadinIcon.SEARCH, clock.instant());
        add(hits);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        text = event.getLocation()
                .getQueryParameters()
                .getSingleParameter(TEXT)
                .map(String::strip)
                .orElse("");
        if (text.isEmpty()) {
            hits.whenEmpty(getTranslation("search.blank.title"), getTranslation("search.blank.text"));
            hits.show(getTranslation("search.title"), (_, _) -> new HitList.Page(List.of(), null));
            return;
        }
        hits.whenEmpty(getTranslation("search.empty.title", text), getTranslation("search.empty.text"));
        hits.show(getTranslation("search.title.of", text), this::page);
    }

    /// Nothing has a name that cannot be a part of one.
    private HitList.Page page(@Nullable String cursor, int length) {
        try {
            var page = search.find(caller, text, Optional.empty(), cursor, length);
            return new HitList.Page(page.hits(), page.nextCursor());
        } catch (ProblemException noName) {
            return new HitList.Page(List.of(), null);
        }
    }

    @Override
    public String getPageTitle() {
        return getTranslation("search.title") + " – Cairn";
    }
}
