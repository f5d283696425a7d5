package dev.cairn.sharing.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import dev.cairn.accounts.control.Caller;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.platform.ui.Notices;
import dev.cairn.sharing.control.Allow;
import dev.cairn.sharing.control.LinkInfo;
import dev.cairn.sharing.control.LinkTerms;
import dev.cairn.sharing.control.Links;
import dev.cairn.sharing.control.Shares;
import dev.cairn.tree.control.Entry;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// Shares one file or folder, with people and by links.
final class ShareDialog extends Dialog {

    private final transient Links links;
    private final transient Caller caller;
    private final transient Entry entry;
    private final transient InstantSource clock;

    private final Select<Allow> allow = new Select<>();
    private final PasswordField password = new PasswordField(getTranslation("share.password"));
    private final DatePicker expires = new DatePicker(getTranslation("share.expires"));
    private final IntegerField most = new IntegerField(getTranslation("share.most"));
    private final TextField addresses = new TextField(getTranslation("share.mail"));
    private final Div problem = new Div();
    private final H3 listTitle = new H3(getTranslation("share.links"));
    private final UnorderedList list = new UnorderedList();

    ShareDialog(Shares shares, Links links, Caller caller, Entry entry, InstantSource clock) {
        this.links = links;
        this.caller = caller;
        this.entry = entry;
        this.clock = clock;
        setHeaderTitle(getTranslation("share.title", entry.name()));
        setWidth("34rem");
        addClassName("share-dialog");
        prepareFields();
        var make = new Button(getTranslation("share.make"), _ -> make());
        make.addThemeVariants(ButtonVariant.PRIMARY);
        make.setId("make-link");
        var fields = new Div(allow, password, expires, most);
        fields.addClassName("share-fields");
        var form = new Div(fields, addresses, problem, make, listTitle, list);
        form.addClassName("stack");
        var people = new PeoplePanel(shares, caller, entry.id(), this::close);
        add(new H3(getTranslation("share.people")), people, new H3(getTranslation("share.by-link")));
        add(links.mayMake(caller, entry.id()) ? form : new Paragraph(getTranslation("share.view-only")));
        var close = new Button(getTranslation("close"), _ -> close());
        close.setId("share-close");
        getFooter().add(close);
        show();
    }

    private void prepareFields() {
        allow.setLabel(getTranslation("share.allow"));
        allow.setId("share-allow");
        allow.setItems(
                entry.isFile()
                        ? List.of(Allow.DOWNLOAD, Allow.VIEW)
                        : List.of(Allow.DOWNLOAD, Allow.VIEW, Allow.UPLOAD_ONLY));
        allow.setItemLabelGenerator(each -> getTranslation(LinkRow.key(each)));
        allow.addValueChangeListener(event -> most.setVisible(event.getValue() != Allow.UPLOAD_ONLY));
        allow.setValue(Allow.DOWNLOAD);
        password.setId("share-password");
        password.setAutocomplete(Autocomplete.NEW_PASSWORD);
        password.setHelperText(getTranslation("share.password.help"));
        expires.setMin(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(1));
        expires.setHelperText(getTranslation("share.expires.help"));
        most.setId("share-most");
        most.setMin(1);
        most.setHelperText(getTranslation("share.most.help"));
        addresses.setHelperText(getTranslation("share.mail.help"));
        addresses.setId("share-mail");
        problem.addClassName("problem");
        problem.getElement().setAttribute("role", "alert");
        problem.setVisible(false);
        list.addClassName("rows");
        list.setId("links");
    }

    private void make() {
        problem.setVisible(false);
        try {
            var recipients = Addresses.in(addresses.getValue());
            var made = links.make(caller, entry.id(), terms());
            links.mail(caller, made, recipients);
            LinkRow.copy(made);
            password.clear();
            addresses.clear();
            show();
        } catch (ProblemException e) {
            problem.setText(e.getMessage());
            problem.setVisible(true);
        }
    }

    private LinkTerms terms() {
        var end = Optional.ofNullable(expires.getValue())
                .map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant());
        return new LinkTerms(
                allow.getValue(),
                Optional.of(password.getValue()).filter(text -> !text.isEmpty()),
                end,
                Optional.ofNullable(most.getValue()).filter(_ -> most.isVisible()));
    }

    private void show() {
        var present = links.list(caller, entry.id());
        listTitle.setVisible(!present.isEmpty());
        list.removeAll();
        present.forEach(link -> list.add(row(link)));
    }

    private LinkRow row(LinkInfo link) {
        return new LinkRow(link, link.url().toString(), clock.instant(), () -> {
            links.revoke(caller, link.linkId());
            Notices.done(getTranslation("link.revoked"));
            show();
        });
    }
}
