package play.modules.files;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import play.host.FileScript;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;

/** Reads {@link Below}: one {@code find} per directory, names cut at NUL. */
record BelowFamily(WantedAttributes wanted) implements StateFamily<Below> {
  private static final String BELOW = "-mindepth 1 \\( -type f -o -type d \\)";
  private static final Duration LONGEST = Duration.ofMinutes(10);

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
      script.append("printf 'tree\\0'; if [ -d ").append(ShellWords.quote(key.id())).append(" ]; then find ");
      script.append(ShellWords.quote(key.id() + "/")).append(' ').append(BELOW).append(" \\( ");
      script.append(String.join(" -o ", tests())).append(" \\) -print0; fi\n");
    }
    return Script.of(script.toString()).within(LONGEST);
  }

  /** What {@code find} finds: a path that has not the wanted owner, group or mode. Nothing wanted, nothing found. */
  private List<String> tests() {
    List<String> tests = new ArrayList<>();
    wanted.owner().ifPresent(owner -> tests.add(other("user", owner)));
    wanted.group().ifPresent(group -> tests.add(other("group", group)));
    wanted.mode().ifPresent(mode -> tests.add(other("perm", mode.toString())));
    return tests.isEmpty() ? List.of("! -name '*'") : tests;
  }

  private static String other(String what, String value) {
    return "! -" + what + " " + ShellWords.quote(value);
  }

  /**
   * A script that sets the wanted attributes on what has others. {@code find} enters each folder without following a link;
   * {@code chown -h} follows none either. chmod would, so where somebody else can change a folder it goes by descriptor.
   */
  Script setting(String path) {
    StringBuilder script = new StringBuilder(FileScript.inside(path));
    wanted.owner().ifPresent(owner -> each(script, other("user", owner), "chown -h -- " + ShellWords.quote(owner) + " {} +"));
    wanted.group().ifPresent(group -> each(script, other("group", group), "chgrp -h -- " + ShellWords.quote(group) + " {} +"));
    wanted.mode().ifPresent(
        mode -> each(script, other("perm", mode.toString()), "sh -c " + ShellWords.quote(FileScript.modes(mode)) + " sh {} +"));
    return Script.of(script.toString()).within(LONGEST);
  }

  private static void each(StringBuilder script, String test, String command) {
    script.append("find . ").append(BELOW).append(' ').append(test).append(" -execdir ").append(command).append('\n');
  }

  @Override
  public Map<StateKey<Below>, Observed<Below>> parse(List<StateKey<Below>> keys, ScriptResult result) {
    List<List<String>> trees = new ArrayList<>();
    for (String part : result.out().split("\0", -1)) {
      if (part.equals("tree")) {
        trees.add(new ArrayList<>());
      } else if (!part.isEmpty()) {
        trees.getLast().add(Paths.clean(part));
      }
    }
    Map<StateKey<Below>, Observed<Below>> states = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      states.put(keys.get(i), i < trees.size() && result.err().isEmpty() ? Observed.read(Below.of(trees.get(i))) : unread(result));
    }
    return states;
  }

  private static Observed<Below> unread(ScriptResult result) {
    return new Observed.Unknown<>("what is below cannot be listed: " + result.err().strip());
  }
}
