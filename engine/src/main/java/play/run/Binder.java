package play.run;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.diag.PlainDiagnostic;
import play.event.Redactor;
import play.expression.Expression;
import play.expression.ExpressionException;
import play.expression.Operands;
import play.expression.Scope;
import play.expression.TemplateScope;
import play.expression.Whole;
import play.expression.call.HomeDirectories;
import play.expression.call.LookupContext;
import play.host.HostException;
import play.host.Mode;
import play.module.TaskModule;
import play.param.BindContext;
import play.param.BindException;
import play.param.Binding;
import play.param.Evaluated;
import play.param.HostPaths;
import play.param.LocalFolder;
import play.param.LocalTree;
import play.param.Meaning;
import play.param.Parameter;
import play.param.ParameterType;
import play.param.Schema;
import play.playbook.Call;
import play.playbook.Data;
import play.playbook.Step;
import play.source.Located;
import play.source.SourceFile;
import play.source.Span;
import play.value.Content;
import play.value.Records;
import play.value.Secret;
import play.value.TemplateStyle;
import play.value.Unknown;

/** Binds a call's arguments to the params record of its module, for one host and item. */
final class Binder implements BindContext {
    private static final Span NOWHERE = new Span(new SourceFile("", ""), 0, 0);

    private final ControllerFiles files;
    private final Step.Context context;
    private final Scope scope;
    private final Map<String, Expression> expressions;
    private final Redactor redactor;
    private final FileReading reading;
    private final PathParts parts;
    private final SecretQuotes secrets = new SecretQuotes();
    private Optional<String> destination = Optional.empty();
    private Span place = NOWHERE;

    Binder(
            ControllerFiles files,
            Step.Context context,
            Scope scope,
            Map<String, Expression> expressions,
            Redactor redactor) {
        this(files, context, scope, expressions, redactor, FileReading.USUAL, new PathParts());
    }

    private Binder(
            ControllerFiles files,
            Step.Context context,
            Scope scope,
            Map<String, Expression> expressions,
            Redactor redactor,
            FileReading reading,
            PathParts parts) {
        this.reading = reading;
        this.parts = parts;
        this.files = files;
        this.context = context;
        this.scope = scope;
        this.expressions = expressions;
        this.redactor = redactor;
    }

    <P extends Record> Binding<P> bind(TaskModule<P> module, Call call, PathLookup lookup)
            throws ExpressionException, HostException, InterruptedException {
        Schema<P> schema = module.spec().schema();
        place = call.module().span();
        Map<String, @Nullable Object> rendered = new LinkedHashMap<>();
        for (Data defaults : call.defaults()) {
            switch (given(schema, defaults)) {
                case Given.Values(var values) -> override(schema, rendered, values);
                case Given.Undetermined(String why) -> {
                    return new Binding.Undetermined<>("the parameters that a template gives are unknown: " + why);
                }
                case Given.Wrong(String why) -> {
                    return new Binding.Wrong<>(List.of(new Binding.Fault("", why)));
                }
            }
        }
        override(schema, rendered, named(call, rendered(schema, call.arguments())));
        rendered.values().forEach(value -> {
            redactor.learn(value);
            secrets.learn(value);
            learnHidden(value);
        });
        destination = rendered.entrySet().stream()
                .filter(given -> given.getValue() instanceof String
                        && schema.find(given.getKey())
                                .filter(one -> one.means(Meaning.DESTINATION))
                                .isPresent())
                .map(given -> String.valueOf(given.getValue()))
                .findFirst();
        List<@Nullable Object> values = new ArrayList<>(rendered.values());
        schema.parameters().stream()
                .filter(parameter -> rendered.keySet().stream().noneMatch(parameter::answersTo))
                .forEach(parameter -> parameter.fallback().ifPresent(values::add));
        parts.expect(HostPaths.accounts(values));
        parts.learn(lookup);
        Binding<P> bound = schema.bind(rendered, this);
        while (parts.learn(lookup)) {
            bound = schema.bind(rendered, this);
        }
        if (bound instanceof Binding.Bound<P>(P params)) {
            learnDigests(params);
        }
        return bound;
    }

    private void learnDigests(Record params) {
        Records.fields(params).values().forEach(value -> {
            @Nullable Object given = value instanceof Optional<?> optional ? optional.orElse(null) : value;
            if (given instanceof Content content) {
                redactor.learnDigests(content);
            } else if (given instanceof Record inner) {
                learnDigests(inner);
            }
        });
    }

    /** What is wrong with the parameters, as it may be told. */
    List<Binding.Fault> told(List<Binding.Fault> faults) {
        return secrets.hiddenIn(faults);
    }

    /** What an entry of {@code module_defaults} comes to. */
    private sealed interface Given {
        record Values(Map<String, @Nullable Object> all) implements Given {}

        record Undetermined(String why) implements Given {}

        record Wrong(String why) implements Given {}
    }

    private Given given(Schema<?> schema, Data defaults) throws ExpressionException {
        Optional<Map<Located<String>, Data>> named = defaults.named();
        if (named.isPresent()) {
            return new Given.Values(rendered(schema, named.get()));
        }
        return switch (Whole.of(defaults.value(scope), defaults.span())) {
            case Map<?, ?> map -> new Given.Values(named(map));
            case Secret(Map<?, ?> map) -> new Given.Values(hidden(map));
            case Unknown(String why) -> new Given.Undetermined(why);
            case null, default ->
                new Given.Wrong("This template must give a mapping of parameters: " + defaults.span());
        };
    }

    private static Map<String, @Nullable Object> named(Map<?, ?> map) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        map.forEach((name, value) -> values.put(String.valueOf(name), value));
        return values;
    }

    /** Of a secret mapping each value is secret. */
    private static Map<String, @Nullable Object> hidden(Map<?, ?> map) {
        Map<String, @Nullable Object> values = named(map);
        values.replaceAll((name, value) -> value == null ? null : new Secret(value));
        return values;
    }

    private Map<String, @Nullable Object> rendered(Schema<?> schema, Map<Located<String>, Data> arguments)
            throws ExpressionException {
        Map<String, @Nullable Object> rendered = new LinkedHashMap<>();
        for (Map.Entry<Located<String>, Data> argument : arguments.entrySet()) {
            String name = argument.getKey().value();
            rendered.put(name, render(schema.find(name), argument.getValue()));
        }
        return rendered;
    }

    /** The names of variables may be templates. */
    private Map<String, @Nullable Object> named(Call call, Map<String, @Nullable Object> rendered)
            throws ExpressionException {
        for (Map.Entry<String, Data> name : call.names().entrySet()) {
            rendered.put(Rendering.text(name.getValue(), scope), rendered.remove(name.getKey()));
        }
        return rendered;
    }

    private static void override(
            Schema<?> schema,
            Map<String, @Nullable Object> rendered,
            Map<String, ? extends @Nullable Object> stronger) {
        stronger.keySet().forEach(name -> rendered.keySet().removeIf(other -> schema.areSame(name, other)));
        rendered.putAll(stronger);
    }

    private @Nullable Object render(Optional<Parameter> parameter, Data data) throws ExpressionException {
        boolean asContent = parameter
                .filter(p -> p.type().source() == ParameterType.Source.CONTENT)
                .isPresent();
        return Whole.of(asContent ? Rendering.content(data, scope) : data.value(scope), data.span());
    }

    /** Secret parts of contents are to be masked wherever else they turn up. */
    private void learnHidden(@Nullable Object value) {
        if (value instanceof Content.Inline(List<Content.Part> parts)) {
            for (Content.Part part : parts) {
                if (part instanceof Content.Part.Hidden(var bytes)) {
                    redactor.learnText(bytes.utf8());
                }
            }
        }
    }

    @Override
    public Content file(String name) throws BindException {
        Content content = files.file(name, context, reading.opened());
        learnHidden(content);
        return content;
    }

    @Override
    public Mode modeOfFile(String name) throws BindException {
        return files.mode(name, LookupContext.Folder.FILES, context);
    }

    @Override
    public Mode modeOfTemplate(String name) throws BindException {
        return files.mode(name, LookupContext.Folder.TEMPLATES, context);
    }

    @Override
    public BindContext asWritten() {
        return reading(new FileReading(false, reading.followed(), reading.style()));
    }

    @Override
    public BindContext withoutFollowing() {
        return reading(new FileReading(reading.opened(), false, reading.style()));
    }

    @Override
    public BindContext inStyle(TemplateStyle style) {
        return reading(new FileReading(reading.opened(), reading.followed(), style));
    }

    private Binder reading(FileReading other) {
        Binder reading = new Binder(files, context, scope, expressions, redactor, other, parts);
        reading.destination = destination;
        reading.place = place;
        return reading;
    }

    @Override
    public Optional<String> home(String account) throws BindException {
        return parts.home(account);
    }

    @Override
    public Optional<String> variable(String name) throws BindException {
        return parts.variable(name);
    }

    @Override
    public String directory() throws BindException {
        return parts.directory();
    }

    @Override
    public Optional<LocalFolder> folder(String name) throws BindException {
        Optional<LocalFolder> folder = files.folder(name, context, reading);
        folder.ifPresent(found -> found.files().values().forEach(file -> learnHidden(file.content())));
        return folder;
    }

    @Override
    public LocalTree tree(String name) throws BindException {
        return files.tree(name, context);
    }

    @Override
    public Content template(String name) throws BindException {
        ControllerFiles.Page page = files.template(name, context, reading.style());
        try {
            Content rendered = page.template()
                    .content(new TemplateScope(scope, name, page.file(), destination, LocalDateTime::now));
            Content content = page.secret() ? rendered.hidden() : rendered;
            learnHidden(content);
            return content;
        } catch (ExpressionException e) {
            throw new BindException(
                    "names a template that cannot be rendered:",
                    ControllerFiles.plain(List.of(e.diagnostic()), page.secret()));
        }
    }

    @Override
    public List<Object> documents(Content yaml, Set<String> open) throws BindException {
        List<Object> documents = YamlContent.documents(yaml);
        if (yaml.isHidden()) {
            documents.forEach(document -> learnFields(document, open));
        }
        return documents;
    }

    /** What is in an encrypted document. */
    private void learnFields(Object document, Set<String> open) {
        if (document instanceof Map<?, ?> map) {
            map.forEach((name, field) -> {
                if (field != null && !open.contains(String.valueOf(name))) {
                    redactor.learn(new Secret(field));
                }
            });
        }
    }

    @Override
    public Path destination(String name) throws BindException {
        try {
            return Path.of(magic("playbook_dir"))
                    .resolve(HomeDirectories.expanded(name))
                    .normalize();
        } catch (InvalidPathException e) {
            throw new BindException("names no path of the controller: " + e.getMessage());
        }
    }

    @Override
    public String source(String name) throws BindException {
        String found = context.files()
                .find(LookupContext.Folder.FILES, name)
                .map(path -> path.toAbsolutePath().normalize())
                .orElse(destination(name))
                .toString();
        return name.endsWith("/") && !found.endsWith("/") ? found + "/" : found;
    }

    @Override
    public String host() throws BindException {
        return magic("inventory_hostname");
    }

    private String magic(String name) throws BindException {
        Map<String, @Nullable Object> found = defined(Set.of(name));
        return found.containsKey(name) ? String.valueOf(found.get(name)) : "";
    }

    @Override
    public Map<String, @Nullable Object> defined(Set<String> names) throws BindException {
        Map<String, @Nullable Object> found = new LinkedHashMap<>();
        for (String name : names) {
            try {
                if (scope.find(name) instanceof Scope.Binding.Found(Object value)) {
                    found.put(name, Whole.of(value, place));
                }
            } catch (ExpressionException e) {
                throw new BindException("needs " + name + ":", List.of(PlainDiagnostic.of(e.diagnostic())));
            }
        }
        return Collections.unmodifiableMap(found);
    }

    @Override
    public Evaluated evaluate(String text) throws BindException {
        Expression expression = expressions.get(text);
        if (expression == null) {
            throw new BindException("holds the text '" + text + "' by way of a variable, which is a value: only what is"
                    + " written in the task is an expression");
        }
        try {
            @Nullable Object value = Whole.shown(expression.evaluate(scope));
            return new Evaluated(
                    text, value, Boolean.FALSE.equals(value) ? Operands.told(text, scope, redactor::redact) : text);
        } catch (ExpressionException e) {
            throw new BindException(
                    "holds an expression that cannot be evaluated:", List.of(PlainDiagnostic.of(e.diagnostic())));
        }
    }
}
