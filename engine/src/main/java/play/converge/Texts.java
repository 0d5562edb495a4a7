package play.converge;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import play.host.FileText;
import play.host.FileTexts;
import play.value.Bytes;
import play.value.Content;

/** What files will hold, as far as it is at hand on the controller before they are written. */
final class Texts {
    private Texts() {}

    /** The content as it will be read back; none where only the run makes it. */
    static Optional<FileText> of(Content content) {
        return switch (content) {
            case Content.Inline inline -> inline.bytes().map(bytes -> held(bytes, inline.hasSecrets()));
            case Content.LocalFile file
            when file.length() > FileTexts.LIMIT -> Optional.of(new FileText.TooLarge(file.length()));
            case Content.LocalFile file -> read(file).map(bytes -> held(bytes, false));
            case Content.Streamed stream -> Optional.empty();
            case Content.Produced produced -> Optional.empty();
            case Content.OnHost file -> Optional.empty();
        };
    }

    private static FileText held(Bytes bytes, boolean secret) {
        return bytes.length() > FileTexts.LIMIT
                ? new FileText.TooLarge(bytes.length())
                : new FileText.Held(bytes, secret);
    }

    /** As text for people, secrets masked; none for what is no text, large or not at hand. */
    static Optional<String> shown(Content content) {
        return content instanceof Content.LocalFile file && file.length() <= FileTexts.LIMIT
                ? read(file).flatMap(Bytes::text)
                : content.masked();
    }

    /** What can't be read any more will be said when it is to be sent. */
    private static Optional<Bytes> read(Content.LocalFile file) {
        try {
            return Optional.of(Bytes.of(Files.readAllBytes(file.path())));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
