package dev.cairn.platform.ui;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.Inline;
import com.vaadin.flow.component.page.Viewport;
import com.vaadin.flow.server.AppShellSettings;
import com.vaadin.flow.theme.aura.Aura;

/// The page that all views are in: its styles, its icon, and the colour scheme a person chose.
@StyleSheet(Aura.STYLESHEET)
@StyleSheet("styles/cairn.css")
@Viewport("width=device-width, initial-scale=1")
public class AppShell implements AppShellConfigurator {

    /// Before anything is drawn, so that a dark page never flashes in white. Without a choice the
    /// style sheet follows the system.
    private static final String CHOSEN_SCHEME = "const scheme = localStorage.getItem('cairn.scheme');"
            + "if (scheme === 'light' || scheme === 'dark') document.documentElement.style.colorScheme = scheme;";

    /// Browsers have them on pages that came over HTTPS or from this machine.
    private static final String SERVICE_WORKER = "navigator.serviceWorker?.register('service-worker.js');";

    @Override
    public void configurePage(AppShellSettings settings) {
        settings.setPageTitle("Cairn");
        settings.addFavIcon("icon", "icons/cairn.svg", "any");
        settings.addLink("manifest", "manifest.webmanifest");
        settings.addLink("apple-touch-icon", "icons/cairn-192.png");
        settings.addMetaTag("color-scheme", "light dark");
        settings.addMetaTag("referrer", "no-referrer");
        settings.addInlineWithContents(Inline.Position.PREPEND, CHOSEN_SCHEME, Inline.Wrapping.JAVASCRIPT);
        settings.addInlineWithContents(Inline.Position.APPEND, SERVICE_WORKER, Inline.Wrapping.JAVASCRIPT);
    }
}
