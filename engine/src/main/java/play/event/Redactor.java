package play.event;

import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import play.value.Secret;

/**
 * The second line of defence for secrets: replaces every secret a run has met, wherever it turns up in an event. Safe for
 * use by many threads.
 */
public final class Redactor {
  /** Shorter texts turn up everywhere by chance; masking them would hide the rest and reveal them. */
  private static final int SHORTEST = 4;

  /** Longest first, so that a secret that holds another is replaced whole. */
  private final ConcurrentSkipListSet<String> secrets =
      new ConcurrentSkipListSet<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

  /** Learns every secret in a value, searched in depth. */
  public void learn(@Nullable Object value) {
    switch (value) {
      case Secret secret -> learnPlain(secret.value());
      case Map<?, ?> map -> map.values().forEach(this::learn);
      case List<?> list -> list.forEach(this::learn);
      case null, default -> {}
    }
  }

  /** Learns a text that is secret, its lines if it has several, and its Base64 form. */
  public void learnText(String secret) {
    String stripped = secret.strip();
    if (stripped.length() < SHORTEST) {
      return;
    }
    secrets.add(stripped);
    stripped.lines().map(String::strip).filter(line -> line.length() >= 16).filter(line -> !line.startsWith("-----")).forEach(secrets::add);
    secrets.add(Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
  }

  private void learnPlain(Object value) {
    switch (value) {
      case Map<?, ?> map -> map.values().stream().filter(item -> item != null).forEach(this::learnPlain);
      case List<?> list -> list.stream().filter(item -> item != null).forEach(this::learnPlain);
      case String text -> learnText(text);
      default -> {}
    }
  }

  /** The text with every secret as {@code ***}. */
  public String redact(String text) {
    String redacted = text;
    for (String secret : secrets) {
      redacted = redacted.replace(secret, "***");
    }
    return redacted;
  }

  /** The event with every text in it redacted. */
  public RunEvent redact(RunEvent event) {
    return (RunEvent) redactAny(event);
  }

  private Object redactAny(Object value) {
    return switch (value) {
      case String text -> redact(text);
      case Secret secret -> "***";
      case Optional<?> optional -> optional.map(this::redactAny);
      case List<?> list -> {
        List<@Nullable Object> copy = new ArrayList<>();
        list.forEach(item -> copy.add(item == null ? null : redactAny(item)));
        yield copy;
      }
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, item) -> copy.put(String.valueOf(key), item == null ? null : redactAny(item)));
        yield copy;
      }
      case play.source.Span span -> span;
      case Record record -> rebuilt(record);
      default -> value;
    };
  }

  private Object rebuilt(Record record) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    try {
      @Nullable Object[] fields = new @Nullable Object[components.length];
      for (int i = 0; i < components.length; i++) {
        Object field = components[i].getAccessor().invoke(record);
        fields[i] = field == null ? null : redactAny(field);
      }
      Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      return record.getClass().getDeclaredConstructor(types).newInstance(fields);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("an event cannot be redacted: " + record.getClass(), e);
    }
  }
}
