package play.modules.files;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.host.FileState;
import play.host.FileState.Attributes;
import play.host.Mode;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.value.Bytes;
import play.value.Foreseen;

/**
 * Reads {@link Archive} by unpacking into a folder of its own, which is removed again: so names, modes and contents are what
 * unpacking really gives, whatever the format. A key is a path.
 *
 * @param inline the archive itself where it is small and at hand; then the key only names it
 */
record Archives(Optional<Bytes> inline) implements StateFamily<Archive> {
  /** Unpacks archive {@code $1} into folder {@code $2}, as files of whoever unpacks. */
  static final String UNPACK =
      """
      unpack() {
        case "$1" in
          *.zip) command -v unzip >/dev/null || { echo 'unzip is missing here, which unpacks zip files; install it' >&2; return 1; }
            unzip -q -o "$1" -d "$2" >&2;;
          *) tar -xpof "$1" -C "$2";;
        esac
      }
      """;

  private static final String LIST =
      """
      cd "$t/x"
      find . -mindepth 1 -exec stat -c 'stat %f %s %n' {} +
      find . -type l -exec sh -c 'for p do printf "link %s\\n" "$p"; readlink -- "$p"; done' sh {} +
      find . -type f -exec sha256sum {} +
      """;

  private static final Duration LONGEST = Duration.ofMinutes(10);

  @Override
  public String name() {
    return "archive";
  }

  @Override
  public Class<Archive> type() {
    return Archive.class;
  }

  /** One archive per family where it is inline, else one after the other. */
  @Override
  public Script read(List<StateKey<Archive>> keys) {
    StringBuilder script = new StringBuilder(UNPACK);
    for (StateKey<Archive> key : keys) {
      // What stands before || would not stop at its first error.
      script.append("echo archive\n(\nset -e; umask 022\na=").append(ShellWords.quote(key.id())).append('\n');
      script.append("t=$(mktemp -d); trap 'rm -rf -- \"$t\"' EXIT; mkdir \"$t/x\"\n");
      script.append(inline.isPresent() ? "a=\"$t/${a##*/}\"; cat >\"$a\"\n" : "[ -f \"$a\" ] || { echo missing; exit 0; }\n");
      script.append("unpack \"$a\" \"$t/x\"\n").append(LIST).append(")\n[ $? = 0 ] || echo failed\n");
    }
    return Script.of(script.toString()).withStdin(inline.orElse(Bytes.EMPTY)).within(LONGEST);
  }

  @Override
  public Map<StateKey<Archive>, Observed<Archive>> parse(List<StateKey<Archive>> keys, ScriptResult result) {
    List<String> sections = List.of(result.out().split("(?m)^archive\n", -1));
    Map<StateKey<Archive>, Observed<Archive>> states = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      String section = i + 1 < sections.size() ? sections.get(i + 1) : "failed\n";
      states.put(keys.get(i), state(keys.get(i).id(), section, result.err().strip()));
    }
    return states;
  }

  private static Observed<Archive> state(String path, String section, String errors) {
    if (section.endsWith("failed\n")) {
      return new Observed.Unknown<>(path + " cannot be unpacked: " + errors);
    }
    return Observed.read(section.equals("missing\n") ? new Archive.Missing() : new Listing(section).members());
  }

  /** What the script lists of one archive. */
  private static final class Listing {
    private final Map<String, String> stats = new HashMap<>();
    private final Map<String, String> links = new HashMap<>();
    private final Map<String, String> sums = new HashMap<>();

    Listing(String section) {
      List<String> lines = section.lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i);
        if (line.startsWith("stat ")) {
          String[] fields = line.split(" ", 4);
          stats.put(fields[3], fields[1] + " " + fields[2]);
        } else if (line.startsWith("link ")) {
          links.put(line.substring(5), i + 1 < lines.size() ? lines.get(++i) : "");
        } else if (line.length() > 66) {
          sums.put(line.substring(66), line.substring(0, 64));
        }
      }
    }

    Archive.Members members() {
      return new Archive.Members(
          stats.entrySet().stream()
              .map(entry -> new Archive.Member(entry.getKey().substring(2), state(entry.getKey(), entry.getValue().split(" "))))
              .sorted(Comparator.comparing(Archive.Member::path))
              .toList());
    }

    private FileState state(String name, String[] stat) {
      int raw = Integer.parseInt(stat[0], 16);
      Foreseen<String> whoever = new Foreseen.Later<>("files of an archive belong to who unpacks it");
      Attributes attributes = new Attributes(whoever, whoever, new Foreseen.Exactly<>(new Mode(raw & 07777)));
      return switch (raw & 0170000) {
        case 0040000 -> new FileState.Directory(attributes);
        case 0120000 -> new FileState.Symlink(links.getOrDefault(name, ""));
        case 0100000 ->
            new FileState.Regular(
                attributes, new Foreseen.Exactly<>(sums.getOrDefault(name, "")), new Foreseen.Exactly<>(Long.parseLong(stat[1])));
        default -> new FileState.Special("device, pipe or socket");
      };
    }
  }
}
