package dev.cairn.admin.ui;

import com.vaadin.cdi.annotation.CdiComponent;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import dev.cairn.admin.control.ChunkTotals;
import dev.cairn.admin.control.CompressionByKind;
import dev.cairn.admin.control.FileKind;
import dev.cairn.admin.control.Page;
import dev.cairn.admin.control.Space;
import dev.cairn.core.content.Encoding;
import jakarta.inject.Inject;
import java.util.Locale;

/// `/admin/storage`: what the store is full of, how well it is packed, and what is to leave it.
@CdiComponent
@Route(value = AdminLayout.PATH + "/storage", layout = AdminLayout.class)
public class StorageView extends AdminPage implements BeforeEnterObserver {

    private final transient Space space;
    private final transient Desk desk;
    private final Figures saved = new Figures("admin.storage");
    private final Figures packs = new Figures("admin.storage");
    private final Table<CompressionByKind.Kind> kinds = new Table<>(getTranslation("admin.storage.kinds"));
    private final Table<ChunkTotals.Form> encodings = new Table<>(getTranslation("admin.storage.encodings"));
    private final Paragraph sample = new Paragraph();

    @Inject
    public StorageView(Space space, Desk desk) {
        super("admin.storage");
        this.space = space;
        this.desk = desk;
        saved.setId("saved");
        packs.setId("packs");
        kinds.setId("kinds");
        kinds.column(getTranslation("admin.storage.kind"), kind -> new Span(text(kind.kind())))
                .column(
                        getTranslation("admin.storage.kind.files"),
                        kind -> number(formats().count(kind.files())))
                .column(
                        getTranslation("admin.storage.kind.size"),
                        kind -> number(formats().size(kind.bytes())))
                .column(
                        getTranslation("admin.storage.kind.takes"),
                        kind -> number(formats().size(kind.storedBytes())))
                .column(
                        getTranslation("admin.storage.kind.ratio"),
                        kind -> number(formats().decimal(kind.compressionRatio())));
        encodings.setId("encodings");
        encodings
                .column(getTranslation("admin.storage.encoding"), form -> new Span(text(form.encoding())))
                .column(
                        getTranslation("admin.storage.encoding.chunks"),
                        form -> number(formats().count(form.count())))
                .column(
                        getTranslation("admin.storage.kind.size"),
                        form -> number(formats().size(form.plainBytes())))
                .column(
                        getTranslation("admin.storage.kind.takes"),
                        form -> number(formats().size(form.storedBytes())))
                .column(
                        getTranslation("admin.storage.kind.ratio"),
                        form -> number(formats().decimal(form.compressionRatio())));
        sample.addClassName("muted");
        add(saved, new H2(getTranslation("admin.storage.packs")), packs);
        add(new H2(getTranslation("admin.storage.kinds")), sample, kinds);
        add(new H2(getTranslation("admin.storage.encodings")), encodings);
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
        packs.show("cold", formats.size(figures.coldBytes()), formats.count(figures.coldPacks()));
        packs.show("dying", formats.size(figures.dyingBytes()), formats.count(figures.dyingPacks()));
        packs.show("leftovers", formats.count(figures.leftovers()));
        packs.show("damaged", formats.count(figures.damagedChunks()));
        sample.setText(getTranslation(
                "admin.storage.kinds.text",
                formats.count(now.kinds().files()),
                formats.exact(now.kinds().at())));
        kinds.show(_ -> new Page<>(now.kinds().kinds(), null));
        encodings.show(_ -> new Page<>(chunks.forms(), null));
    }

    private String text(FileKind kind) {
        return getTranslation("admin.storage.kind." + kind.name().toLowerCase(Locale.ROOT));
    }

    private String text(Encoding encoding) {
        return getTranslation("admin.storage.encoding." + encoding.wireName());
    }
}
