package dev.cairn.sharing.ui;

import com.vaadin.cdi.annotation.CdiComponent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinSession;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import dev.cairn.content.control.PictureSize;
import dev.cairn.content.control.PreviewForm;
import dev.cairn.content.ui.FilePreview;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.NodeId;
import dev.cairn.packs.ui.TransferPanel;
import dev.cairn.platform.ui.Formats;
import dev.cairn.platform.ui.Notices;
import dev.cairn.sharing.control.Allow;
import dev.cairn.sharing.control.LinkArchives;
import dev.cairn.sharing.control.LinkTokens;
import dev.cairn.sharing.control.LinkVisits;
import dev.cairn.sharing.control.Visit;
import dev.cairn.tree.control.Entry;
import dev.cairn.tree.control.FolderBrowser;
import dev.cairn.tree.control.Order;
import dev.cairn.tree.ui.EntryPicture;
import dev.cairn.tree.ui.PreviewDialog;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `/s/{token}` and `/s/{token}/{folderId}`: what a link leads to, for people without an account.
@CdiComponent
@Route(value = LinkTokens.PAGE + "/:token/:folder?", autoLayout = false)
@AnonymousAllowed
public class VisitorView extends Main implements BeforeEnterObserver, HasDynamicTitle {

    private static final int PAGE = 200;

    private final transient LinkVisits visits;
    private final transient LinkArchives archives;
    private final transient InstantSource clock;
    private final Div card = new Div();
    private String token = "";
    private String title = getTranslation("visitor.title");

    @Inject
    public VisitorView(LinkVisits visits, LinkArchives archives, InstantSource clock) {
        this.visits = visits;
        this.archives = archives;
        this.clock = clock;
        addClassName("visitor");
        var brand = new Div("Cairn");
        brand.addClassName("brand");
        card.addClassName("visitor-card");
        add(new Header(brand), card);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        token = event.getRouteParameters().get("token").orElse("");
        card.removeAll();
        card.removeClassNames("one", "request");
        try {
            var visit = remembered().orElseGet(() -> open(Optional.empty()));
            show(visit, event.getRouteParameters().get("folder").map(NodeId::valueOf));
        } catch (ProblemException e) {
            if (e.type() == ProblemType.LINK_PASSWORD) {
                askForPassword();
            } else {
                showDead(e);
            }
        } catch (IllegalArgumentException e) {
            showDead(new ProblemException(ProblemType.NOT_FOUND, getTranslation("visitor.dead.text")));
        }
    }

    @Override
    public String getPageTitle() {
        return title + " – Cairn";
    }

    // ---- the visit

    private Visit open(Optional<String> password) {
        var opened = visits.open(token, password, VaadinRequest.getCurrent().getRemoteAddr());
        VaadinSession.getCurrent().setAttribute(attribute(), opened.token());
        return opened.visit();
    }

    /// A reload, or a step into a folder, is the same visit.
    private Optional<Visit> remembered() {
        var held = held();
        if (held == null) {
            return Optional.empty();
        }
        try {
            var visit = visits.resume(held);
            visits.show(visit);
            return Optional.of(visit);
        } catch (ProblemException over) {
            VaadinSession.getCurrent().setAttribute(attribute(), null);
            return Optional.empty();
        }
    }

    private @Nullable String held() {
        return (String) VaadinSession.getCurrent().getAttribute(attribute());
    }

    private String attribute() {
        return "cairn.visit." + token;
    }

    // ---- what is shown

    private void show(Visit visit, Optional<NodeId> folder) {
        var shared = visits.show(visit);
        title = shared.entry().name();
        if (shared.entry().isFile()) {
            showFile(visit, shared);
        } else if (shared.allow() == Allow.UPLOAD_ONLY) {
            showRequest(visit, shared);
        } else {
            showFolder(visit, shared, folder.orElse(shared.entry().id()));
        }
        var key = shared.allow() == Allow.UPLOAD_ONLY ? "visitor.asked-by" : "visitor.by";
        var by = new Paragraph(
                shared.expiresAt() == null
                        ? getTranslation(key, shared.maker())
                        : getTranslation(
                                key + "-until",
                                shared.maker(),
                                Formats.of(UI.getCurrent()).moment(shared.expiresAt(), clock.instant())));
        by.addClassName("muted");
        card.add(by);
    }

    private void showFile(Visit visit, LinkVisits.Shared shared) {
        var entry = shared.entry();
        var preview = preview(visit, shared, entry).orElseGet(() -> new EntryPicture(entry, Optional.empty()));
        preview.addClassName("visitor-picture");
        var size = new Paragraph(detail(entry));
        size.addClassName("muted");
        card.addClassName("one");
        card.add(preview, new H1(entry.name()), size);
        if (shared.allow() == Allow.DOWNLOAD) {
            var download = new Button(
                    getTranslation("command.download"), VaadinIcon.DOWNLOAD_ALT.create(), _ -> download(visit, entry));
            download.addThemeVariants(ButtonVariant.PRIMARY);
            download.setId("download");
            card.add(download);
        }
    }

    private void showRequest(Visit visit, LinkVisits.Shared shared) {
        var folder = shared.entry();
        var transfers = new TransferPanel();
        transfers.setVisit(
                "link " + visit.link(), Objects.requireNonNull(held()), folder.namespace(), folder.id(), folder.name());
        var icon = VaadinIcon.CLOUD_UPLOAD.create();
        icon.addClassName("visitor-icon");
        var text = new Paragraph(getTranslation("visitor.request.text", shared.maker()));
        text.addClassName("muted");
        var files = new Button(getTranslation("visitor.request.files"), _ -> transfers.pickFiles());
        files.addThemeVariants(ButtonVariant.PRIMARY);
        files.setId("choose-files");
        var whole = new Button(getTranslation("visitor.request.folder"), _ -> transfers.pickFolder());
        whole.setId("choose-folder");
        var choices = new Div(files, whole);
        choices.addClassName("visitor-choices");
        card.addClassNames("one", "request");
        card.add(icon, new H1(folder.name()), text, choices, transfers);
    }

    private void showFolder(Visit visit, LinkVisits.Shared shared, NodeId folder) {
        var path = visits.path(visit, folder);
        title = path.getLast().name();
        var list = new UnorderedList();
        list.addClassName("rows");
        list.setId("shared");
        card.add(breadcrumbs(path), list);
        addPage(visit, shared, folder, list, null);
        if (list.getChildren().findAny().isEmpty()) {
            card.add(new Paragraph(getTranslation("visitor.empty")));
        } else if (shared.allow() == Allow.DOWNLOAD) {
            card.addComponentAtIndex(1, downloadAll(visit, folder));
        }
    }

    private Button downloadAll(Visit visit, NodeId folder) {
        var download = new Button(
                getTranslation("visitor.download-all"),
                VaadinIcon.DOWNLOAD_ALT.create(),
                _ -> guarded(() -> go(archives.link(visit, List.of(folder)).url())));
        download.setId("download-all");
        return download;
    }

    private void addPage(
            Visit visit, LinkVisits.Shared shared, NodeId folder, UnorderedList list, @Nullable String cursor) {
        FolderBrowser.Page page = visits.list(visit, folder, Order.BY_NAME, cursor, PAGE);
        page.entries().forEach(entry -> list.add(row(visit, shared, entry)));
        if (page.nextCursor() != null) {
            var more = new ListItem();
            more.add(new Button(getTranslation("trash.more"), _ -> {
                list.remove(more);
                guarded(() -> addPage(visit, shared, folder, list, page.nextCursor()));
            }));
            list.add(more);
        }
    }

    private Component row(Visit visit, LinkVisits.Shared shared, Entry entry) {
        var detail = new Div(detail(entry));
        detail.addClassName("muted");
        var row = new ListItem(
                new EntryPicture(entry, picture(visit, entry)), new Div(name(visit, shared, entry), detail));
        if (entry.isFile() && shared.allow() == Allow.DOWNLOAD) {
            var download = new Button(VaadinIcon.DOWNLOAD_ALT.create(), _ -> download(visit, entry));
            download.addThemeVariants(ButtonVariant.TERTIARY);
            download.setAriaLabel(getTranslation("visitor.download", entry.name()));
            row.add(download);
        }
        return row;
    }

    private Optional<String> picture(Visit visit, Entry entry) {
        return visits.preview(visit, entry, PictureSize.SMALL).map(FilePreview::onPage);
    }

    private Optional<Component> preview(Visit visit, LinkVisits.Shared shared, Entry entry) {
        return FilePreview.isThere(entry.name(), entry.size(), shared.isPlayable())
                ? FilePreview.of(entry, entry.size(), PictureSize.LARGE, addresses(visit, entry))
                : Optional.empty();
    }

    private FilePreview.Addresses addresses(Visit visit, Entry entry) {
        return new FilePreview.Addresses() {
            @Override
            public URI preview(PreviewForm form) {
                return visits.previewUrl(visit, entry.id(), form).url();
            }

            @Override
            public URI play() {
                return visits.playUrl(visit, entry.id());
            }
        };
    }

    private Component name(Visit visit, LinkVisits.Shared shared, Entry entry) {
        if (entry.isFile()) {
            return FilePreview.isThere(entry.name(), entry.size(), shared.isPlayable())
                    ? look(visit, shared, entry)
                    : new Span(entry.name());
        }
        var open = new Anchor(LinkTokens.PAGE + "/" + token + "/" + entry.id(), entry.name());
        open.getElement().setAttribute("router-link", true);
        open.addClassName("entry-name");
        return open;
    }

    private Component look(Visit visit, LinkVisits.Shared shared, Entry entry) {
        var look = new NativeButton(entry.name());
        look.addClassNames("entry-name", "look");
        look.addClickListener(_ -> guarded(() ->
                preview(visit, shared, entry).ifPresent(preview -> new PreviewDialog(entry.name(), preview).open())));
        return look;
    }

    private Component breadcrumbs(List<Entry> path) {
        var steps = new UnorderedList();
        for (var step : path) {
            var link = new Anchor(LinkTokens.PAGE + "/" + token + "/" + step.id(), step.name());
            link.getElement().setAttribute("router-link", true);
            steps.add(new ListItem(step.equals(path.getLast()) ? new H1(step.name()) : link));
        }
        var nav = new Nav(steps);
        nav.addClassName("visitor-path");
        nav.getElement().setAttribute("aria-label", getTranslation("folder.path"));
        return nav;
    }

    private String detail(Entry entry) {
        var formats = Formats.of(UI.getCurrent());
        var modified = formats.moment(entry.modified(), clock.instant());
        return entry.isFile() ? formats.size(entry.size()) + " · " + modified : modified;
    }

    private void download(Visit visit, Entry entry) {
        guarded(() -> go(visits.url(visit, entry.id()).url()));
    }

    private static void go(URI url) {
        UI.getCurrent().getPage().executeJs("window.location.assign($0)", url.toString());
    }

    /// The link may have ended since the page was drawn.
    private void guarded(Runnable action) {
        try {
            action.run();
        } catch (ProblemException e) {
            if (e.type() == ProblemType.NOT_FOUND) {
                card.removeAll();
                showDead(e);
            } else {
                Notices.failed(e.getMessage());
            }
        }
    }

    // ---- what is shown instead

    private void askForPassword() {
        card.addClassName("one");
        var icon = VaadinIcon.LOCK.create();
        icon.addClassName("visitor-icon");
        var password = new PasswordField(getTranslation("sign-in.password"));
        password.setId("link-password");
        password.setAutofocus(true);
        var problem = new Div();
        problem.addClassName("problem");
        problem.getElement().setAttribute("role", "alert");
        var go = new Button(getTranslation("visitor.open"), _ -> {
            try {
                open(Optional.of(password.getValue()));
                UI.getCurrent().getPage().reload();
            } catch (ProblemException e) {
                problem.setText(e.getMessage());
            }
        });
        go.addThemeVariants(ButtonVariant.PRIMARY);
        go.addClickShortcut(Key.ENTER);
        go.setId("submit");
        card.add(icon, new H1(getTranslation("visitor.locked")), password, problem, go);
    }

    private void showDead(ProblemException reason) {
        card.addClassName("one");
        title = getTranslation("visitor.dead");
        var icon = VaadinIcon.UNLINK.create();
        icon.addClassName("visitor-icon");
        var text = reason.type() == ProblemType.TOO_MANY_REQUESTS
                ? reason.getMessage()
                : getTranslation("visitor.dead.text");
        var heading = new H1(title);
        heading.setId("dead");
        card.add(icon, heading, new Paragraph(text));
    }
}
