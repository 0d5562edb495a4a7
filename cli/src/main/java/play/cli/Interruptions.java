package play.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/** While open, signals that ask the program to end interrupt a thread instead. */
final class Interruptions implements AutoCloseable {
  private static final List<String> SIGNALS = List.of("INT", "TERM");

  private final Map<String, @Nullable Object> before = new LinkedHashMap<>();

  private Interruptions() {}

  static Interruptions of(Thread thread) {
    Interruptions signals = new Interruptions();
    SIGNALS.forEach(name -> signals.before.put(name, Signals.register(name, thread::interrupt)));
    return signals;
  }

  @Override
  public void close() {
    before.forEach(Signals::unregister);
  }
}
