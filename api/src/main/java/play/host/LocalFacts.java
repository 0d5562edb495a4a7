package play.host;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.value.IniText;
import play.value.JsonText;
import play.value.MalformedTextException;

/**
 * Reads facts that a host tells by files of its own: each {@code NAME.fact} of a directory is JSON or INI, or a program
 * that prints one of these. Programs run as the session's user.
 */
public record LocalFacts(Lifetime lifetime) implements StateFamily<HostLocalFacts> {
    /** Where Ansible looks. */
    public static final String FOLDER = "/etc/ansible/facts.d";

    /** Whether it is a program, its name, the exit code and what it holds or printed, then errors. */
    private static final Shape FACT = Shape.ofParts("kind name printed errors");

    private static final IniText.Manner MANNER = new IniText.Manner(false, false, true);

    private static final String READ = """
        for play_folder do
          case "$play_folder" in '~') play_folder=$HOME ;; '~/'*) play_folder=$HOME/${play_folder#'~/'} ;; esac
          for f in "$play_folder"/*.fact; do
            [ -f "$f" ] || continue
            if [ -x "$f" ]; then printf 'program\\0%s\\0' "$f"; else printf 'file\\0%s\\0' "$f"; fi
            { play_errors=$(
              if [ -x "$f" ]; then
                { { "$f" </dev/null; printf '.%d' "$?"; } | base64 | tr -d '\\n' >&5; } 2>&1
              else
                { { cat -- "$f"; printf '.%d' "$?"; } | base64 | tr -d '\\n' >&5; } 2>&1
              fi
            ); } 5>&1
            printf '\\0%s\\0' "$play_errors"
          done
          printf '\\0'
        done
        """;

    /** The facts of a directory, read once a play gathers facts. */
    public static StateKey<HostLocalFacts> in(String folder) {
        return new LocalFacts(Lifetime.FACTS).key(folder);
    }

    /** The same, read for one task. */
    public static StateKey<HostLocalFacts> anew(String folder) {
        return new LocalFacts(Lifetime.TASK).key(folder);
    }

    /** Whether they are among the sets of facts that are asked for, as {@code gather_subset} names these. */
    public static boolean areWanted(List<String> sets) {
        return sets.contains("local") || !(sets.contains("!local") || sets.contains("!min"));
    }

    @Override
    public String name() {
        return "local facts";
    }

    @Override
    public Class<HostLocalFacts> type() {
        return HostLocalFacts.class;
    }

    @Override
    public Script read(List<StateKey<HostLocalFacts>> keys) {
        return Script.over(keys, READ);
    }

    /** Whatever a program prints. */
    @Override
    public boolean secret() {
        return true;
    }

    @Override
    public Told<HostLocalFacts> told(List<StateKey<HostLocalFacts>> keys, ScriptResult result)
            throws UnknownStateException {
        Parts parts = Parts.of(result);
        List<HostLocalFacts> all = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            all.add(folder(parts));
        }
        return (index, id) -> all.get(index);
    }

    private static HostLocalFacts folder(Parts parts) throws UnknownStateException {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        List<String> warnings = new ArrayList<>();
        for (String kind = parts.next("a kind of fact"); !kind.isEmpty(); kind = parts.next("a kind of fact")) {
            Fields fact =
                    new Fields(FACT, List.of(kind, parts.next("a name"), parts.next("contents"), parts.next("errors")));
            String path = fact.text("name");
            try {
                values.put(name(path), value(fact));
            } catch (MalformedTextException e) {
                String why = "'" + path + "' gives no facts: " + e.getMessage();
                values.put(name(path), why);
                warnings.add(why);
            }
        }
        return new HostLocalFacts(values, warnings);
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.fact$", "");
    }

    private static @Nullable Object value(Fields fact) throws MalformedTextException, UnknownStateException {
        byte[] printed = decoded(fact.text("printed"));
        int dot = printed.length - 1;
        while (dot >= 0 && printed[dot] != '.') {
            dot--;
        }
        if (dot < 0) {
            throw UnknownStateException.expected("contents and an exit code", "");
        }
        String code = new String(printed, dot + 1, printed.length - dot - 1, StandardCharsets.US_ASCII);
        if (fact.text("kind").equals("program") && !code.equals("0")) {
            String errors = fact.text("errors").strip();
            throw new MalformedTextException("it ended with code " + code
                    + (errors.isEmpty() ? "" : ": " + errors.lines().findFirst().orElse("")));
        }
        return parsed(text(printed, dot));
    }

    private static byte[] decoded(String base64) throws UnknownStateException {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw UnknownStateException.expected("base64", base64);
        }
    }

    private static String text(byte[] bytes, int length) throws MalformedTextException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedTextException("it is no UTF-8");
        }
    }

    /** What is no JSON may be INI, whose values are texts. */
    private static @Nullable Object parsed(String text) throws MalformedTextException {
        try {
            return JsonText.read(text);
        } catch (MalformedTextException noJson) {
            return sections(text, noJson);
        }
    }

    private static Map<String, @Nullable Object> sections(String text, MalformedTextException noJson)
            throws MalformedTextException {
        try {
            IniText ini = new IniText(text, MANNER);
            Map<String, @Nullable Object> sections = new LinkedHashMap<>();
            for (String section : ini.names()) {
                sections.put(section, new LinkedHashMap<>(ini.section(section).orElseThrow()));
            }
            return sections;
        } catch (MalformedTextException noIni) {
            throw new MalformedTextException(
                    "it is neither JSON (" + noJson.getMessage() + ") nor INI (" + noIni.getMessage() + ")");
        }
    }
}
