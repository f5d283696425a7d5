package dev.cairn.admin.ui;

import com.vaadin.flow.component.html.Div;
import dev.cairn.admin.control.Users;

/// What is not as usual with a person's account.
final class UserBadges extends Div {

    UserBadges(Users.Info user) {
        addClassName("badges");
        if (user.administrator()) {
            add(AdminPage.badge(getTranslation("admin.user.administrator"), "good"));
        }
        if (user.secondFactor()) {
            add(AdminPage.badge(getTranslation("admin.user.second-factor"), "good"));
        }
        if (user.invited()) {
            add(AdminPage.badge(getTranslation("admin.user.invited"), "plain"));
        }
        if (user.suspended()) {
            add(AdminPage.badge(getTranslation("admin.user.suspended"), "bad"));
        }
        if (user.deleteAfter() != null) {
            var day = AdminPage.formats().exact(user.deleteAfter());
            add(AdminPage.badge(getTranslation("admin.user.deleted-after", day), "bad"));
            if (user.heir() != null) {
                add(AdminPage.badge(getTranslation("admin.user.heir", user.heir()), "plain"));
            }
        }
    }
}
