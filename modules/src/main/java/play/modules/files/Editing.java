package play.modules.files;

import java.util.Optional;
import play.files.EditedFile;
import play.files.TextEncoding;
import play.files.WantedAttributes;
import play.module.Replacing;
import play.param.Default;
import play.param.Doc;
import play.param.Inline;
import play.value.Content;

/** How a text file is edited: parameters that {@code lineinfile} and {@code blockinfile} have in common. */
public record Editing(
        @Doc("Whether a missing file is created, with the directories above it.") @Default("false")
        boolean create,

        @Doc("Encoding of the file: utf-8, latin-1, cp1252 and others; the file stays in it.") @Default("utf-8")
        String encoding,

        @Inline WantedAttributes attributes,
        @Inline FileLabels labels,
        @Inline Replacing replacing) {

    /** The file; what is put in, if anything is, may be secret. */
    EditedFile of(String path, Optional<Content> put) {
        return new EditedFile(
                path,
                create,
                put.filter(Content::hasSecrets).isPresent(),
                attributes,
                replacing,
                TextEncoding.named(encoding).orElseThrow());
    }
}
