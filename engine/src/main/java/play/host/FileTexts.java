package play.host;

import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import play.value.Bytes;

/** Contents of regular files, read only when hashes differ or a module edits in place. */
public record FileTexts() implements StateFamily<FileText> {
  /** Larger files are known by size and hash only, in bytes. */
  public static final int LIMIT = 1 << 20;

  private static final String READ =
      """
      for p do
        if [ -f "$p" ]; then
          printf 'file %%s %%s\\n' "$(wc -c <"$p" | tr -d ' ')" "$p"
          head -c %d -- "$p" | base64 | tr -d '\\n'; echo
        fi
      done
      """
          .formatted(LIMIT);

  /** The content of the file at an absolute path, through symbolic links. */
  public static StateKey<FileText> at(String path) {
    return new FileTexts().key(path);
  }

  /** What a file with these bytes is known to hold. */
  public static FileText of(Bytes bytes) {
    return bytes.length() > LIMIT ? new FileText.TooLarge(bytes.length()) : new FileText.Held(bytes);
  }

  @Override
  public String name() {
    return "content";
  }

  @Override
  public Class<FileText> type() {
    return FileText.class;
  }

  @Override
  public Script read(List<StateKey<FileText>> keys) {
    String paths = keys.stream().map(key -> ShellWords.quote(key.id())).collect(Collectors.joining(" "));
    return Script.of("set -- " + paths + "\n" + READ);
  }

  @Override
  public Map<StateKey<FileText>, Observed<FileText>> parse(List<StateKey<FileText>> keys, ScriptResult result) {
    Map<String, FileText> found = new HashMap<>();
    List<String> lines = result.out().lines().toList();
    for (int i = 0; i + 1 < lines.size(); i += 2) {
      String[] head = lines.get(i).split(" ", 3);
      long size = Long.parseLong(head[1]);
      found.put(
          head[2],
          size > LIMIT
              ? new FileText.TooLarge(size)
              : new FileText.Held(Bytes.of(Base64.getDecoder().decode(lines.get(i + 1)))));
    }
    Map<StateKey<FileText>, Observed<FileText>> states = new LinkedHashMap<>();
    keys.forEach(key -> states.put(key, Observed.read(found.getOrDefault(key.id(), new FileText.Missing()))));
    return states;
  }
}
