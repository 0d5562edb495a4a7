package play.vars;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import play.diag.DiagnosticText;
import play.diag.ProblemList;
import play.diag.TextFiles;
import play.expression.call.ConfigSetting;
import play.expression.call.HomeDirectories;
import play.expression.call.LookupContext;
import play.expression.call.Stage;
import play.inventory.HostPattern;
import play.playbook.SearchPath;
import play.source.FileNames;
import play.source.Located;
import play.source.SourceFile;
import play.value.Bytes;
import play.value.PrivateFiles;
import play.vault.Vault;
import play.vault.VaultException;
import play.vault.VaultPassword;
import play.yaml.PlainData;
import play.yaml.YamlNode;
import play.yaml.YamlReader;

/** What lookups of a step reach: files where the step looks for them, encrypted ones opened. */
final class Lookups implements LookupContext {
    private final SearchPath files;
    private final VariableSources sources;
    private final Stage stage;
    private final Consumer<String> warner;

    /** @param warner is told what an evaluation warns of */
    Lookups(SearchPath files, VariableSources sources, Stage stage, Consumer<String> warner) {
        this.warner = warner;
        this.files = files;
        this.sources = sources;
        this.stage = stage;
    }

    @Override
    public Optional<Path> find(Folder folder, String name) {
        return files.find(folder, name);
    }

    @Override
    public Text read(Path file, Charset charset) throws IOException {
        if (!Files.isRegularFile(file) || !Vault.isEncrypted(file)) {
            return new Text(TextFiles.read(file, charset), false);
        }
        try {
            Bytes plain = sources.vault().open(TextFiles.read(file).text());
            return new Text(new SourceFile(file.toString(), new String(plain.toArray(), charset)), true);
        } catch (VaultException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public List<String> hosts(List<String> patterns) {
        return new HostPattern(sources.inventory(), problem -> {}, false)
                .hosts(patterns.stream()
                        .map(pattern -> new Located<>(
                                pattern, new SourceFile("host pattern", pattern).span(0, pattern.length())))
                        .toList());
    }

    @Override
    public List<Path> glob(String pattern) {
        int slash = pattern.lastIndexOf('/');
        String folder = slash < 0 ? "" : pattern.substring(0, slash);
        String last = pattern.substring(slash + 1);
        for (Path place : files.candidates(Folder.FILES, folder.isEmpty() ? "." : folder)) {
            if (Files.isDirectory(place)) {
                List<Path> matches = matches(place, last);
                if (!matches.isEmpty()) {
                    return matches;
                }
            }
        }
        return List.of();
    }

    private static List<Path> matches(Path folder, String pattern) {
        List<Path> matches = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, pattern)) {
            stream.forEach(path -> {
                if (Files.isRegularFile(path)) {
                    matches.add(path);
                }
            });
        } catch (IOException | PatternSyntaxException e) {
            return List.of();
        }
        matches.sort(null);
        return matches;
    }

    @Override
    public Map<ConfigSetting, Optional<Object>> settings() {
        return sources.invocation().settings();
    }

    @Override
    public Optional<String> environment(String name) {
        return Optional.ofNullable(System.getenv(name));
    }

    @Override
    public @Nullable Object yaml(String text) throws IOException {
        ProblemList problems = new ProblemList();
        Optional<YamlNode> node = YamlReader.document(new SourceFile("text", text), problems);
        if (problems.hasErrors()) {
            throw new IOException(DiagnosticText.render(problems.sorted()));
        }
        return node.map(PlainData::of).orElse(null);
    }

    @Override
    public List<@Nullable Object> documents(String text) throws IOException {
        ProblemList problems = new ProblemList();
        List<YamlNode> nodes = YamlReader.documents(new SourceFile("text", text), problems);
        if (problems.hasErrors()) {
            throw new IOException(DiagnosticText.render(problems.sorted()));
        }
        List<@Nullable Object> all = new ArrayList<>();
        nodes.forEach(node -> all.add(PlainData.of(node)));
        return all;
    }

    @Override
    public Stage stage() {
        return stage;
    }

    @Override
    public Ran run(String command) throws IOException {
        return ControllerShell.run(command, folder());
    }

    @Override
    public Optional<List<String>> ask(Question question) throws IOException {
        return DnsReader.ask(question);
    }

    @Override
    public void warn(String sentence) {
        warner.accept(sentence);
    }

    @Override
    public String fetch(WebRequest request) throws IOException {
        return new WebReader(request).read();
    }

    @Override
    public Optional<String> kept(String name) throws IOException {
        Path file = keptAt(name);
        return Files.exists(file)
                ? Optional.of(read(file, StandardCharsets.UTF_8).source().text())
                : Optional.empty();
    }

    @Override
    public void keep(String name, String text) throws IOException {
        PrivateFiles.write(keptAt(name), Bytes.of(text));
    }

    @Override
    public String sealed(String text, Seal seal) {
        return Vault.seal(Bytes.of(text), new VaultPassword(seal.label(), seal.password()), seal.salt());
    }

    @Override
    public String opened(String text, String password) throws IOException {
        if (!Vault.isEncrypted(text)) {
            return text;
        }
        try {
            return new Vault(List.of(new VaultPassword(VaultPassword.DEFAULT_LABEL, password)))
                    .open(text)
                    .utf8();
        } catch (VaultException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public boolean isEncrypted(Path file) throws IOException {
        return Vault.isEncrypted(file);
    }

    private Path keptAt(String name) throws IOException {
        return FileNames.path(HomeDirectories.expanded(name))
                .map(folder()::resolve)
                .orElseThrow(() -> new IOException("no file can have this name"));
    }

    private Path folder() {
        return files.playbook().toAbsolutePath().normalize();
    }
}
