package dev.cairn.uitests;

import dev.cairn.testing.Account;
import java.net.URI;
import java.util.List;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementClickInterceptedException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/// The app of a person who is signed in.
final class App {

    private final Browser browser;
    private final Transfers transfers;

    private App(Browser browser) {
        this.browser = browser;
        transfers = new Transfers(browser);
    }

    /// Signs a person in by the form, and waits for their files.
    static App signIn(Browser browser, URI base, Account person) {
        return signIn(browser, base, person.email());
    }

    /// The same for one with the tests' password.
    static App signIn(Browser browser, URI base, String email) {
        browser.open(base.toString());
        browser.find("vaadin-email-field input").sendKeys(email);
        browser.find("vaadin-password-field input").sendKeys(Account.PASSWORD);
        browser.find("#submit").click();
        var app = new App(browser);
        app.awaitFiles();
        return app;
    }

    Browser browser() {
        return browser;
    }

    Transfers transfers() {
        return transfers;
    }

    /// Loads the page again and waits for the files.
    void reload() {
        browser.reload();
        awaitFiles();
    }

    private void awaitFiles() {
        browser.find("#entries, #empty");
        browser.await(
                _ -> browser.run(
                        "return !!customElements.get('cairn-transfers') && !!document.querySelector('cairn-transfers')?.folderId"));
    }

    /// What is in the folder, as it is shown.
    List<String> names() {
        return browser.driver().findElements(By.cssSelector("#entries .entry-name")).stream()
                .map(WebElement::getText)
                .toList();
    }

    /// Waits until the folder shows something.
    void awaitEntry(String name) {
        browser.await(_ -> names().contains(name));
    }

    /// Opens a folder, or the details of a file, once nothing that goes away lies over it.
    void open(String name) {
        browser.await(_ -> {
            try {
                browser.find("#entries .entry-name", name).click();
                return true;
            } catch (ElementClickInterceptedException | StaleElementReferenceException _) {
                return false;
            }
        });
    }

    /// Selects one entry by a click beside its name, and nothing else.
    void select(String name) {
        var link = browser.find("#entries .entry-name", name);
        var besideIt = link.getSize().getWidth() / 2 + 40;
        new Actions(browser.driver()).moveToElement(link, besideIt, 0).click().perform();
        browser.await(page -> page.findElement(By.id("selection")).isDisplayed());
    }

    /// Opens the menu at the mouse on an entry.
    void openMenu(String name) {
        new Actions(browser.driver())
                .contextClick(browser.find("#entries .entry-name", name))
                .perform();
    }

    /// Presses a button of the bar that shows while something is selected.
    void press(String button) {
        browser.find("#" + button).click();
    }

    /// Hits a key that is meant for the page, wherever the focus is.
    void hit(Keys key) {
        new Actions(browser.driver()).sendKeys(key).perform();
    }

    /// Hits a key while another one is held.
    void hit(Keys held, String key) {
        new Actions(browser.driver()).keyDown(held).sendKeys(key).keyUp(held).perform();
    }

    /// Types into the field that gets the focus.
    void type(CharSequence... keys) {
        browser.await(_ -> browser.run("return document.activeElement.matches('input')"));
        browser.driver().switchTo().activeElement().sendKeys(keys);
    }

    /// Chooses a folder in the dialog that asks for one, and waits until the dialog is gone.
    void choose(String folder) {
        var shown = browser.find("#folder-tree vaadin-grid-tree-toggle", folder);
        new Actions(browser.driver()).click(shown).perform();
        browser.await(_ -> browser.run(
                "return document.querySelector('#folder-tree').selectedItems.some(row => Object.values(row).includes(arguments[0]))",
                folder));
        browser.find("#folder-chosen").click();
        browser.await(page -> page.findElements(By.id("folder-tree")).isEmpty());
    }

    /// Waits until the folder does not show something any more.
    void awaitGone(String name) {
        browser.await(_ -> !names().contains(name));
    }
}
