package dev.cairn.home.ui;

import com.vaadin.cdi.annotation.CdiComponent;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.HasElement;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.avatar.Avatar;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.contextmenu.SubMenu;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Layout;
import com.vaadin.flow.router.RouterLayout;
import com.vaadin.flow.shared.Registration;
import dev.cairn.accounts.control.Accounts;
import dev.cairn.accounts.control.AddressProofs;
import dev.cairn.accounts.ui.BrowserSession;
import dev.cairn.accounts.ui.IdentityDialog;
import dev.cairn.accounts.ui.PasswordDialog;
import dev.cairn.accounts.ui.SecondFactorDialog;
import dev.cairn.content.ui.ArchiveDownloads;
import dev.cairn.packs.ui.TransferPanel;
import dev.cairn.platform.ui.Formats;
import dev.cairn.platform.ui.Notices;
import dev.cairn.push.ui.LiveUpdates;
import dev.cairn.tree.ui.OwnStorageView;
import dev.cairn.tree.ui.TreeNews;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The frame around every view for people who are signed in: where one can go, the person's menu,
/// the room that is used, and the transfers under way.
@Layout
@CdiComponent
public class MainLayout extends Div implements RouterLayout, AfterNavigationObserver {

    private final transient Accounts accounts;
    private final transient BrowserSession browser;
    private final transient PasswordDialog.Maker passwordDialog;
    private final transient SecondFactorDialog.Maker secondFactorDialog;
    private final transient IdentityDialog.Maker identityDialog;
    private final transient AddressProofs proofs;

    private final Main content = new Main();
    private final Span used = new Span();
    private final SearchField search = new SearchField();
    private final Map<String, Anchor> places;
    private @Nullable Registration news;

    @Inject
    public MainLayout(
            Accounts accounts,
            BrowserSession browser,
            PasswordDialog.Maker passwordDialog,
            SecondFactorDialog.Maker secondFactorDialog,
            IdentityDialog.Maker identityDialog,
            AddressProofs proofs,
            LiveUpdates live,
            ArchiveDownloads archives) {
        this.accounts = accounts;
        this.browser = browser;
        this.passwordDialog = passwordDialog;
        this.secondFactorDialog = secondFactorDialog;
        this.identityDialog = identityDialog;
        this.proofs = proofs;
        addClassName("frame");
        var caller = BrowserSession.caller();
        var files = place("files", VaadinIcon.FOLDER_O, "nav.files");
        var shared = place("shared", VaadinIcon.GROUP, "nav.shared");
        var recent = place("recent", VaadinIcon.CLOCK, "nav.recent");
        var links = place("links", VaadinIcon.LINK, "nav.links");
        var trash = place("trash", VaadinIcon.TRASH, "nav.trash");
        var admin = place("admin", VaadinIcon.TOOLS, "nav.admin");
        admin.setVisible(caller.administrator());
        places = Map.of(
                "files", files, "shared", shared, "recent", recent, "links", links, "trash", trash, "admin", admin);
        used.addClassName("used");
        used.setId("used");
        var nav = new Nav(files, shared, recent, links, trash, admin, used);
        nav.getElement().setAttribute("aria-label", getTranslation("nav.label"));
        content.setId("content");
        var transfers = new TransferPanel();
        transfers.setUser(caller.user());
        transfers.addTreeChangedListener(_ -> showUsed());
        add(skipLink(), header(), nav, content, transfers, live, archives);
        Shortcuts.addShortcutListener(this, () -> new ShortcutsDialog().open(), Key.of("?"), KeyModifier.SHIFT);
    }

    @Override
    public void showRouterLayoutContent(HasElement view) {
        content.getElement().appendChild(view.getElement());
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        var first = event.getLocation().getFirstSegment();
        places.forEach((path, link) -> {
            if (path.equals(first)) {
                link.getElement().setAttribute("aria-current", "page");
            } else {
                link.getElement().removeAttribute("aria-current");
            }
        });
        search.show(first, event.getLocation().getQueryParameters());
        showUsed();
    }

    @Override
    protected void onAttach(AttachEvent event) {
        news = TreeNews.listen(event.getUI(), _ -> showUsed());
    }

    @Override
    protected void onDetach(DetachEvent event) {
        Optional.ofNullable(news).ifPresent(Registration::remove);
    }

    private void showUsed() {
        var profile = accounts.profile(BrowserSession.caller());
        var formats = Formats.of(UI.getCurrent());
        var size = formats.size(profile.usedBytes());
        var quota = profile.quotaBytes();
        used.removeAll();
        if (quota == null) {
            used.add(storage(getTranslation("nav.used", size)));
            return;
        }
        var text = storage(getTranslation("nav.used-of", size, formats.size(quota)));
        text.setId("used-of");
        var bar = new ProgressBar(0, 1, Math.clamp(quota == 0 ? 1 : (double) profile.usedBytes() / quota, 0, 1));
        bar.getElement().setAttribute("aria-labelledby", "used-of");
        used.add(text, bar);
    }

    private static Anchor storage(String text) {
        var link = new Anchor(OwnStorageView.PATH, text);
        link.getElement().setAttribute("router-link", true);
        return link;
    }

    private Component header() {
        var brand = new Anchor("files", new Span("Cairn"));
        brand.addClassName("brand");
        brand.getElement().setAttribute("router-link", true);
        var header = new Header(brand, search, personMenu());
        header.addClassName("top");
        return header;
    }

    private Component personMenu() {
        var profile = accounts.profile(BrowserSession.caller());
        var menu = new MenuBar();
        menu.addThemeVariants(MenuBarVariant.TERTIARY);
        var item = menu.addItem(new Avatar(profile.name()));
        item.setAriaLabel(getTranslation("menu.label", profile.name()));
        item.setId("person-menu");
        var items = item.getSubMenu();
        var who = items.addItem(new Div(new Div(new Text(profile.name())), email(profile.email())));
        who.setEnabled(false);
        items.addSeparator();
        if (!profile.emailProven()) {
            items.addItem(getTranslation("menu.verify"), _ -> askForProof()).setId("verify-email");
        }
        items.addItem(getTranslation("menu.storage"), _ -> UI.getCurrent().navigate(OwnStorageView.class))
                .setId("storage");
        items.addItem(getTranslation("menu.devices"), _ -> UI.getCurrent().navigate("devices"));
        items.addItem(
                        getTranslation("menu.password"),
                        _ -> passwordDialog.make().open())
                .setId("change-password");
        items.addItem(
                        getTranslation("menu.second-factor"),
                        _ -> secondFactorDialog.make().open())
                .setId("second-factor");
        identityDialog
                .providerName()
                .ifPresent(provider -> items.addItem(
                                getTranslation("menu.provider", provider),
                                _ -> identityDialog.make(provider).open())
                        .setId("identity"));
        items.addItem(getTranslation("menu.shortcuts"), _ -> new ShortcutsDialog().open());
        items.addSeparator();
        addSchemes(items);
        items.addSeparator();
        items.addItem(getTranslation("menu.sign-out"), _ -> signOut()).setId("sign-out");
        return menu;
    }

    private static Component email(String address) {
        var line = new Div(address);
        line.addClassName("muted");
        return line;
    }

    /// Kept in the browser, since it is the screen that is light or dark, not the account. Not a menu of their own, for
    /// which a phone has no room.
    private void addSchemes(SubMenu items) {
        for (var scheme : List.of("system", "light", "dark")) {
            MenuItem item = items.addItem(getTranslation("menu.theme." + scheme));
            item.addClickListener(_ -> UI.getCurrent()
                    .getPage()
                    .executeJs(
                            "if ($0 === 'system') localStorage.removeItem('cairn.scheme');"
                                    + " else localStorage.setItem('cairn.scheme', $0);"
                                    + " document.documentElement.style.colorScheme = $0 === 'system' ? '' : $0;",
                            scheme));
        }
    }

    private void askForProof() {
        proofs.ask(BrowserSession.caller());
        Notices.done(getTranslation("verify.mailed"));
    }

    private void signOut() {
        UI.getCurrent().getPage().setLocation("sign-in");
        browser.end();
    }

    private Anchor place(String path, VaadinIcon icon, String text) {
        var link = new Anchor(path, icon.create(), new Span(getTranslation(text)));
        link.getElement().setAttribute("router-link", true);
        return link;
    }

    private Component skipLink() {
        var link = new Anchor("#content", getTranslation("nav.skip"));
        link.addClassName("skip");
        return link;
    }
}
