package play.host;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import play.value.Foreseen;

/** States of paths: one {@code stat} and one {@code sha256sum} for any number of them. */
public record Files() implements StateFamily<FileState> {
  private static final String READ =
      """
      stat -c '%f %U %G %s %n' -- "$@"
      for p do
        if [ -h "$p" ]; then printf 'link %s\\n' "$p"; readlink -- "$p"; fi
      done
      n=$#
      for p do if [ -f "$p" ] && [ ! -h "$p" ]; then set -- "$@" "$p"; fi; done
      shift "$n"
      if [ "$#" -gt 0 ]; then echo sums; sha256sum -- "$@"; fi
      """;

  /** The state of an absolute path, without following a symbolic link. */
  public static StateKey<FileState> at(String path) {
    return new Files().key(path);
  }

  @Override
  public String name() {
    return "file";
  }

  @Override
  public Class<FileState> type() {
    return FileState.class;
  }

  @Override
  public Script read(List<StateKey<FileState>> keys) {
    String paths = keys.stream().map(key -> ShellWords.quote(key.id())).collect(Collectors.joining(" "));
    return Script.of("set -- " + paths + "\n" + READ);
  }

  @Override
  public Map<StateKey<FileState>, Observed<FileState>> parse(List<StateKey<FileState>> keys, ScriptResult result) {
    Listing listing = Listing.of(result);
    Map<StateKey<FileState>, Observed<FileState>> states = new LinkedHashMap<>();
    keys.forEach(key -> states.put(key, listing.state(key.id())));
    return states;
  }

  /** The three sections a read prints, by path. */
  private record Listing(Map<String, String> stats, Map<String, String> links, Map<String, String> sums, String errors) {
    static Listing of(ScriptResult result) {
      Listing listing = new Listing(new HashMap<>(), new HashMap<>(), new HashMap<>(), result.err());
      List<String> lines = result.out().lines().toList();
      boolean sums = false;
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i);
        if (line.equals("sums")) {
          sums = true;
        } else if (sums) {
          listing.addSum(line);
        } else if (line.startsWith("link ")) {
          listing.links.put(line.substring(5), i + 1 < lines.size() ? lines.get(++i) : "");
        } else {
          String[] fields = line.split(" ", 5);
          listing.stats.put(fields[4], line);
        }
      }
      return listing;
    }

    /** sha256sum puts a backslash before a line whose name it had to escape. */
    private void addSum(String line) {
      String plain = line.startsWith("\\") ? line.substring(1).replace("\\\\", "\\") : line;
      sums.put(plain.substring(66), plain.substring(0, 64));
    }

    Observed<FileState> state(String path) {
      String stat = stats.get(path);
      if (stat == null) {
        return errors.lines().anyMatch(line -> line.contains(path) && line.contains("Permission denied"))
            ? new Observed.Unknown<>(path + " cannot be read: permission denied (become another user?)")
            : Observed.read(FileState.ABSENT);
      }
      return Observed.read(present(path, stat.split(" ", 5)));
    }

    private FileState present(String path, String[] fields) {
      int raw = Integer.parseInt(fields[0], 16);
      FileState.Attributes attributes = FileState.Attributes.of(fields[1], fields[2], new Mode(raw & 07777));
      return switch (raw & 0170000) {
        case 0100000 -> new FileState.Regular(attributes, digest(path), new Foreseen.Exactly<>(Long.parseLong(fields[3])));
        case 0040000 -> new FileState.Directory(attributes);
        case 0120000 -> new FileState.Symlink(links.getOrDefault(path, ""));
        case 0140000 -> new FileState.Special("socket");
        case 0010000 -> new FileState.Special("named pipe");
        case 0060000 -> new FileState.Special("block device");
        default -> new FileState.Special("character device");
      };
    }

    private Foreseen<String> digest(String path) {
      @Nullable String sum = sums.get(path);
      return sum == null ? new Foreseen.Later<>(path + " could not be read") : new Foreseen.Exactly<>(sum);
    }
  }
}
