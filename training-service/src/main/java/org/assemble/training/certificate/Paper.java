package org.assemble.training.certificate;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.assemble.training.certificate.TaggedPage.Ink;

/// A certificate as a page to print: A4, lying.
///
/// @param name whose it is; without one there is a line to write on
/// @param completedOn `10 May 2026`
/// @param held until when it is held, as a sentence
/// @param number in groups
/// @param checkAt where the picture leads
record Paper(
        String issuer,
        String course,
        Optional<String> name,
        String completedOn,
        String held,
        String number,
        String checkAt) {
    private static final float LEFT = 84;
    private static final float WIDTH = 674;
    private static final float BAND_WIDTH = 28;
    private static final float PICTURE_SIDE = 118;
    private static final float PICTURE_X = LEFT + WIDTH - PICTURE_SIDE;
    private static final float PICTURE_Y = 58;
    private static final float BESIDE_PICTURE = WIDTH - PICTURE_SIDE - 40;

    private static final Ink INK = new Ink(0x1d2b36);
    private static final Ink QUIET = new Ink(0x5b6770);
    private static final Ink ACCENT = new Ink(0x1a7f4b);

    byte[] pdf() {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        try (PDDocument document = new PDDocument()) {
            try (TaggedPage page =
                    new TaggedPage(document, "Certificate: " + course, issuer, "en-GB")) {
                draw(page);
            }
            document.save(pdf);
        } catch (IOException cannotBe) {
            // Nothing is read or written but memory.
            throw new UncheckedIOException(cannotBe);
        }
        return pdf.toByteArray();
    }

    private void draw(TaggedPage page) throws IOException {
        page.ornament(0, 0, BAND_WIDTH, TaggedPage.HEIGHT, ACCENT);
        page.text("P", issuer, LEFT, 508, WIDTH, 18, ACCENT);
        page.text("H1", "Certificate of training", LEFT, 448, WIDTH, 40, INK);
        page.text("P", "This is to say that", LEFT, 404, WIDTH, 14, QUIET);
        if (name.isPresent()) {
            page.text("P", name.get(), LEFT, 364, WIDTH, 28, INK);
        } else {
            page.ornament(LEFT, 360, BESIDE_PICTURE, 0.8f, QUIET);
        }
        page.text("P", "has completed the training", LEFT, 326, WIDTH, 14, QUIET);
        page.text("P", course, LEFT, 284, WIDTH, 30, INK);
        page.text("P", "on " + completedOn + ".", LEFT, 250, WIDTH, 14, INK);
        page.text("P", held, LEFT, 228, WIDTH, 14, INK);
        page.text("P", "Number", LEFT, 136, BESIDE_PICTURE, 11, QUIET);
        page.text("P", number, LEFT, 112, BESIDE_PICTURE, 20, INK);
        page.text(
                "P", "Whether it is valid, anyone can check:", LEFT, 84, BESIDE_PICTURE, 11, QUIET);
        page.text("P", checkAt, LEFT, 66, BESIDE_PICTURE, 11, INK);
        page.picture("A QR code that leads to " + checkAt, () -> drawPicture(page));
    }

    /// The modules as rectangles, one for a run in a row: sharp at any size.
    private void drawPicture(TaggedPage page) throws IOException {
        ByteMatrix modules = modules(checkAt);
        float side = PICTURE_SIDE / modules.getWidth();
        for (int row = 0; row < modules.getHeight(); row++) {
            float y = PICTURE_Y + PICTURE_SIDE - (row + 1) * side;
            for (int from = 0; from < modules.getWidth(); from++) {
                int to = from;
                while (to < modules.getWidth() && modules.get(to, row) == 1) {
                    to++;
                }
                if (to > from) {
                    page.rectangle(PICTURE_X + from * side, y, (to - from) * side, side, INK);
                    from = to;
                }
            }
        }
    }

    private static ByteMatrix modules(String text) {
        try {
            return Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix();
        } catch (WriterException tooLong) {
            throw new IllegalStateException(
                    "the public address is too long for a picture", tooLong);
        }
    }
}
