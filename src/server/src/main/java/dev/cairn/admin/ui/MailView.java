package dev.cairn.admin.ui;

import com.vaadin.cdi.annotation.CdiComponent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import dev.cairn.admin.control.Mails;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Optional;

/// `/admin/mail`: the mails of the last month, `?q=` narrows it down.
@CdiComponent
@Route(value = MailView.PATH, layout = AdminLayout.class)
public class MailView extends AdminPage implements BeforeEnterObserver {

    static final String PATH = AdminLayout.PATH + "/mail";

    private static final int PAGE = 50;

    private final transient Mails mails;
    private final transient Desk desk;
    private final Filter filter = new Filter(PATH, getTranslation("admin.mail.filter"));
    private final Table<Mails.Info> table = new Table<>(getTranslation("admin.mail.title"));

    @Inject
    public MailView(Mails mails, Desk desk) {
        super("admin.mail");
        this.mails = mails;
        this.desk = desk;
        var tools = new Div(filter);
        tools.addClassName("tools");
        table.setId("mails");
        table.column(getTranslation("admin.mail.letter"), MailView::letter)
                .column(getTranslation("admin.mail.state"), MailView::state)
                .column(getTranslation("admin.mail.posted"), mail -> moment(mail.createdAt()))
                .column(getTranslation("admin.mail.attempts"), mail -> number(Integer.toString(mail.attempts())));
        add(tools, table);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var text = filter.read(event.getLocation());
        table.show(cursor -> mails.list(desk.administrator(), text, cursor, PAGE));
    }

    private static Component letter(Mails.Info mail) {
        var subject = new Div(mail.subject());
        subject.addClassName("muted");
        return new Div(new Span(mail.recipient()), subject);
    }

    private static Component state(Mails.Info mail) {
        var kind = switch (mail.state()) {
            case "SENT" -> "good";
            case "REFUSED", "UNCLEAR" -> "bad";
            default -> "plain";
        };
        var cell = new Div();
        cell.add(badge(cell.getTranslation("admin.mail.state." + mail.state().toLowerCase(Locale.ROOT)), kind));
        Optional.ofNullable(mail.outcome()).filter(text -> !text.isEmpty()).ifPresent(text -> {
            var said = new Div(text);
            said.addClassName("muted");
            cell.add(said);
        });
        return cell;
    }
}
