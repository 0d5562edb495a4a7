package play.expression;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.diag.DiagnosticText;
import play.diag.ProblemList;
import play.expression.call.LookupContext;
import play.expression.call.Stage;
import play.source.SourceFile;
import play.value.Bytes;
import play.vault.Vault;
import play.vault.VaultException;
import play.vault.VaultPassword;
import play.yaml.PlainData;
import play.yaml.YamlNode;
import play.yaml.YamlReader;

/** Variables from a map, files from a map of texts, an environment of one variable. */
record TestScope(Map<String, ? extends @Nullable Object> variables, Map<String, String> files)
        implements Scope, LookupContext {

    static TestScope of(Map<String, ? extends @Nullable Object> variables) {
        return new TestScope(variables, Map.of());
    }

    @Override
    public Binding find(String name) {
        return variables.containsKey(name) ? new Binding.Found(variables.get(name)) : new Binding.Missing();
    }

    @Override
    public Set<String> names() {
        return Set.copyOf(variables.keySet());
    }

    @Override
    public LookupContext lookups() {
        return this;
    }

    @Override
    public Optional<Path> find(Folder folder, String name) {
        return Optional.of(name).filter(files::containsKey).map(Path::of);
    }

    @Override
    public Text read(Path file, Charset charset) throws IOException {
        String text = files.get(file.toString());
        if (text == null) {
            throw new IOException("no such file");
        }
        return new Text(new SourceFile(file.toString(), text), file.toString().startsWith("secret"));
    }

    @Override
    public String fetch(WebRequest request) throws IOException {
        throw new IOException("no server is asked here");
    }

    @Override
    public List<String> hosts(List<String> patterns) {
        return List.of();
    }

    @Override
    public List<Path> glob(String pattern) {
        return files.keySet().stream()
                .filter(name -> !pattern.isEmpty() && name.endsWith(pattern.substring(1)))
                .sorted()
                .map(Path::of)
                .toList();
    }

    @Override
    public Optional<String> environment(String name) {
        return "HOME".equals(name) ? Optional.of("/home/me") : Optional.empty();
    }

    @Override
    public @Nullable Object yaml(String text) throws IOException {
        return documents(text).isEmpty() ? null : documents(text).getFirst();
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
        return Stage.REAL_RUN;
    }

    @Override
    public Ran run(String command) throws IOException {
        throw new IOException("there is no shell");
    }

    @Override
    public Optional<String> kept(String name) {
        return Optional.ofNullable(files.get(name));
    }

    @Override
    public void keep(String name, String text) throws IOException {
        throw new IOException("there is no place");
    }

    @Override
    public String sealed(String text, Seal seal) {
        return Vault.seal(Bytes.of(text), new VaultPassword(seal.label(), seal.password()), seal.salt());
    }

    @Override
    public String opened(String text, String password) throws IOException {
        try {
            return Vault.isEncrypted(text)
                    ? new Vault(List.of(new VaultPassword("", password)))
                            .open(text)
                            .utf8()
                    : text;
        } catch (VaultException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public boolean isEncrypted(Path file) throws IOException {
        return Vault.isEncrypted(file);
    }
}
