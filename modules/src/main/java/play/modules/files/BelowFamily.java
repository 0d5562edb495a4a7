package play.modules.files;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;

/** Reads {@link Below}: one {@code find} per directory. */
record BelowFamily(WantedAttributes wanted) implements StateFamily<Below> {
  @Override
  public String name() {
    return "tree";
  }

  @Override
  public Class<Below> type() {
    return Below.class;
  }

  @Override
  public Script read(List<StateKey<Below>> keys) {
    StringBuilder script = new StringBuilder();
    for (StateKey<Below> key : keys) {
      script.append("echo tree; if [ -d ").append(ShellWords.quote(key.id())).append(" ]; then find ");
      script.append(ShellWords.quote(key.id() + "/")).append(" -mindepth 1 \\( -type f -o -type d \\) \\( ");
      script.append(String.join(" -o ", tests())).append(" \\); fi\n");
    }
    return Script.of(script.toString());
  }

  /** What {@code find} finds: a path that has not the wanted owner, group or mode. Nothing wanted, nothing found. */
  private List<String> tests() {
    List<String> tests = new ArrayList<>();
    wanted.owner().ifPresent(owner -> tests.add("! -user " + ShellWords.quote(owner)));
    wanted.group().ifPresent(group -> tests.add("! -group " + ShellWords.quote(group)));
    wanted.mode().ifPresent(mode -> tests.add("! -perm " + mode));
    return tests.isEmpty() ? List.of("! -name '*'") : tests;
  }

  @Override
  public Map<StateKey<Below>, Observed<Below>> parse(List<StateKey<Below>> keys, ScriptResult result) {
    List<List<String>> trees = new ArrayList<>();
    for (String line : result.out().lines().toList()) {
      if (line.equals("tree")) {
        trees.add(new ArrayList<>());
      } else if (!trees.isEmpty()) {
        trees.getLast().add(Paths.clean(line));
      }
    }
    Map<StateKey<Below>, Observed<Below>> states = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      states.put(keys.get(i), i < trees.size() && result.err().isEmpty() ? Observed.read(new Below(trees.get(i))) : unread(result));
    }
    return states;
  }

  private static Observed<Below> unread(ScriptResult result) {
    return new Observed.Unknown<>("what is below cannot be listed: " + result.err().strip());
  }
}
