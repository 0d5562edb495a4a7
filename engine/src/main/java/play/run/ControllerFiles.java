package play.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
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
import java.util.stream.Stream;
import play.diag.DiagnosticText;
import play.diag.ProblemList;
import play.expression.ExpressionException;
import play.expression.Expressions;
import play.expression.Origin;
import play.expression.Template;
import play.expression.call.LookupContext;
import play.module.BindException;
import play.module.LocalTree;
import play.module.VarsSource;
import play.playbook.PlaybookLoader;
import play.playbook.Step;
import play.playbook.Vars;
import play.source.SourceFile;
import play.source.Span;
import play.value.Bytes;
import play.value.Content;

/** Files and templates on the controller, read and parsed once per run however many hosts use them. */
final class ControllerFiles {
  /** Larger files are streamed when they are needed. */
  private static final long IN_MEMORY = 256 * 1024;

  /** What is read whole goes to hosts with each question asked about it. */
  private static final long WHOLE_TREE = 4 * 1024 * 1024;

  private final Expressions expressions;
  private final PlaybookLoader loader;
  private final Map<Path, Template> templates = new ConcurrentHashMap<>();
  private final Map<Path, Content> files = new ConcurrentHashMap<>();

  /** @param loader reads files of variables */
  ControllerFiles(Expressions expressions, PlaybookLoader loader) {
    this.expressions = expressions;
    this.loader = loader;
  }

  /** What a file holds. */
  Content file(String name, Step.Context context) throws BindException {
    Path path = find(name, LookupContext.Folder.FILES, context);
    try {
      return files.computeIfAbsent(path, ControllerFiles::read);
    } catch (UncheckedIOException e) {
      throw new BindException("names " + path + ", which cannot be read: " + e.getMessage());
    }
  }

  /** A folder with all below it, or one file. */
  LocalTree tree(String name, Step.Context context) throws BindException {
    Path path = find(name, LookupContext.Folder.FILES, context, Files::exists);
    try (Stream<Path> all = Files.walk(path, FileVisitOption.FOLLOW_LINKS)) {
      List<Path> found = all.filter(Files::isRegularFile).toList();
      SortedMap<String, Bytes> files = new TreeMap<>();
      long size = 0;
      for (Path file : found) {
        size += Files.size(file);
        if (size > WHOLE_TREE) {
          throw new BindException("names " + path + ", which is too large to be read whole: more than " + WHOLE_TREE / (1024 * 1024) + " MiB");
        }
        files.put(Objects.requireNonNull(path.equals(file) ? file.getFileName() : path.relativize(file)).toString(), Bytes.of(Files.readAllBytes(file)));
      }
      return new LocalTree(name, Files.isDirectory(path), files);
    } catch (IOException | UncheckedIOException e) {
      throw new BindException("names " + path + ", which cannot be read: " + e.getMessage());
    }
  }

  /** A template, parsed. */
  Template template(String name, Step.Context context) throws BindException {
    Path path = find(name, LookupContext.Folder.TEMPLATES, context);
    Template known = templates.get(path);
    if (known != null) {
      return known;
    }
    SourceFile source = new SourceFile(path.toString(), text(path));
    ProblemList problems = new ProblemList();
    Template template = expressions.file(source.text(), Origin.of(source), problems);
    if (problems.hasErrors()) {
      throw new BindException("names a template that cannot be read:\n" + DiagnosticText.render(problems.sorted()));
    }
    templates.put(path, template);
    return template;
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

  private static Path find(String name, LookupContext.Folder folder, Step.Context context, Predicate<Path> fits) throws BindException {
    List<Path> candidates = context.files().candidates(folder, name);
    return candidates.stream()
        .filter(fits)
        .findFirst()
        .orElseThrow(
            () ->
                new BindException(
                    "names '" + name + "', which is no file. Searched: "
                        + String.join(", ", candidates.stream().map(Path::toString).toList())));
  }

  private static String text(Path path) throws BindException {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new BindException("names " + path + ", which cannot be read as text: " + e.getMessage());
    }
  }

  private static Content read(Path path) {
    try {
      long size = Files.size(path);
      if (size <= IN_MEMORY) {
        return Content.of(Bytes.of(Files.readAllBytes(path)));
      }
      return new Content.LocalFile(path, digest(path), size);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(Path path) throws IOException {
    MessageDigest digest = Bytes.digest();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(path)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
