package dev.cairn.bench.report;

import dev.cairn.bench.measure.Distribution;
import dev.cairn.bench.measure.Quantity;
import dev.cairn.bench.measure.Samples;
import java.util.List;

/// A picture of figures: at each place a bar for each series, with its spread.
///
/// @param across what the points of a series differ in, such as "files"
/// @param up what was measured, with its unit
/// @param places names along the horizontal axis
public record Plot(String title, String across, String up, List<String> places, List<Series> series) {

    public Plot {
        places = List.copyOf(places);
        series = List.copyOf(series);
        for (var each : series) {
            if (each.points.size() != places.size()) {
                throw new IllegalArgumentException(each.name + " has not one point for each place");
            }
        }
    }

    /// One quantity of all contenders side by side.
    public static Plot of(String title, Samples samples, Quantity quantity) {
        var places = samples.contenders().stream()
                .filter(contender -> samples.find(contender, quantity).isPresent())
                .toList();
        var points = places.stream()
                .map(contender -> Point.of(samples.of(contender, quantity)))
                .toList();
        return new Plot(title, "", quantity.heading(), places, List.of(new Series(quantity.name(), points)));
    }

    /// @param points one for each place
    public record Series(String name, List<Point> points) {
        public Series {
            points = List.copyOf(points);
        }
    }

    public record Point(double low, double middle, double high) {

        public static Point of(Distribution values) {
            return new Point(values.min(), values.median(), values.max());
        }
    }
}
