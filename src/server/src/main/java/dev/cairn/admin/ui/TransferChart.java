package dev.cairn.admin.ui;

import com.vaadin.flow.component.Svg;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.cairn.admin.control.TransferLog;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/// What was transferred, hour by hour: two bars for each, and the sums in words.
final class TransferChart extends Div {

    private static final int HEIGHT = 100;
    private static final int STEP = 20;
    private static final int BAR = 8;

    TransferChart() {
        addClassName("chart");
        setId("transfers");
    }

    void show(List<TransferLog.Hour> hours) {
        removeAll();
        var formats = AdminPage.formats();
        var in = new Span(getTranslation("admin.overview.in", formats.size(sum(hours, TransferLog.Hour::in))));
        in.addClassName("in");
        var out = new Span(getTranslation("admin.overview.out", formats.size(sum(hours, TransferLog.Hour::out))));
        out.addClassName("out");
        var legend = new Div(in, out);
        legend.addClassName("legend");
        var picture = new Svg(svg(hours));
        picture.getElement().setAttribute("aria-hidden", true); // the sums say it
        var begin = new Span(formats.exact(hours.getFirst().begin()));
        var end = new Span(getTranslation("admin.overview.now"));
        var axis = new Div(begin, end);
        axis.addClassName("axis");
        add(legend, picture, axis);
    }

    private static String svg(List<TransferLog.Hour> hours) {
        long most = Math.max(
                1,
                hours.stream()
                        .mapToLong(hour -> Math.max(hour.in(), hour.out()))
                        .max()
                        .orElse(1));
        var bars = new StringBuilder();
        for (int i = 0; i < hours.size(); i++) {
            bar(bars, "in", i * STEP + 1, hours.get(i).in(), most);
            bar(bars, "out", i * STEP + 1 + BAR, hours.get(i).out(), most);
        }
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\">%s</svg>"
                .formatted(hours.size() * STEP, HEIGHT, bars);
    }

    private static void bar(StringBuilder bars, String kind, int x, long bytes, long most) {
        double height = (double) bytes / most * HEIGHT;
        bars.append(String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%d\" width=\"%d\" y=\"%.1f\" height=\"%.1f\"/>",
                kind,
                x,
                BAR,
                HEIGHT - height,
                height));
    }

    private static long sum(List<TransferLog.Hour> hours, ToLongFunction<TransferLog.Hour> bytes) {
        return hours.stream().mapToLong(bytes).sum();
    }
}
