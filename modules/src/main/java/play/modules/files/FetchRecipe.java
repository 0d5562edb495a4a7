package play.modules.files;

import play.module.Recipe;
import play.value.Bytes;

/**
 * A file to be written on the controller.
 *
 * @param path absolute
 * @param open whether others than its owner may read it
 */
record FetchRecipe(String path, Bytes content, boolean open) implements Recipe {
    String key() {
        return "fetch " + path + " " + content.sha256();
    }

    /** Says how much it is, never what: it may be secret. */
    @Override
    public String toString() {
        return path + " of " + content.toArray().length + " bytes";
    }
}
