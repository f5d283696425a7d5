package dev.cairn.admin.ui;

import com.vaadin.cdi.annotation.CdiComponent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import dev.cairn.admin.control.Act;
import dev.cairn.admin.control.AuditCsv;
import dev.cairn.admin.control.AuditEntries;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Optional;

/// `/admin/audit`: what administrators have done; `?q=` and `?act=` narrow it down.
@CdiComponent
@Route(value = AuditView.PATH, layout = AdminLayout.class)
public class AuditView extends AdminPage implements BeforeEnterObserver {

    static final String PATH = AdminLayout.PATH + "/audit";

    private static final String ACT = "act";
    private static final int PAGE = 50;

    private final transient AuditEntries entries;
    private final transient AuditCsv csv;
    private final transient Desk desk;
    private final Filter filter = new Filter(getTranslation("admin.audit.filter"), _ -> go());
    private final Select<Act> act = new Select<>();
    private final CsvDownload download = new CsvDownload();
    private final Table<AuditEntries.Entry> table = new Table<>(getTranslation("admin.audit.title"));

    @Inject
    public AuditView(AuditEntries entries, AuditCsv csv, Desk desk) {
        super("admin.audit");
        this.entries = entries;
        this.csv = csv;
        this.desk = desk;
        act.setId("act");
        act.setItems(Act.values());
        act.setEmptySelectionAllowed(true);
        act.setItemLabelGenerator(each -> each == null ? getTranslation("admin.audit.all") : words().act(each));
        act.setEmptySelectionCaption(getTranslation("admin.audit.all"));
        act.setAriaLabel(getTranslation("admin.audit.act"));
        act.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                go();
            }
        });
        var export = new Button(getTranslation("admin.audit.export"), _ -> export());
        export.setId("export");
        var tools = new Div(filter, act, export, download);
        tools.addClassName("tools");
        table.setId("audit");
        table.column(getTranslation("admin.audit.at"), entry -> moment(entry.at()))
                .column(getTranslation("admin.audit.by"), this::who)
                .column(getTranslation("admin.audit.act"), entry -> new Span(words().act(entry.act())))
                .column(getTranslation("admin.audit.subject"), this::subject);
        add(tools, table);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        filter.read(event.getLocation());
        var wanted = event.getLocation()
                .getQueryParameters()
                .getSingleParameter(ACT)
                .flatMap(name -> Arrays.stream(Act.values())
                        .filter(each -> each.name().equals(name))
                        .findFirst());
        act.setValue(wanted.orElse(null));
        var shown = wanted();
        table.show(cursor -> entries.list(desk.administrator(), shown, cursor, PAGE));
    }

    private AuditEntries.Filter wanted() {
        return new AuditEntries.Filter(act.getOptionalValue(), filter.getValue().strip());
    }

    private void go() {
        var parameters = new HashMap<>(filter.parameters());
        act.getOptionalValue().ifPresent(chosen -> parameters.put(ACT, chosen.name()));
        UI.getCurrent().navigate(PATH, QueryParameters.simple(parameters));
    }

    private void export() {
        desk.confirmed(() -> download.start(csv.export(desk.administrator(), wanted())));
    }

    private AuditWords words() {
        return new AuditWords((key, values) -> getTranslation(key, values), formats());
    }

    private Component who(AuditEntries.Entry entry) {
        var address = new Div(entry.address());
        address.addClassName("muted");
        var name = entry.userId() == null ? getTranslation("admin.audit.server") : entry.email();
        return new Div(new Span(name), address);
    }

    private Component subject(AuditEntries.Entry entry) {
        var detail = new Div(words().detail(entry));
        detail.addClassName("muted");
        return new Div(
                new Span(Optional.of(entry.subject())
                        .filter(text -> !text.isEmpty())
                        .orElse("–")),
                detail);
    }
}
