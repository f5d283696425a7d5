package dev.cairn.bench.report;

import dev.cairn.bench.report.Plot.Point;
import dev.cairn.bench.report.Plot.Series;
import java.util.List;
import java.util.Locale;

/// Draws a [Plot] as SVG: bars side by side at each place, each with its spread as a line. It says
/// everything in text too, so that it can be read without colours.
final class PlotDrawing {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 380;
    private static final int LEFT = 80;
    private static final int RIGHT = 20;
    private static final int TOP = 50;
    private static final int BOTTOM = 80;
    private static final int STEPS = 5;
    private static final List<String> COLOURS =
            List.of("#2f6f8f", "#c8742b", "#5b8c3a", "#8a4f9e", "#b03a48", "#6b6b6b");

    private final Plot plot;
    private final double top;
    private final StringBuilder svg = new StringBuilder();

    private PlotDrawing(Plot plot) {
        this.plot = plot;
        double highest = plot.series().stream()
                .flatMap(series -> series.points().stream())
                .mapToDouble(Point::high)
                .max()
                .orElse(1);
        this.top = niceTop(highest);
    }

    static String svg(Plot plot) {
        return new PlotDrawing(plot).draw();
    }

    /// A round number that is at least as high, so that the axis has round steps.
    private static double niceTop(double highest) {
        double step = highest <= 0 ? 1 : Math.pow(10, Math.floor(Math.log10(highest / STEPS)));
        for (double factor : new double[] {1, 2, 2.5, 5, 10}) {
            if (step * factor * STEPS >= highest) {
                return step * factor * STEPS;
            }
        }
        return highest;
    }

    private String draw() {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">",
                WIDTH, HEIGHT);
        add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, HEIGHT);
        text(WIDTH / 2.0, 20, "middle", "font-size=\"15\"", plot.title());
        axis();
        for (int place = 0; place < plot.places().size(); place++) {
            group(place);
        }
        text(LEFT + inner() / 2, HEIGHT - BOTTOM + 38, "middle", "", plot.across());
        legend();
        add("</svg>");
        return svg.toString();
    }

    private void axis() {
        for (int step = 0; step <= STEPS; step++) {
            double value = top * step / STEPS;
            double y = y(value);
            add("<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#dddddd\"/>", LEFT, y, WIDTH - RIGHT, y);
            text(LEFT - 6, y + 4, "end", "", number(value));
        }
        text(8, TOP - 14, "start", "", plot.up());
    }

    private void group(int place) {
        double room = inner() / plot.places().size();
        double start = LEFT + place * room;
        double width = room * 0.8 / plot.series().size();
        for (int index = 0; index < plot.series().size(); index++) {
            var point = plot.series().get(index).points().get(place);
            double x = start + room * 0.1 + index * width;
            double y = y(point.middle());
            add(
                    "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"><title>%s, %s: %s</title></rect>",
                    x,
                    y,
                    width * 0.9,
                    y(0) - y,
                    colour(index),
                    escape(plot.series().get(index).name()),
                    escape(plot.places().get(place)),
                    number(point.middle()));
            double middle = x + width * 0.45;
            add(
                    "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#222222\"/>",
                    middle, y(point.low()), middle, y(point.high()));
        }
        text(start + room / 2, HEIGHT - BOTTOM + 18, "middle", "", plot.places().get(place));
    }

    private void legend() {
        double x = LEFT;
        for (int index = 0; index < plot.series().size(); index++) {
            Series series = plot.series().get(index);
            add("<rect x=\"%.1f\" y=\"%d\" width=\"12\" height=\"12\" fill=\"%s\"/>", x, HEIGHT - 24, colour(index));
            text(x + 16, HEIGHT - 14, "start", "", series.name());
            x += 40 + series.name().length() * 6.5;
        }
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - value / top * (HEIGHT - TOP - BOTTOM);
    }

    private static double inner() {
        return WIDTH - LEFT - RIGHT;
    }

    private static String colour(int index) {
        return COLOURS.get(index % COLOURS.size());
    }

    private void text(double x, double y, String anchor, String more, String words) {
        add(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"#222222\" %s>%s</text>",
                x, y, anchor, more, escape(words));
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    /// Three digits that count.
    private static String number(double value) {
        if (value == 0 || value >= 100) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.2f", value);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
