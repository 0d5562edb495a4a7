package play.modules.files;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;

/** Reads {@link Inode}: one {@code stat} for any number of paths. */
record Inodes() implements StateFamily<Inode> {
  static StateKey<Inode> at(String path) {
    return new Inodes().key(path);
  }

  @Override
  public String name() {
    return "inode";
  }

  @Override
  public Class<Inode> type() {
    return Inode.class;
  }

  @Override
  public Script read(List<StateKey<Inode>> keys) {
    String paths = keys.stream().map(key -> ShellWords.quote(key.id())).collect(Collectors.joining(" "));
    return Script.of("stat -c '%u %g %i %d %h %X %Y %Z %n' -- " + paths);
  }

  @Override
  public Map<StateKey<Inode>, Observed<Inode>> parse(List<StateKey<Inode>> keys, ScriptResult result) {
    Map<String, Inode> found = new HashMap<>();
    result.out().lines().forEach(
        line -> {
          String[] fields = line.split(" ", Inode.NAMES.size() + 1);
          found.put(
              fields[Inode.NAMES.size()],
              new Inode.Numbers(Arrays.stream(fields).limit(Inode.NAMES.size()).map(Long::valueOf).toList()));
        });
    Map<StateKey<Inode>, Observed<Inode>> states = new LinkedHashMap<>();
    keys.forEach(key -> states.put(key, Observed.read(found.getOrDefault(key.id(), new Inode.Missing()))));
    return states;
  }
}
