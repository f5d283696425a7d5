package dev.cairn.accounts.ui;

import com.vaadin.flow.component.Svg;
import io.nayuki.qrcodegen.QrCode;

/// A text as a picture that a phone reads: dark on light in every theme, for that is what readers expect.
final class QrPicture extends Svg {

    /// The margin that readers need, in modules (ISO/IEC 18004).
    private static final int MARGIN = 4;

    /// @param label what it is, for those who do not see it
    QrPicture(String text, String label) {
        super(svg(QrCode.encodeText(text, QrCode.Ecc.MEDIUM)));
        addClassName("qr");
        getElement().setAttribute("role", "img");
        getElement().setAttribute("aria-label", label);
    }

    private static String svg(QrCode code) {
        int size = code.size + 2 * MARGIN;
        var dark = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    dark.append('M')
                            .append(x + MARGIN)
                            .append(',')
                            .append(y + MARGIN)
                            .append("h1v1h-1z");
                }
            }
        }
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %1$d" shape-rendering="crispEdges">
                <rect width="%1$d" height="%1$d" fill="#fff"/><path d="%2$s" fill="#000"/></svg>""".formatted(size, dark);
    }
}
