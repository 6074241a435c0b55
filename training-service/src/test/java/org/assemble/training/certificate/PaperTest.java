package org.assemble.training.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.Test;

class PaperTest {
    private static final String CHECK_AT =
            "https://assemble.example/api/v1/trainings/certificates/7K3Q-9D2M-0V5X-T8HB-W1CE";
    private static final int DOTS_PER_INCH = 150;

    @Test
    void T4_the_page_says_who_completed_what_when_and_where_to_check_it() throws IOException {
        assertThat(text(paper("Facilitation", Optional.of("Ann Archer"))))
                .containsSubsequence(
                        "Assemble",
                        "Certificate of training",
                        "Ann Archer",
                        "Facilitation",
                        "on 10 May 2026.",
                        "Valid until 9 May 2028, that day included.",
                        "7K3Q-9D2M-0V5X-T8HB-W1CE",
                        CHECK_AT);
    }

    @Test
    void T4_the_picture_leads_to_the_check() throws IOException, ReaderException {
        BufferedImage page;
        try (PDDocument document = document(paper("Facilitation", Optional.empty()))) {
            page = new PDFRenderer(document).renderImageWithDPI(0, DOTS_PER_INCH);
        }
        int[] dots = page.getRGB(0, 0, page.getWidth(), page.getHeight(), null, 0, page.getWidth());
        var source = new RGBLuminanceSource(page.getWidth(), page.getHeight(), dots);
        assertThat(new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(source))))
                .extracting(Object::toString)
                .isEqualTo(CHECK_AT);
    }

    @Test
    void the_page_can_be_read_aloud() throws IOException {
        try (PDDocument document = document(paper("Facilitation", Optional.of("Ann")))) {
            var catalog = document.getDocumentCatalog();
            assertThat(document.getDocumentInformation().getTitle())
                    .isEqualTo("Certificate: Facilitation");
            assertThat(catalog.getLanguage()).isEqualTo("en-GB");
            assertThat(catalog.getMarkInfo().isMarked()).isTrue();
            assertThat(catalog.getViewerPreferences().displayDocTitle()).isTrue();
            var order = (PDStructureElement) catalog.getStructureTreeRoot().getKids().getFirst();
            List<PDStructureElement> elements =
                    order.getKids().stream().map(PDStructureElement.class::cast).toList();
            assertThat(elements)
                    .extracting(PDStructureElement::getStructureType)
                    .contains("H1")
                    .endsWith("Figure");
            assertThat(elements.getLast().getAlternateDescription()).contains(CHECK_AT);
        }
    }

    @Test
    void names_of_many_alphabets_stand_on_it_and_no_sign_is_lost_unseen() throws IOException {
        assertThat(text(paper("Здравствуйте", Optional.of("Łucja Ōkubo-Żółć, Ελένη 🙂"))))
                .contains("Łucja Ōkubo-Żółć, Ελένη ?")
                .contains("Здравствуйте");
    }

    @Test
    void nothing_runs_over_the_edge() throws IOException {
        String long1 = "How to run a very long ward assembly ".repeat(3);
        assertThat(text(paper(long1, Optional.empty()))).contains(long1.strip());
        Paper absurd = paper("W".repeat(5_000), Optional.of("\n \t"));
        assertThat(text(absurd)).contains("WWWWW…");
        assertThat(rightmost(absurd)).isLessThan(TaggedPage.WIDTH - 80);
    }

    private static Paper paper(String course, Optional<String> name) {
        return new Paper(
                "Assemble",
                course,
                name,
                "10 May 2026",
                "Valid until 9 May 2028, that day included.",
                "7K3Q-9D2M-0V5X-T8HB-W1CE",
                CHECK_AT);
    }

    private static PDDocument document(Paper paper) throws IOException {
        return Loader.loadPDF(paper.pdf());
    }

    private static String text(Paper paper) throws IOException {
        try (PDDocument document = document(paper)) {
            return new PDFTextStripper().getText(document);
        }
    }

    private static double rightmost(Paper paper) throws IOException {
        List<Float> ends = new ArrayList<>();
        PDFTextStripper reader =
                new PDFTextStripper() {
                    @Override
                    protected void writeString(String text, List<TextPosition> positions) {
                        positions.forEach(place -> ends.add(place.getEndX()));
                    }
                };
        try (PDDocument document = document(paper)) {
            reader.getText(document);
        }
        return ends.stream().mapToDouble(Float::doubleValue).max().orElseThrow();
    }
}
