package play.modules.files;

import play.files.EditedFile;
import play.files.WantedAttributes;
import play.module.Replacing;
import play.param.Default;
import play.param.Doc;
import play.param.Inline;

/** How a text file is edited: parameters that {@code lineinfile} and {@code blockinfile} have in common. */
public record Editing(
        @Doc("Whether a missing file is created.") @Default("false")
        boolean create,

        @Inline WantedAttributes attributes,
        @Inline Replacing replacing) {

    /** @param secret whether what is put in must be masked */
    EditedFile of(String path, boolean secret) {
        return new EditedFile(path, create, secret, attributes, replacing);
    }
}
