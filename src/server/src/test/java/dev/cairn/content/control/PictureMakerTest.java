package dev.cairn.content.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureMakerTest {

    /// Where a JPEG's first and second segments begin.
    private static final int BEHIND_START = 2;

    private static final int BEHIND_JFIF = 20;

    private final PictureMaker maker = new PictureMaker();

    /// Red on the left, blue on the right.
    private static BufferedImage image(int width, int height, int type) {
        var image = new BufferedImage(width, height, type);
        var pen = image.createGraphics();
        pen.setColor(Color.RED);
        pen.fillRect(0, 0, width / 2, height);
        pen.setColor(Color.BLUE);
        pen.fillRect(width / 2, 0, width - width / 2, height);
        pen.dispose();
        return image;
    }

    private static byte[] encoded(BufferedImage image, String format) throws IOException {
        var out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, out)).isTrue();
        return out.toByteArray();
    }

    private BufferedImage shown(byte[] image, PictureSize size) throws IOException {
        return ImageIO.read(
                new ByteArrayInputStream(maker.make(image, size).orElseThrow().bytes()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png", "gif", "bmp"})
    void an_image_is_shrunk_and_keeps_its_shape(String format) throws IOException {
        var image = encoded(image(4000, 2000, BufferedImage.TYPE_INT_RGB), format);

        var small = shown(image, PictureSize.SMALL);

        assertThat(small.getWidth()).isEqualTo(320);
        assertThat(small.getHeight()).isEqualTo(160);
        assertThat(new Color(small.getRGB(20, 80)).getRed()).isGreaterThan(240);
        assertThat(new Color(small.getRGB(300, 80)).getBlue()).isGreaterThan(240);
        assertThat(shown(image, PictureSize.LARGE).getWidth()).isEqualTo(1920);
    }

    @Test
    void a_small_image_stays_as_small_as_it_is() throws IOException {
        var small = shown(encoded(image(30, 20, BufferedImage.TYPE_INT_RGB), "png"), PictureSize.LARGE);

        assertThat(small.getWidth()).isEqualTo(30);
        assertThat(small.getHeight()).isEqualTo(20);
    }

    @Test
    void what_can_be_seen_through_stays_so() throws IOException {
        var clear = encoded(new BufferedImage(500, 500, BufferedImage.TYPE_INT_ARGB), "png");

        assertThat(maker.make(clear, PictureSize.SMALL).orElseThrow().type()).isEqualTo("image/png");
        assertThat(shown(clear, PictureSize.SMALL).getRGB(10, 10) >>> 24).isZero();
    }

    @Test
    void a_photo_is_turned_as_its_camera_was_held() throws IOException {
        var image = encoded(image(800, 400, BufferedImage.TYPE_INT_RGB), "jpg");
        var photo = turned(image, BEHIND_JFIF, 6); // by 90° to the right

        var small = shown(photo, PictureSize.SMALL);

        assertThat(small.getWidth()).isEqualTo(160);
        assertThat(small.getHeight()).isEqualTo(320);
        assertThat(new Color(small.getRGB(80, 20)).getRed())
                .as("left is up now")
                .isGreaterThan(240);
    }

    @Test
    void a_photo_with_unreadable_metadata_stays_as_it_is() throws IOException {
        var image = encoded(image(800, 400, BufferedImage.TYPE_INT_RGB), "jpg");

        assertThat(shown(turned(image, BEHIND_START, 6), PictureSize.SMALL).getWidth())
                .isEqualTo(320);
    }

    @Test
    void webp_is_known() throws IOException {
        var oneByOne = Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");

        assertThat(shown(oneByOne, PictureSize.SMALL).getWidth()).isEqualTo(1);
    }

    @Test
    void what_is_no_image_has_no_picture() {
        for (var text : new String[] {
            "", "text", "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "\u0089PNG\r\n"
        }) {
            assertThat(maker.make(text.getBytes(StandardCharsets.ISO_8859_1), PictureSize.SMALL))
                    .isEmpty();
        }
    }

    @Test
    void half_an_image_has_no_picture_or_half_of_one() throws IOException {
        var image = encoded(image(1000, 1000, BufferedImage.TYPE_INT_RGB), "png");

        assertThat(maker.make(Arrays.copyOf(image, image.length / 2), PictureSize.SMALL))
                .isEmpty();
    }

    /// 50,000 × 50,000 pixels would be 10 GB.
    @Test
    void an_image_that_claims_to_be_huge_is_not_decoded() {
        var header = ByteBuffer.allocate(17)
                .put("IHDR".getBytes(StandardCharsets.US_ASCII))
                .putInt(50_000)
                .putInt(50_000)
                .put(new byte[] {8, 6, 0, 0, 0});
        var sum = new CRC32();
        sum.update(header.array());
        var bomb = ByteBuffer.allocate(8 + 4 + 17 + 4)
                .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'})
                .putInt(13)
                .put(header.array())
                .putInt((int) sum.getValue());

        assertThat(maker.make(bomb.array(), PictureSize.SMALL)).isEmpty();
    }

    /// A JPEG with an EXIF segment that has nothing but the orientation.
    private static byte[] turned(byte[] jpeg, int at, int orientation) {
        var exif = ByteBuffer.allocate(36)
                .putShort((short) 0xffe1)
                .putShort((short) 34)
                .put("Exif\0\0".getBytes(StandardCharsets.US_ASCII))
                .put("MM".getBytes(StandardCharsets.US_ASCII))
                .putShort((short) 42)
                .putInt(8) // where the directory begins
                .putShort((short) 1) // entries
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0)
                .putInt(0); // no further directory
        return ByteBuffer.allocate(jpeg.length + exif.capacity())
                .put(jpeg, 0, at)
                .put(exif.array())
                .put(jpeg, at, jpeg.length - at)
                .array();
    }

    @Test
    void of_an_image_that_moves_for_ever_one_moment_is_decoded() throws IOException { // X6
        var out = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByFormatName("gif").next();
        try (var target = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(target);
            writer.prepareWriteSequence(null);
            var frame = new IIOImage(image(1, 1, BufferedImage.TYPE_INT_RGB), null, null);
            for (int i = 0; i < 10_000; i++) {
                writer.writeToSequence(frame, null);
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }

        var small = shown(out.toByteArray(), PictureSize.SMALL);

        assertThat(small.getWidth()).isEqualTo(1);
        assertThat(small.getHeight()).isEqualTo(1);
    }
}
