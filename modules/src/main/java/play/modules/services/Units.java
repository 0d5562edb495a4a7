package play.modules.services;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.value.Foreseen;

/** States of units, any number of them in one {@code systemctl show}. */
public record Units() implements StateFamily<UnitState> {
  private static final String PROPERTIES =
      "Id,LoadState,LoadError,ActiveState,SubState,UnitFileState,NeedDaemonReload,Type,RemainAfterExit";

  /** The state of a unit under its full name. */
  public static StateKey<UnitState> at(String name) {
    return new Units().key(UnitName.full(name));
  }

  @Override
  public String name() {
    return "unit";
  }

  @Override
  public Class<UnitState> type() {
    return UnitState.class;
  }

  /** Templates have no properties: they are looked up among the files, one block each, after all others. */
  @Override
  public Script read(List<StateKey<UnitState>> keys) {
    List<String> units = names(keys, false);
    StringBuilder script = new StringBuilder("export LC_ALL=C\n");
    if (!units.isEmpty()) {
      script.append("systemctl show --no-pager -p ").append(PROPERTIES).append(" -- ").append(ShellWords.join(units)).append('\n');
    }
    for (String template : names(keys, true)) {
      String word = ShellWords.quote(template);
      script
          .append("echo; echo Template=").append(word)
          .append("; systemctl list-unit-files --no-pager --no-legend -- ").append(word)
          .append(" | { read -r name state rest && echo \"UnitFileState=$state\"; }\n");
    }
    return Script.of(script.append("exit 0\n").toString());
  }

  private static List<String> names(List<StateKey<UnitState>> keys, boolean templates) {
    return keys.stream().map(StateKey::id).filter(name -> UnitName.isTemplate(name) == templates).distinct().toList();
  }

  @Override
  public Map<StateKey<UnitState>, Observed<UnitState>> parse(List<StateKey<UnitState>> keys, ScriptResult result) {
    List<Map<String, String>> blocks = blocks(result.out());
    Map<String, UnitState> found = new HashMap<>();
    blocks.stream().filter(block -> block.containsKey("Template")).forEach(block -> found.put(block.get("Template"), template(block)));
    List<Map<String, String>> units = blocks.stream().filter(block -> block.containsKey("LoadState")).toList();
    List<String> asked = names(keys, false);
    // One block for each name, in their order; an alias is shown under the unit's own name.
    for (int i = 0; i < asked.size() && units.size() == asked.size(); i++) {
      found.put(asked.get(i), unit(units.get(i)));
    }
    Map<StateKey<UnitState>, Observed<UnitState>> states = new HashMap<>();
    for (StateKey<UnitState> key : keys) {
      UnitState state = found.get(key.id());
      states.put(key, state == null ? new Observed.Unknown<>(unread(key, result)) : Observed.read(state));
    }
    return states;
  }

  private static String unread(StateKey<UnitState> key, ScriptResult result) {
    String words = result.err().strip();
    return "systemd does not tell of " + key.id() + (words.isEmpty() ? "" : ": " + words);
  }

  private static List<Map<String, String>> blocks(String out) {
    List<Map<String, String>> blocks = new ArrayList<>();
    Map<String, String> block = new HashMap<>();
    for (String line : (out + "\n\n").lines().toList()) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        block.put(line.substring(0, equals), line.substring(equals + 1));
      } else if (!block.isEmpty()) {
        blocks.add(block);
        block = new HashMap<>();
      }
    }
    return blocks;
  }

  private static UnitState template(Map<String, String> block) {
    String enablement = block.get("UnitFileState");
    return enablement == null
        ? UnitState.MISSING
        : new UnitState.Loaded(exactly("inactive"), exactly(enablement), exactly("template"), false);
  }

  private static UnitState unit(Map<String, String> block) {
    String load = block.getOrDefault("LoadState", "");
    return switch (load) {
      case "not-found" -> UnitState.MISSING;
      case "loaded", "masked", "merged", "stub" ->
          new UnitState.Loaded(
              exactly(active(block)),
              exactly(load.equals("masked") ? "masked" : block.getOrDefault("UnitFileState", "")),
              exactly(type(block)),
              block.getOrDefault("NeedDaemonReload", "").equals("yes"));
      default -> new UnitState.Unusable(load + ": " + block.getOrDefault("LoadError", ""));
    };
  }

  private static Foreseen<String> exactly(String value) {
    return new Foreseen.Exactly<>(value);
  }

  private static String active(Map<String, String> block) {
    if (block.getOrDefault("SubState", "").startsWith("auto-restart")) {
      return "restarting";
    }
    return switch (block.getOrDefault("ActiveState", "")) {
      case "active", "activating", "reloading", "refreshing" -> "active";
      case "failed" -> "failed";
      default -> "inactive";
    };
  }

  private static String type(Map<String, String> block) {
    String type = block.getOrDefault("Type", "");
    if (type.isEmpty()) {
      return UnitName.type(block.getOrDefault("Id", ""));
    }
    return type.equals("oneshot") && block.getOrDefault("RemainAfterExit", "").equals("yes") ? "oneshot-remains" : type;
  }
}
