package org.assemble.training.certificate;

/// The answer to a check as a page, for who scanned the picture on a certificate.
final class CheckPage {
    // Every part is our own text; nothing of the request is echoed.
    private static final String PAGE =
            """
            <!doctype html>
            <html lang="en-GB">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>%1$s</title>
            <body style="font:1.1rem/1.5 system-ui;max-width:36rem;margin:3rem auto;padding:0 1rem">
            <main style="border-left:.5rem solid %2$s;padding-left:1.5rem">
            <p>Training certificate · Assemble</p>
            <h1>%1$s</h1>
            <p>%3$s</p>
            </main>
            </body>
            </html>
            """;
    private static final String VALID =
            PAGE.formatted(
                    "This certificate is valid",
                    "#1a7f4b",
                    "Assemble issued a certificate with this number, and it is in force today. Who"
                            + " holds it, and for which training, is not public. The signed badge,"
                            + " which the holder can show you, says for which training; it names"
                            + " nobody. That it belongs to the person who shows it, neither says.");
    private static final String NOT_VALID =
            PAGE.formatted(
                    "This is not the number of a valid certificate",
                    "#8a1c1c",
                    "Perhaps it was mistyped: compare it with what is printed. Otherwise ask the"
                            + " person who showed it to you. Whether such a certificate ever was,"
                            + " is withdrawn or has expired is not said here.");

    private CheckPage() {}

    static String of(boolean valid) {
        return valid ? VALID : NOT_VALID;
    }
}
