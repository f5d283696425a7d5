package dev.cairn.tree.ui;

import com.vaadin.cdi.annotation.CdiComponent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.cairn.accounts.control.Accounts;
import dev.cairn.accounts.ui.BrowserSession;
import dev.cairn.platform.ui.Formats;
import dev.cairn.tree.control.Holdings;
import jakarta.inject.Inject;

/// `/storage`: what a person's files take, how long deleted and replaced ones are kept, and what that costs.
@CdiComponent
@Route(OwnStorageView.PATH)
public class OwnStorageView extends Div implements BeforeEnterObserver, HasDynamicTitle {

    public static final String PATH = "storage";

    private final transient Holdings holdings;
    private final transient Accounts accounts;
    private final Paragraph used = new Paragraph();
    private final HoldingsFigures figures = new HoldingsFigures();

    @Inject
    public OwnStorageView(Holdings holdings, Accounts accounts) {
        this.holdings = holdings;
        this.accounts = accounts;
        addClassName("page");
        used.setId("used-in-words");
        var trash = new Anchor("trash", getTranslation("storage.open-trash"));
        trash.getElement().setAttribute("router-link", true);
        add(new H1(getPageTitle()), used, figures, new Paragraph(getTranslation("storage.text")), trash);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var caller = BrowserSession.caller();
        var profile = accounts.profile(caller);
        var formats = Formats.of(UI.getCurrent());
        var size = formats.size(profile.usedBytes());
        used.setText(
                profile.quotaBytes() == null
                        ? getTranslation("storage.used", size)
                        : getTranslation("storage.used-of", size, formats.size(profile.quotaBytes())));
        figures.show(holdings.of(caller.user()));
    }

    @Override
    public String getPageTitle() {
        return getTranslation("storage.title");
    }
}
