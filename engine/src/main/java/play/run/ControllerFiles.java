package play.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import play.diag.Diagnostic;
import play.diag.PlainDiagnostic;
import play.diag.ProblemList;
import play.diag.TextFiles;
import play.expression.ExpressionException;
import play.expression.Expressions;
import play.expression.Origin;
import play.expression.Template;
import play.expression.call.LookupContext;
import play.host.Mode;
import play.load.PlaybookLoader;
import play.param.BindException;
import play.param.LocalFolder;
import play.param.LocalTree;
import play.param.VarsSource;
import play.playbook.Step;
import play.playbook.Vars;
import play.source.SourceFile;
import play.source.Span;
import play.value.Bytes;
import play.value.Content;
import play.value.Foreseen;
import play.value.TemplateStyle;
import play.vault.Vault;
import play.vault.VaultException;

/** Files and templates on the controller, read and parsed once per run however many hosts use them. */
final class ControllerFiles {
    /** Larger files are streamed when they are needed. */
    private static final long IN_MEMORY = 256 * 1024;

    /** What is read whole goes to hosts with each question asked about it. */
    private static final long WHOLE_TREE = 4 * 1024 * 1024;

    private final Expressions expressions;
    private final PlaybookLoader loader;
    private final Map<Styled, Page> templates = new ConcurrentHashMap<>();
    private final Map<Asked, Content> files = new ConcurrentHashMap<>();

    /** A file, and whether it is opened where it is encrypted. */
    private record Asked(Path path, boolean opened) {}

    /** A template, its file, and whether that is encrypted. */
    record Page(Template template, Path file, boolean secret) {}

    private record Styled(Path file, TemplateStyle style) {}

    /** @param loader reads variables files, and has the passwords of encrypted files */
    ControllerFiles(Expressions expressions, PlaybookLoader loader) {
        this.expressions = expressions;
        this.loader = loader;
    }

    /**
     * A folder with all below it.
     *
     * @return nothing where the name is that of a file
     */
    Optional<LocalFolder> folder(String name, Step.Context context, FileReading reading) throws BindException {
        Path path = find(name, LookupContext.Folder.FILES, context, Files::exists);
        if (!Files.isDirectory(path)) {
            return Optional.empty();
        }
        try {
            return Optional.of(FolderListing.of(path, reading.followed())
                    .read(name, file -> content(new Asked(file, reading.opened()))));
        } catch (IOException e) {
            throw new BindException("names " + path + ", which cannot be read: " + FolderListing.why(e));
        }
    }

    /**
     * What a file holds.
     *
     * @param opened whether one that is encrypted as a whole is decrypted; what it holds is secret then
     */
    Content file(String name, Step.Context context, boolean opened) throws BindException {
        return content(new Asked(find(name, LookupContext.Folder.FILES, context), opened));
    }

    private Content content(Asked asked) throws BindException {
        try {
            return files.computeIfAbsent(asked, this::known);
        } catch (Unreadable e) {
            throw e.why;
        }
    }

    private Content known(Asked asked) {
        try {
            return read(asked);
        } catch (BindException e) {
            throw new Unreadable(e);
        }
    }

    /** Comes out of the map, which has one thread read what the tasks of many hosts ask for at once. */
    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final BindException why;

        Unreadable(BindException why) {
            super(why);
            this.why = why;
        }
    }

    /**
     * A folder with all below it, or one file. None of it is encrypted: what is made of a folder is not told what is
     * secret.
     */
    LocalTree tree(String name, Step.Context context) throws BindException {
        Path path = find(name, LookupContext.Folder.FILES, context, Files::exists);
        try {
            List<Path> found = FolderListing.walk(path, true).stream()
                    .filter(Files::isRegularFile)
                    .toList();
            SortedMap<String, Bytes> files = new TreeMap<>();
            long size = 0;
            for (Path file : found) {
                size += Files.size(file);
                if (size > WHOLE_TREE) {
                    throw new BindException("names " + path + ", which is too large to be read whole: more than "
                            + WHOLE_TREE / (1024 * 1024) + " MiB");
                }
                if (Vault.isEncrypted(file)) {
                    throw new BindException("names " + path + ", in which " + file
                            + " is encrypted; files of a directory are not decrypted: decrypt it, or pass what is"
                            + " secret as a variable");
                }
                files.put(
                        Objects.requireNonNull(path.equals(file) ? file.getFileName() : path.relativize(file))
                                .toString(),
                        Bytes.of(Files.readAllBytes(file)));
            }
            return new LocalTree(name, Files.isDirectory(path), files);
        } catch (IOException e) {
            throw new BindException("names " + path + ", which cannot be read: " + FolderListing.why(e));
        }
    }

    /** A template, parsed. */
    Page template(String name, Step.Context context, TemplateStyle style) throws BindException {
        Path path = find(name, LookupContext.Folder.TEMPLATES, context);
        Page known = templates.get(new Styled(path, style));
        if (known != null) {
            return known;
        }
        String text = text(path);
        boolean secret = Vault.isEncrypted(text);
        SourceFile source =
                new SourceFile(path.toString(), secret ? open(path, text).utf8() : text);
        ProblemList problems = new ProblemList();
        Page page = new Page(expressions.written(style).file(source.text(), Origin.of(source), problems), path, secret);
        if (problems.hasErrors()) {
            throw new BindException("names a template that cannot be read:", plain(problems.sorted(), secret));
        }
        templates.put(new Styled(path, style), page);
        return page;
    }

    /** Problems of a text; of one that is secret without its lines. */
    static List<PlainDiagnostic> plain(List<Diagnostic> problems, boolean secret) {
        return problems.stream()
                .map(PlainDiagnostic::of)
                .map(problem -> secret ? problem.withoutText() : problem)
                .toList();
    }

    private Bytes open(Path path, String text) throws BindException {
        try {
            return loader.vault().open(text);
        } catch (VaultException e) {
            throw new BindException("names " + path + ", which cannot be decrypted: " + e.getMessage());
        }
    }

    /** The permission bits of a file. */
    Mode mode(String name, LookupContext.Folder folder, Step.Context context) throws BindException {
        Path path = find(name, folder, context);
        try {
            return FolderListing.mode(path);
        } catch (IOException e) {
            throw new BindException("names " + path + ", which cannot be looked at: " + e.getMessage());
        }
    }

    /** The variables of files. */
    Vars.Included vars(VarsSource source, Step.Context context, Span place) throws ExpressionException {
        ProblemList problems = new ProblemList();
        Optional<Vars.Included> included = loader.vars(source, context, place, problems);
        if (problems.hasErrors() || included.isEmpty()) {
            throw new ExpressionException(problems.sorted().getFirst());
        }
        return included.get();
    }

    /** Where a name was found: in the role and those that called it, then beside the playbook. */
    private static Path find(String name, LookupContext.Folder folder, Step.Context context) throws BindException {
        return find(name, folder, context, Files::isRegularFile);
    }

    private static Path find(String name, LookupContext.Folder folder, Step.Context context, Predicate<Path> fits)
            throws BindException {
        List<Path> candidates = context.files().candidates(folder, name);
        return candidates.stream()
                .filter(fits)
                .findFirst()
                .orElseThrow(() -> new BindException("names '" + name + "', which is not a file. Searched: "
                        + String.join(
                                ", ", candidates.stream().map(Path::toString).toList())));
    }

    private static String text(Path path) throws BindException {
        try {
            return TextFiles.read(path).text();
        } catch (IOException e) {
            throw new BindException("names a file that cannot be read as text: " + e.getMessage());
        }
    }

    private Content read(Asked asked) throws BindException {
        Path path = asked.path();
        try {
            if (asked.opened() && Vault.isEncrypted(path)) {
                return Content.secret(open(path, text(path)));
            }
            long size = Files.size(path);
            return size <= IN_MEMORY ? Content.of(Bytes.of(Files.readAllBytes(path))) : large(path, size);
        } catch (IOException e) {
            throw new BindException("names " + path + ", which cannot be read: " + e.getMessage());
        }
    }

    private static Content large(Path path, long size) throws IOException {
        MessageDigest sha256 = Bytes.digest("SHA-256");
        MessageDigest sha1 = Bytes.digest("SHA-1");
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(path)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                sha256.update(buffer, 0, n);
                sha1.update(buffer, 0, n);
            }
        }
        HexFormat hex = HexFormat.of();
        return new Content.LocalFile(
                path, hex.formatHex(sha256.digest()), new Foreseen.Exactly<>(hex.formatHex(sha1.digest())), size);
    }
}
