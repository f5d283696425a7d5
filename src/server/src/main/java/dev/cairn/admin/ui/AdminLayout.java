package dev.cairn.admin.ui;

import com.vaadin.cdi.annotation.CdiComponent;
import com.vaadin.flow.component.HasElement;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.ParentLayout;
import com.vaadin.flow.router.RouterLayout;
import dev.cairn.home.ui.MainLayout;
import java.util.ArrayList;
import java.util.List;

/// The console's own way around, above each of its views.
@ParentLayout(MainLayout.class)
@CdiComponent
public class AdminLayout extends Div implements RouterLayout, AfterNavigationObserver {

    /// The part of the path that all views share.
    static final String PATH = "admin";

    private static final List<String> PLACES =
            List.of("", "users", "devices", "links", "uploads", "storage", "jobs", "mail", "audit", "settings");

    /// Once the page has its layout: on the first view nothing has a width yet.
    private static final String INTO_VIEW =
            "requestAnimationFrame(() => this.scrollIntoView({inline: 'center', block: 'nearest'}))";

    private final List<Anchor> links = new ArrayList<>();
    private final Div content = new Div();

    public AdminLayout() {
        addClassName("admin");
        var nav = new Nav();
        nav.addClassName("admin-nav");
        nav.getElement().setAttribute("aria-label", getTranslation("admin.nav.label"));
        for (var place : PLACES) {
            var path = place.isEmpty() ? PATH : PATH + "/" + place;
            var link = new Anchor(path, getTranslation("admin.nav." + (place.isEmpty() ? "overview" : place)));
            link.getElement().setAttribute("router-link", true);
            links.add(link);
            nav.add(link);
        }
        content.addClassName("admin-content");
        add(nav, content);
    }

    @Override
    public void showRouterLayoutContent(HasElement view) {
        content.getElement().appendChild(view.getElement());
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        var segments = event.getLocation().getSegments();
        var here = PLACES.indexOf(segments.size() < 2 ? "" : segments.get(1));
        for (int i = 0; i < links.size(); i++) {
            if (i == here) {
                links.get(i).getElement().setAttribute("aria-current", "page");
                links.get(i).getElement().executeJs(INTO_VIEW);
            } else {
                links.get(i).getElement().removeAttribute("aria-current");
            }
        }
    }
}
