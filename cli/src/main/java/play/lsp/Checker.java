package play.lsp;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import play.diag.Diagnostic;
import play.editor.Known;
import play.editor.Vocabulary;

/** Reads playbooks as {@code play lint} does. Used by one thread at a time. */
public interface Checker {
    /**
     * What is to be checked.
     *
     * @param root a playbook, or an inventory; it need only be among the texts
     * @param inventory whether it is an inventory
     * @param texts what counts instead of files
     */
    record Request(Path root, boolean inventory, Map<Path, String> texts) {}

    /**
     * What came of it.
     *
     * @param problems by file and place
     * @param files all that were read
     * @param known what it has names for; nothing where it could not be read
     */
    record Checked(List<Diagnostic> problems, Set<Path> files, Known known, Vocabulary vocabulary) {
        public Checked {
            problems = List.copyOf(problems);
            files = Set.copyOf(files);
        }
    }

    Checked check(Request request) throws InterruptedException;

    /** The files that a playbook is read from, whatever is wrong with them. */
    Set<Path> files(Request request) throws InterruptedException;

    /** The words of the language where no playbook has been read yet. */
    Vocabulary vocabulary();

    /** What a code of a diagnostic means, in Markdown; empty where there is no entry. */
    String explain(String code);

    /** The file that has that entry. */
    Optional<Path> page(String code);

    /** Files have changed that are not open: what was kept of them is read again. */
    void forget();
}
