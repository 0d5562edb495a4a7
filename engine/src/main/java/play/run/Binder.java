package play.run;

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
import play.expression.Whole;
import play.module.TaskModule;
import play.param.BindContext;
import play.param.BindException;
import play.param.Binding;
import play.param.Evaluated;
import play.param.LocalTree;
import play.param.Parameter;
import play.param.ParameterType;
import play.param.Schema;
import play.playbook.Call;
import play.playbook.Data;
import play.playbook.Step;
import play.source.Located;
import play.value.Content;
import play.value.Secret;
import play.value.Unknown;

/** Binds a call's arguments to the params record of its module, for one host and item. */
final class Binder implements BindContext {
    private final ControllerFiles files;
    private final Step.Context context;
    private final Scope scope;
    private final Map<String, Expression> expressions;
    private final Redactor redactor;
    private final boolean opensEncrypted;

    Binder(
            ControllerFiles files,
            Step.Context context,
            Scope scope,
            Map<String, Expression> expressions,
            Redactor redactor) {
        this(files, context, scope, expressions, redactor, true);
    }

    private Binder(
            ControllerFiles files,
            Step.Context context,
            Scope scope,
            Map<String, Expression> expressions,
            Redactor redactor,
            boolean opensEncrypted) {
        this.opensEncrypted = opensEncrypted;
        this.files = files;
        this.context = context;
        this.scope = scope;
        this.expressions = expressions;
        this.redactor = redactor;
    }

    <P extends Record> Binding<P> bind(TaskModule<P> module, Call call) throws ExpressionException {
        Schema<P> schema = module.spec().schema();
        Map<String, @Nullable Object> rendered = new LinkedHashMap<>();
        for (Data defaults : call.defaults()) {
            switch (Whole.of(defaults.value(scope), defaults.span())) {
                case Map<?, ?> map ->
                    map.forEach((name, value) ->
                            override(schema, rendered, Collections.singletonMap(String.valueOf(name), value)));
                case Unknown(String why) -> {
                    return new Binding.Undetermined<>("what 'module_defaults' gives is unknown: " + why);
                }
                case null, default -> {
                    return new Binding.Wrong<>(List.of(new Binding.Fault(
                            "", "'module_defaults' must give a mapping of parameters: " + defaults.span())));
                }
            }
        }
        Map<String, @Nullable Object> own = new LinkedHashMap<>();
        for (Map.Entry<Located<String>, Data> argument : call.arguments().entrySet()) {
            String name = argument.getKey().value();
            own.put(name, render(schema.find(name), argument.getValue()));
        }
        override(schema, rendered, own);
        rendered.values().forEach(value -> {
            redactor.learn(value);
            learnHidden(value);
        });
        return schema.bind(rendered, this);
    }

    /** One parameter may be given by several names. */
    private static void override(
            Schema<?> schema,
            Map<String, @Nullable Object> rendered,
            Map<String, ? extends @Nullable Object> stronger) {
        stronger.keySet()
                .forEach(name -> schema.find(name)
                        .ifPresent(parameter -> rendered.keySet().removeIf(parameter::answersTo)));
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
        Content content = files.file(name, context, opensEncrypted);
        learnHidden(content);
        return content;
    }

    @Override
    public BindContext asWritten() {
        return new Binder(files, context, scope, expressions, redactor, false);
    }

    @Override
    public LocalTree tree(String name) throws BindException {
        return files.tree(name, context);
    }

    @Override
    public Content template(String name) throws BindException {
        ControllerFiles.Page page = files.template(name, context);
        try {
            Content rendered = page.template().content(scope);
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
    public Evaluated evaluate(String text) throws BindException {
        Expression expression = expressions.get(text);
        if (expression == null) {
            throw new BindException("holds an expression that was not read while loading: " + text);
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
