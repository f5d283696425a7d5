package dev.cairn.content.control;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import jakarta.enterprise.context.ApplicationScoped;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import net.coobird.thumbnailator.Thumbnails;
import net.coobird.thumbnailator.filters.ImageFilter;
import net.coobird.thumbnailator.util.exif.ExifFilterUtils;
import net.coobird.thumbnailator.util.exif.ExifUtils;

/// Makes small pictures of images that may be anybody's: they are decoded, whatever they are called,
/// and only pixels go on.
///
/// Memory is bounded: the size is read before anything is decoded, what is too large is refused, and
/// images that are decoded at the same time have no more pixels together than one may have.
@ApplicationScoped
public class PictureMaker {

    /// 64 million pixels: more than a telephone's camera has. A progressive JPEG of so many is held as
    /// up to 400 MB while it is decoded.
    private static final int MOST_PIXELS = 64_000_000;

    private static final System.Logger LOG = System.getLogger(PictureMaker.class.getName());
    private static final Set<String> FORMATS = Set.of("jpeg", "png", "gif", "bmp", "webp");
    private static final double QUALITY = 0.82;

    private final Semaphore pixels = new Semaphore(MOST_PIXELS, true);

    /// Makes a picture of an image, turned as its camera was held.
    ///
    /// @return empty if it is no image that is known, is too large or damaged
    Optional<Preview> make(byte[] image, PictureSize size) {
        try (var input = new MemoryCacheImageInputStream(new ByteArrayInputStream(image))) {
            var found = readers(input);
            return found.hasNext() ? make(found.next(), input, size) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.DEBUG, "No preview can be made", e);
            return Optional.empty();
        }
    }

    private static Iterator<ImageReader> readers(ImageInputStream input) throws IOException {
        var webp = new WebPImageReaderSpi();
        return webp.canDecodeInput(input)
                ? List.of(webp.createReaderInstance()).iterator()
                : ImageIO.getImageReaders(input);
    }

    private Optional<Preview> make(ImageReader reader, ImageInputStream input, PictureSize size) throws IOException {
        try {
            var format = reader.getFormatName().toLowerCase(Locale.ROOT);
            boolean isJpeg = format.equals("jpeg");
            reader.setInput(input, true, !isJpeg); // what is not pixels can be a bomb of its own
            long count = (long) reader.getWidth(0) * reader.getHeight(0);
            if (!FORMATS.contains(format) || count < 1 || count > MOST_PIXELS) {
                return Optional.empty();
            }
            pixels.acquireUninterruptibly((int) count);
            try {
                return Optional.of(make(reader, isJpeg, size));
            } finally {
                pixels.release((int) count);
            }
        } finally {
            reader.dispose();
        }
    }

    private static Preview make(ImageReader reader, boolean isJpeg, PictureSize size) throws IOException {
        int longest = Math.max(reader.getWidth(0), reader.getHeight(0));
        int step = Math.max(1, longest / (2 * size.longestSide()));
        var parameters = reader.getDefaultReadParam();
        parameters.setSourceSubsampling(step, step, 0, 0);
        var turn = isJpeg ? turn(reader) : Optional.<ImageFilter>empty();
        var decoded = reader.read(0, parameters);
        return write(turn.map(filter -> filter.apply(decoded)).orElse(decoded), size);
    }

    /// What makes up for how the camera was held. Metadata that cannot be read says nothing of it.
    private static Optional<ImageFilter> turn(ImageReader reader) {
        try {
            return Optional.ofNullable(ExifUtils.getExifOrientation(reader, 0))
                    .map(ExifFilterUtils::getFilterForOrientation);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "The image's metadata is damaged", e);
            return Optional.empty();
        }
    }

    private static Preview write(BufferedImage image, PictureSize size) throws IOException {
        int longest = Math.max(image.getWidth(), image.getHeight());
        boolean isOpaque = !image.getColorModel().hasAlpha();
        var shrunk = Thumbnails.of(image)
                .scale(Math.min(1, (double) size.longestSide() / longest))
                .imageType(isOpaque ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_INT_ARGB)
                .outputFormat(isOpaque ? "jpg" : "png");
        var out = new ByteArrayOutputStream();
        (isOpaque ? shrunk.outputQuality(QUALITY) : shrunk).toOutputStream(out);
        return new Preview(isOpaque ? "image/jpeg" : "image/png", out.toByteArray());
    }
}
