package dev.cairn.admin.ui;

import com.vaadin.cdi.annotation.CdiComponent;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import dev.cairn.admin.control.Space;
import jakarta.inject.Inject;

/// `/admin/storage`: what the store is full of, how well it is packed, and what is to leave it.
@CdiComponent
@Route(value = AdminLayout.PATH + "/storage", layout = AdminLayout.class)
public class StorageView extends AdminPage implements BeforeEnterObserver {

    private final transient Space space;
    private final transient Desk desk;
    private final Figures saved = new Figures("admin.storage");
    private final Figures packs = new Figures("admin.storage");

    @Inject
    public StorageView(Space space, Desk desk) {
        super("admin.storage");
        this.space = space;
        this.desk = desk;
        saved.setId("saved");
        packs.setId("packs");
        add(saved, new H2(getTranslation("admin.storage.packs")), packs);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var now = space.show(desk.administrator());
        var figures = now.figures();
        var chunks = now.chunks();
        var formats = formats();
        saved.removeAll();
        saved.show("files", formats.size(figures.fileBytes()));
        var holdings = now.holdings();
        saved.show(
                "trash",
                formats.size(holdings.bytes().trash()),
                holdings.kept().trash().toDays());
        saved.show(
                "versions",
                formats.size(holdings.bytes().olderVersions()),
                formats.count(holdings.bytes().versions()),
                holdings.kept().versions().toDays(),
                holdings.kept().newest());
        saved.show("chunks", formats.size(chunks.plainBytes()), formats.count(chunks.count()));
        saved.show("stored", formats.size(chunks.storedBytes()));
        saved.show("dedup", formats.decimal(chunks.dedupRatio()));
        saved.show("compression", formats.decimal(chunks.compressionRatio()), formats.exact(chunks.at()));
        packs.removeAll();
        packs.show("in-use", formats.size(figures.packBytes()), formats.count(figures.packs()));
        packs.show("live", formats.size(figures.liveBytes()));
        packs.show("dying", formats.size(figures.dyingBytes()), formats.count(figures.dyingPacks()));
        packs.show("leftovers", formats.count(figures.leftovers()));
        packs.show("damaged", formats.count(figures.damagedChunks()));
    }
}
