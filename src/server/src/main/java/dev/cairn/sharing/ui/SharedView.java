package dev.cairn.sharing.ui;

import com.vaadin.cdi.annotation.CdiComponent;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
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
import dev.cairn.accounts.control.Accounts;
import dev.cairn.accounts.control.Caller;
import dev.cairn.accounts.ui.BrowserSession;
import dev.cairn.platform.ui.Notices;
import dev.cairn.sharing.control.ShareInfo;
import dev.cairn.sharing.control.Shares;
import dev.cairn.tree.ui.TreeNews;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `/shared`: what others share with a person, and what waits for their answer.
@CdiComponent
@Route("shared")
public class SharedView extends Div implements BeforeEnterObserver, HasDynamicTitle {

    private final transient Shares shares;
    private final transient Accounts accounts;
    private final transient Caller caller = BrowserSession.caller();

    private final Paragraph unproven = new Paragraph(getTranslation("shared.unproven"));
    private final H2 offersTitle = new H2(getTranslation("shared.offers"));
    private final UnorderedList offers = new UnorderedList();
    private final H2 presentTitle = new H2(getTranslation("shared.present"));
    private final UnorderedList present = new UnorderedList();
    private final Div empty = new Div();
    private @Nullable Registration news;
    private transient List<ShareInfo> shown = List.of();

    @Inject
    public SharedView(Shares shares, Accounts accounts) {
        this.shares = shares;
        this.accounts = accounts;
        addClassName("page");
        offers.addClassName("rows");
        offers.setId("offers");
        present.addClassName("rows");
        present.setId("shared-folders");
        unproven.setId("unproven");
        empty.addClassName("empty");
        empty.add(
                VaadinIcon.GROUP.create(),
                new H2(getTranslation("shared.empty.title")),
                new Paragraph(getTranslation("shared.empty.text")));
        add(
                new H1(getPageTitle()),
                new Paragraph(getTranslation("shared.text")),
                unproven,
                offersTitle,
                offers,
                presentTitle,
                present,
                empty);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        fill(offersTitle, offers, List.of());
        fill(presentTitle, present, List.of());
        shown = List.of();
        show();
    }

    @Override
    protected void onAttach(AttachEvent event) {
        news = TreeNews.listen(event.getUI(), _ -> show());
    }

    @Override
    protected void onDetach(DetachEvent event) {
        Optional.ofNullable(news).ifPresent(Registration::remove);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("shared.title");
    }

    private void show() {
        var all = shares.withMe(caller);
        unproven.setVisible(!accounts.profile(caller).emailProven());
        empty.setVisible(all.isEmpty());
        if (all.equals(shown)) {
            return; // buttons that somebody is about to press stay
        }
        shown = all;
        var waiting = all.stream().filter(share -> !share.accepted()).toList();
        var accepted = all.stream().filter(ShareInfo::accepted).toList();
        fill(offersTitle, offers, waiting.stream().map(this::offer).toList());
        fill(presentTitle, present, accepted.stream().map(this::accepted).toList());
    }

    private static void fill(H2 title, UnorderedList list, List<ListItem> rows) {
        list.removeAll();
        rows.forEach(list::add);
        title.setVisible(!rows.isEmpty());
        list.setVisible(!rows.isEmpty());
    }

    private ListItem offer(ShareInfo share) {
        var accept = new Button(getTranslation("shared.accept"), _ -> {
            shares.accept(caller, share.shareId());
            Notices.done(getTranslation("shared.accepted", share.name()));
            show();
        });
        accept.addThemeVariants(ButtonVariant.PRIMARY);
        accept.setAriaLabel(getTranslation("shared.accept.label", share.name()));
        accept.addClassName("accept");
        var decline = end(share, "shared.decline", "shared.declined");
        decline.addClassName("decline");
        return row(share, new Div(new Span(share.name()), detail(share)), accept, decline);
    }

    private ListItem accepted(ShareInfo share) {
        var name = new Anchor(href(share), share.name());
        name.getElement().setAttribute("router-link", true);
        var leave = end(share, "share.leave", "shared.left");
        leave.setAriaLabel(getTranslation("shared.leave.label", share.name()));
        return row(share, new Div(name, detail(share)), leave);
    }

    /// A file is shown in the folder that it is in.
    private static String href(ShareInfo share) {
        var folder = share.folderId() == null ? "files" : "files/" + share.folderId();
        return share.fileId() == null ? folder : folder + "?details=" + share.fileId();
    }

    private static ListItem row(ShareInfo share, Div text, Button... buttons) {
        var icon = (share.fileId() == null ? VaadinIcon.GROUP : VaadinIcon.FILE_O).create();
        icon.addClassName(share.fileId() == null ? "folder" : "file");
        var row = new ListItem(icon, text);
        row.add(buttons);
        row.setId("share-" + share.shareId());
        return row;
    }

    private Div detail(ShareInfo share) {
        var detail = new Div(getTranslation("shared.by", share.sharedBy(), getTranslation("role." + share.role())));
        detail.addClassName("muted");
        return detail;
    }

    private Button end(ShareInfo share, String text, String done) {
        var button = new Button(getTranslation(text), _ -> {
            shares.end(caller, share.shareId());
            Notices.done(getTranslation(done, share.name()));
            show();
        });
        button.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.ERROR);
        if (!share.accepted()) {
            button.setAriaLabel(getTranslation("shared.decline.label", share.name()));
        }
        return button;
    }
}
