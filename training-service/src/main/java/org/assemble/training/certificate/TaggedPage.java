package org.assemble.training.certificate;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentCatalog;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDNumberTreeNode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDMarkInfo;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDParentTreeValue;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureTreeRoot;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;

/// One page of a PDF that can be read aloud: it has a title and a language, every text and picture
/// has its place in the order of reading, and what is there for the eye alone is marked so.
final class TaggedPage implements AutoCloseable {
    private static final PDRectangle LYING =
            new PDRectangle(PDRectangle.A4.getHeight(), PDRectangle.A4.getWidth());
    static final float WIDTH = LYING.getWidth();
    static final float HEIGHT = LYING.getHeight();

    /// Comes with PDFBox, under a licence that lets it be embedded (SIL OFL 1.1).
    private static final String FONT =
            "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    private static final float SMALLEST = 8;
    private static final int MOST_SIGNS = 300;
    private static final float UNITS_PER_EM = 1_000;

    /// A colour; not the JDK's own, which brings a window system along.
    ///
    /// @param rgb `0xrrggbb`
    record Ink(int rgb) {
        private static final float FULL = 255;

        float part(int bits) {
            return (rgb >> bits & 0xff) / FULL;
        }
    }

    /// Something that is drawn.
    interface Drawing {
        void draw() throws IOException;
    }

    private final PDPage page = new PDPage(LYING);
    private final PDFont font;
    private final PDPageContentStream content;
    private final PDStructureElement order;
    private final COSArray elements = new COSArray();

    TaggedPage(PDDocument document, String title, String author, String language)
            throws IOException {
        document.addPage(page);
        document.getDocumentInformation().setTitle(title);
        document.getDocumentInformation().setAuthor(author);
        PDStructureTreeRoot root = new PDStructureTreeRoot();
        order = new PDStructureElement("Document", root);
        root.appendKid(order);
        describe(document.getDocumentCatalog(), root, language);
        page.setStructParents(0);
        try (InputStream ttf = PDDocument.class.getResourceAsStream(FONT)) {
            font = PDType0Font.load(document, ttf, true);
        }
        content = new PDPageContentStream(document, page);
    }

    private void describe(PDDocumentCatalog catalog, PDStructureTreeRoot root, String language) {
        PDNumberTreeNode byPage = new PDNumberTreeNode(PDParentTreeValue.class);
        byPage.setNumbers(Map.of(0, new PDParentTreeValue(elements)));
        root.setParentTree(byPage);
        root.setParentTreeNextKey(1);
        PDMarkInfo marked = new PDMarkInfo();
        marked.setMarked(true);
        PDViewerPreferences shown = new PDViewerPreferences(new COSDictionary());
        shown.setDisplayDocTitle(true);
        catalog.setStructureTreeRoot(root);
        catalog.setMarkInfo(marked);
        catalog.setLanguage(language);
        catalog.setViewerPreferences(shown);
    }

    /// A line of text; where it is too long for its width it gets smaller, and at last shorter.
    ///
    /// @param kind `P`, `H1`: the structure type
    void text(String kind, String text, float x, float y, float width, float size, Ink ink)
            throws IOException {
        String line = shortened(printable(text), width);
        float fitting = Math.min(size, width / widthAt1(line));
        tagged(
                kind,
                null,
                () -> {
                    content.beginText();
                    use(ink);
                    content.setFont(font, fitting);
                    content.newLineAtOffset(x, y);
                    content.showText(line);
                    content.endText();
                });
    }

    /// @param said what it shows, for who can't see it
    void picture(String said, Drawing drawing) throws IOException {
        tagged("Figure", said, drawing);
    }

    /// For the eye alone.
    void ornament(float x, float y, float width, float height, Ink ink) throws IOException {
        content.beginMarkedContent(COSName.ARTIFACT);
        rectangle(x, y, width, height, ink);
        content.endMarkedContent();
    }

    void rectangle(float x, float y, float width, float height, Ink ink) throws IOException {
        use(ink);
        content.addRect(x, y, width, height);
        content.fill();
    }

    private void use(Ink ink) throws IOException {
        content.setNonStrokingColor(ink.part(16), ink.part(8), ink.part(0));
    }

    private void tagged(String kind, String said, Drawing drawing) throws IOException {
        PDStructureElement element = new PDStructureElement(kind, order);
        int place = elements.size();
        element.setPage(page);
        element.appendKid(place);
        if (said != null) {
            element.setAlternateDescription(said);
        }
        order.appendKid(element);
        elements.add(element);
        content.beginMarkedContent(COSName.getPDFName(kind), place);
        drawing.draw();
        content.endMarkedContent();
    }

    /// What the font has no sign for is shown as a question mark, and never as nothing.
    private String printable(String text) {
        StringBuilder printable = new StringBuilder();
        text.strip()
                .replaceAll("\\s+", " ")
                .codePoints()
                .limit(MOST_SIGNS)
                .mapToObj(Character::toString)
                .forEach(sign -> printable.append(isInFont(sign) ? sign : "?"));
        return printable.isEmpty() ? " " : printable.toString();
    }

    private boolean isInFont(String sign) {
        try {
            font.encode(sign);
            return true;
        } catch (IllegalArgumentException | IOException notThere) {
            return false;
        }
    }

    private String shortened(String line, float width) throws IOException {
        String shortened = line;
        while (widthAt1(shortened) * SMALLEST > width) {
            int end = shortened.offsetByCodePoints(shortened.length(), -2);
            shortened = shortened.substring(0, end) + "…";
        }
        return shortened;
    }

    private float widthAt1(String line) throws IOException {
        return font.getStringWidth(line) / UNITS_PER_EM;
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
