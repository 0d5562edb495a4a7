package play.param;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.host.Mode;
import play.value.Content;
import play.value.TemplateStyle;

/**
 * What the engine does for parameters that are more than data: it reads, renders and evaluates for one host and task.
 */
public interface BindContext {
    /**
     * The file of that name on the controller, searched where the task's role and playbook keep files. One that is
     * encrypted as a whole is decrypted, and what it holds is secret.
     */
    Content file(String name) throws BindException;

    /** The same, but encrypted files are given as they are. */
    default BindContext asWritten() {
        return this;
    }

    /** The same, but links in folders are given as links, and what they lead to is not. */
    default BindContext withoutFollowing() {
        return this;
    }

    /** The same, but templates are written in another style. */
    default BindContext inStyle(TemplateStyle style) {
        return this;
    }

    /** The permission bits of the {@link #file} of that name. */
    Mode modeOfFile(String name) throws BindException;

    /** The permission bits of the {@link #template} of that name. */
    Mode modeOfTemplate(String name) throws BindException;

    /** The folder of that name on the controller, searched likewise; nothing where the name is that of a file. */
    Optional<LocalFolder> folder(String name) throws BindException;

    /** The folder or file of that name on the controller, searched likewise, read whole. */
    LocalTree tree(String name) throws BindException;

    /** The template of that name, searched likewise and rendered for the host. */
    Content template(String name) throws BindException;

    /**
     * The home of an account on the host.
     *
     * @param account empty: of the task's user
     * @return none where the host has no such account
     */
    Optional<String> home(String account) throws BindException;

    /**
     * A variable of the environment that commands of the task run in, on the host.
     *
     * @return none where it is not set
     */
    Optional<String> variable(String name) throws BindException;

    /**
     * Those of some variables of the playbook that are defined, each as it may be handed to a module: with
     * {@code Unknown} and {@code Secret} in it.
     */
    default Map<String, @Nullable Object> defined(Set<String> names) throws BindException {
        return Map.of();
    }

    /** The directory of the host that commands of the task run in. */
    String directory() throws BindException;

    /**
     * The documents of a YAML text.
     *
     * @param open fields of them that are no secret, although the text is one
     */
    List<Object> documents(Content yaml, Set<String> open) throws BindException;

    /**
     * Where a path on the controller leads at which nothing need be yet: {@code ~} and {@code ~name} at its start are
     * homes there, and a relative path begins in the directory of the playbook.
     */
    Path destination(String name) throws BindException;

    /**
     * Where on the controller something is that may be a file or a directory, or that is not there yet: what is found
     * where the task's role and playbook keep files, else the {@link #destination}. A slash at the end of the name
     * stays.
     */
    String source(String name) throws BindException;

    /** The name of the host in the inventory. */
    String host() throws BindException;

    /** The value of a bare expression. */
    Evaluated evaluate(String expression) throws BindException;
}
