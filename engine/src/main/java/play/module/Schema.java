package play.module;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.diag.Suggestions;
import play.source.Located;
import play.source.Span;
import play.value.Omit;
import play.value.Values;

/** The parameters of a module, derived from its params record: names, types, defaults, constraints, documentation. */
public final class Schema<P extends Record> {
  /** No file, template or expression is at hand while literals are checked. */
  private static final BindContext LITERALS = new LiteralContext();

  private final Class<P> type;
  private final List<Part> parts;
  private final List<Parameter> parameters;
  private final Constructor<P> constructor;

  /** A component of the params record. */
  private sealed interface Part {
    List<Parameter> parameters();

    record One(Parameter parameter) implements Part {
      @Override
      public List<Parameter> parameters() {
        return List.of(parameter);
      }
    }

    /** A record whose parameters stand among the others. */
    record Inlined(Schema<?> schema) implements Part {
      @Override
      public List<Parameter> parameters() {
        return schema.parameters();
      }
    }

    static Part of(RecordComponent component) {
      return component.isAnnotationPresent(Inline.class)
          ? new Inlined(Schema.of(component.getType().asSubclass(Record.class)))
          : new One(Parameter.of(component));
    }
  }

  private Schema(Class<P> type) {
    this.type = type;
    RecordComponent[] components = type.getRecordComponents();
    this.parts = Arrays.stream(components).map(Part::of).toList();
    this.parameters = parts.stream().flatMap(part -> part.parameters().stream()).toList();
    try {
      constructor =
          type.getDeclaredConstructor(Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  public static <P extends Record> Schema<P> of(Class<P> params) {
    return new Schema<>(params);
  }

  public List<Parameter> parameters() {
    return parameters;
  }

  public Optional<Parameter> find(String name) {
    return parameters.stream().filter(parameter -> !parameter.anyOther() && parameter.answersTo(name)).findFirst();
  }

  /** The parameter that takes what is written right after the module's name. */
  public Optional<Parameter> freeForm() {
    return parameters.stream().filter(Parameter::freeForm).findFirst();
  }

  /** All names and aliases. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    parameters.stream()
        .filter(parameter -> !parameter.anyOther())
        .forEach(
            parameter -> {
              names.add(parameter.name());
              names.addAll(parameter.aliases());
            });
    return names;
  }

  /** Whether any name of a variable is taken: {@code set_fact}. */
  public boolean takesAnyOther() {
    return parameters.stream().anyMatch(Parameter::anyOther);
  }

  /** Groups of which at least one must be given, and groups of which at most one may be. */
  public List<String> requiresOneOf() {
    @Nullable RequiresOneOf rule = type.getAnnotation(RequiresOneOf.class);
    return rule == null ? inlined(Schema::requiresOneOf) : List.of(rule.value());
  }

  public List<String> exclusive() {
    @Nullable Exclusive rule = type.getAnnotation(Exclusive.class);
    return rule == null ? inlined(Schema::exclusive) : List.of(rule.value());
  }

  private List<String> inlined(Function<Schema<?>, List<String>> group) {
    return parts.stream()
        .filter(part -> part instanceof Part.Inlined)
        .map(part -> group.apply(((Part.Inlined) part).schema()))
        .filter(names -> !names.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  /**
   * While loading: reports every problem that can be told before values are known.
   *
   * @param module its name and where the task calls it
   */
  public void check(Located<String> module, Map<Located<String>, Written> written, Problems problems) {
    Set<String> given = written.keySet().stream().map(Located::value).collect(Collectors.toSet());
    Set<String> excused = new TreeSet<>();
    written.forEach((name, value) -> checkOne(module.value(), name, value, given, excused, problems));
    for (Parameter parameter : parameters) {
      boolean missing = parameter.required() && given.stream().noneMatch(parameter::answersTo);
      if (missing && !excused.contains(parameter.name())) {
        problems.report(
            Diagnostic.error(
                "missing-parameter",
                "Missing module parameter",
                "Module '" + module.value() + "' needs '" + parameter.name() + "': " + parameter.doc(),
                module.span()));
      }
    }
    conditionFault(parameter -> literalText(parameter, written), given)
        .filter(fault -> excused.isEmpty())
        .ifPresent(
            fault ->
                problems.report(
                    Diagnostic.error("missing-parameter", "Missing module parameter", "Module '" + module.value() + "' " + fault, module.span())));
    groupFault(given)
        .filter(fault -> excused.isEmpty())
        .ifPresent(
            fault ->
                problems.report(
                    Diagnostic.error("parameter-group", "Wrong set of parameters", "Module '" + module.value() + "' " + fault, module.span())));
  }

  private void checkOne(
      String module, Located<String> name, Written value, Set<String> given, Set<String> excused, Problems problems) {
    Optional<Parameter> parameter = find(name.value());
    if (parameter.isEmpty()) {
      if (!takesAnyOther()) {
        // A misspelled required parameter is one mistake, not two.
        Suggestions.nearest(name.value(), names()).flatMap(this::find).map(Parameter::name).ifPresent(excused::add);
        problems.report(unknown(module, name, given));
      }
    } else if (value instanceof Written.Literal(Object literal, Span span)) {
      checkLiteral(module, parameter.get(), literal, span, problems);
    }
  }

  private static void checkLiteral(
      String module, Parameter parameter, @Nullable Object literal, Span span, Problems problems) {
    if (literal == null && parameter.optional()) {
      return;
    }
    if (parameter.type().source() != ParameterType.Source.VALUE) {
      return;
    }
    try {
      parameter.read(literal, LITERALS);
    } catch (BindException e) {
      problems.report(
          Diagnostic.error(
              "invalid-value",
              "Invalid parameter value",
              "Parameter '" + parameter.name() + "' of '" + module + "' " + e.getMessage(),
              span));
    }
  }

  private Diagnostic unknown(String module, Located<String> name, Set<String> given) {
    Set<String> left = new TreeSet<>(names());
    left.removeAll(given);
    String hint = Suggestions.hint(name.value(), left);
    String detail = hint.isEmpty() ? " It has: " + String.join(", ", names()) + "." : hint;
    return Diagnostic.error(
        "unknown-parameter",
        "Unknown module parameter",
        "Module '" + module + "' has no parameter '" + name.value() + "'." + detail,
        name.span());
  }

  private Optional<String> groupFault(Set<String> given) {
    List<String> atLeastOne = requiresOneOf();
    List<String> atMostOne = exclusive();
    if (!atLeastOne.isEmpty() && atLeastOne.stream().noneMatch(name -> isGiven(name, given))) {
      return Optional.of("needs one of: " + String.join(", ", atLeastOne) + ".");
    }
    List<String> together = atMostOne.stream().filter(name -> isGiven(name, given)).toList();
    return together.size() > 1
        ? Optional.of("takes only one of: " + String.join(", ", together) + ".")
        : Optional.empty();
  }

  /** A literal value, or the default of what is not written; nothing for what has templates. */
  private static Optional<String> literalText(Parameter parameter, Map<Located<String>, Written> written) {
    return written.entrySet().stream()
        .filter(entry -> parameter.answersTo(entry.getKey().value()))
        .findFirst()
        .map(entry -> entry.getValue() instanceof Written.Literal(Object value, Span span) ? Optional.of(String.valueOf(value)) : Optional.<String>empty())
        .orElse(parameter.fallback());
  }

  /** @param text the text of a parameter's value, as far as it is known */
  private Optional<String> conditionFault(Function<Parameter, Optional<String>> text, Set<String> given) {
    @Nullable RequiredIf rule = type.getAnnotation(RequiredIf.class);
    if (rule == null || List.of(rule.needs()).stream().anyMatch(name -> isGiven(name, given))) {
      return Optional.empty();
    }
    return find(rule.when())
        .flatMap(text)
        .filter(value -> List.of(rule.is()).contains(value.strip().toLowerCase(Locale.ROOT)))
        .map(
            value ->
                "needs '" + String.join("' or '", rule.needs()) + "', as " + rule.when() + " is " + value + ": "
                    + find(rule.needs()[0]).map(Parameter::doc).orElse(""));
  }

  private boolean isGiven(String name, Set<String> given) {
    return find(name).stream().anyMatch(parameter -> given.stream().anyMatch(parameter::answersTo));
  }

  /**
   * For one host: the params record from rendered values.
   *
   * @param rendered by the names as written; {@code Omit} counts as not written; for parameters whose source is content,
   *     already {@code Content}
   */
  public Binding<P> bind(Map<String, ? extends @Nullable Object> rendered, BindContext context) {
    Map<String, @Nullable Object> given = new LinkedHashMap<>();
    rendered.forEach(
        (name, value) -> {
          if (value != Omit.OMIT) {
            given.put(name, value);
          }
        });
    Optional<String> group = groupFault(given.keySet()).or(() -> conditionFault(parameter -> renderedText(parameter, given), given.keySet()));
    if (group.isPresent()) {
      return new Binding.Wrong<>(List.of(new Binding.Fault("", group.get())));
    }
    List<Binding.Fault> faults = new ArrayList<>();
    @Nullable Object[] arguments = new @Nullable Object[parameters.size()];
    for (int i = 0; i < arguments.length; i++) {
      Parameter parameter = parameters.get(i);
      Optional<Map.Entry<String, @Nullable Object>> entry = written(parameter, given);
      if (entry.isPresent()) {
        Optional<play.value.Unknown> unknown = parameter.type().hindrance(entry.get().getValue());
        if (unknown.isPresent()) {
          return cannotTell(parameter, unknown.get().reason());
        }
      }
      try {
        arguments[i] = argument(parameter, entry, given, context);
      } catch (UnknownValueException e) {
        return cannotTell(parameter, e.reason());
      } catch (BindException e) {
        faults.add(new Binding.Fault(parameter.name(), "Parameter '" + parameter.name() + "' " + e.getMessage()));
      }
    }
    return faults.isEmpty() ? new Binding.Bound<>(construct(Arrays.asList(arguments).iterator())) : new Binding.Wrong<>(faults);
  }

  private static Optional<String> renderedText(Parameter parameter, Map<String, @Nullable Object> given) {
    return written(parameter, given).isPresent() ? written(parameter, given).map(entry -> String.valueOf(entry.getValue())) : parameter.fallback();
  }

  /** The params record of a task without templates; nothing where any value is wrong, which is told by {@link #check}. */
  public Optional<P> literal(Map<Located<String>, Written> written) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (Map.Entry<Located<String>, Written> entry : written.entrySet()) {
      if (!(entry.getValue() instanceof Written.Literal(Object value, Span span))) {
        return Optional.empty();
      }
      values.put(entry.getKey().value(), value);
    }
    return bind(values, LITERALS) instanceof Binding.Bound<P>(P params) ? Optional.of(params) : Optional.empty();
  }

  private static <P extends Record> Binding<P> cannotTell(Parameter parameter, String reason) {
    return new Binding.CannotTell<>("parameter '" + parameter.name() + "' is unknown: " + reason);
  }

  private @Nullable Object argument(
      Parameter parameter,
      Optional<Map.Entry<String, @Nullable Object>> entry,
      Map<String, @Nullable Object> given,
      BindContext context)
      throws BindException {
    if (parameter.anyOther()) {
      Map<String, @Nullable Object> others = new LinkedHashMap<>(given);
      others.keySet().removeIf(name -> find(name).isPresent());
      return parameter.read(others, context);
    }
    if (entry.isPresent() && !(entry.get().getValue() == null && !parameter.required())) {
      @Nullable Object value = entry.get().getValue();
      boolean onHost = parameter.type().equals(ParameterTypes.of(FileSource.class)) && isTrue(given.get("remote_src"));
      BindContext from = isFalse(given.get("decrypt")) ? context.asWritten() : context;
      Object read = onHost ? new FileSource.OnHost(Scalars.text(value)) : parameter.read(value, from);
      return parameter.optional() ? Optional.ofNullable(read) : read;
    }
    if (parameter.fallback().isPresent()) {
      String fallback = parameter.fallback().get();
      Object written = fallback.equals("[]") ? List.of() : fallback.equals("{}") ? Map.of() : fallback;
      Object read = parameter.read(written, context);
      return parameter.optional() ? Optional.ofNullable(read) : read;
    }
    if (parameter.optional()) {
      return Optional.empty();
    }
    throw new BindException("is missing: " + parameter.doc());
  }

  /** What is no flag at all is reported where that parameter is read. */
  private static boolean isTrue(@Nullable Object flag) {
    try {
      return flag != null && Scalars.flag(flag);
    } catch (BindException e) {
      return false;
    }
  }

  private static boolean isFalse(@Nullable Object flag) {
    try {
      return flag != null && !Scalars.flag(flag);
    } catch (BindException e) {
      return false;
    }
  }

  private static Optional<Map.Entry<String, @Nullable Object>> written(
      Parameter parameter, Map<String, @Nullable Object> given) {
    return given.entrySet().stream().filter(entry -> parameter.answersTo(entry.getKey())).findFirst();
  }

  private P construct(Iterator<@Nullable Object> values) {
    @Nullable Object[] arguments = new @Nullable Object[parts.size()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] =
          switch (parts.get(i)) {
            case Part.One one -> values.next();
            case Part.Inlined(Schema<?> schema) -> schema.construct(values);
          };
    }
    try {
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(type + " refused its arguments", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class LiteralContext implements BindContext {
    @Override
    public play.value.Content file(String name) {
      return play.value.Content.of("");
    }

    @Override
    public play.value.Content template(String name) {
      return play.value.Content.of("");
    }

    @Override
    public LocalTree tree(String name) {
      return new LocalTree(name, true, new java.util.TreeMap<>());
    }

    @Override
    public List<Object> documents(play.value.Content yaml) {
      return List.of();
    }

    @Override
    public Evaluated evaluate(String expression) {
      return new Evaluated(expression, null);
    }
  }
}
