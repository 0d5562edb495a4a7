package play.modules.files;

import java.util.Optional;
import play.module.Default;
import play.module.Doc;
import play.module.Inline;

/** How a text file is edited: parameters that {@code lineinfile} and {@code blockinfile} have in common. */
public record Editing(
    @Doc("Whether a missing file is made.") @Default("false") boolean create,
    @Inline WantedAttributes attributes,
    @Doc("Command that must succeed before the new content takes its place; %s stands for its path.")
        Optional<String> validate) {

  /** @param secret whether what is put in must be masked */
  EditedFile of(String path, boolean secret) {
    return new EditedFile(path, create, secret, attributes, validate);
  }
}
