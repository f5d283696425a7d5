package dev.cairn.uitests;

import java.util.List;
import java.util.function.Predicate;

/// The panel of uploads and downloads.
final class Transfers {

    private static final String HOST = "cairn-transfers";

    private final Browser browser;

    Transfers(Browser browser) {
        this.browser = browser;
    }

    /// What the panel says above its lines.
    String title() {
        return String.valueOf(browser.run(
                "return document.querySelector('cairn-transfers').shadowRoot.querySelector('.title').textContent"));
    }

    /// Its visible lines: look, name, what is said below, percent; with bars between. None while the page is loaded.
    @SuppressWarnings("unchecked")
    List<String> lines() {
        return (List<String>) browser.run("""
                const root = document.querySelector('cairn-transfers')?.shadowRoot;
                return [...root?.querySelectorAll('.row') ?? []].map(row => [row.dataset.look,
                    ...['.name', '.detail', '.percent'].map(css => row.querySelector(css).textContent)].join(' | '))
                """);
    }

    /// Waits until the first line is as wanted, and returns it.
    String awaitLine(Predicate<String> wanted) {
        return browser.await(_ -> lines().stream().findFirst().filter(wanted).orElse(null));
    }

    /// Waits until the first line's transfer is at so many percent or more, but not at its end.
    String awaitPercent(int percent) {
        return awaitLine(line -> line.startsWith("active") && percentOf(line) >= percent);
    }

    private static int percentOf(String line) {
        var end = line.substring(line.lastIndexOf('|') + 1).strip().replace("%", "");
        return end.isEmpty() ? -1 : Integer.parseInt(end);
    }

    /// Waits until the panel says something above its lines.
    void awaitTitle(String title) {
        browser.await(_ -> title().equals(title));
    }

    /// Waits until the panel says what keeps everything waiting.
    void awaitTrouble(String text) {
        browser.await(_ -> String.valueOf(
                        browser.run(
                                "return document.querySelector('cairn-transfers').shadowRoot.querySelector('.banner').textContent"))
                .startsWith(text));
    }

    /// Presses the first button whose name for those who cannot see begins so.
    void press(String name) {
        browser.findInside(HOST, "button[aria-label^='" + name + "']:not([hidden])")
                .click();
    }

    /// Answers the question that is asked.
    void answer(String text) {
        browser.await(_ -> browser.run("""
                const buttons = document.querySelector('cairn-transfers').shadowRoot.querySelectorAll('dialog[open] button');
                const button = [...buttons].find(({textContent}) => textContent === arguments[0]);
                button?.click();
                return !!button;
                """, text));
    }
}
