package play.expression.call;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.expression.data.Bounds;
import play.expression.data.Data;
import play.expression.data.Failure;
import play.expression.data.FreshList;
import play.expression.data.FreshMap;
import play.expression.data.Text;
import play.value.IniText;
import play.value.MalformedTextException;
import play.value.Secret;

/** Lookups of what stands in files of the controller, which is found and read by the {@link LookupContext}. */
final class FileLookups {
    private static final String INI =
            "type? file? section? re? encoding? default? case_sensitive? allow_no_value? allow_none? interpolation?";
    private static final String CSV = "col? keycol? default? delimiter? file? encoding?";
    private static final String PROPERTIES = "java_properties";

    private FileLookups() {}

    static void add(Registry.Builder to) {
        to.lookup("file", "rstrip? lstrip?", FileLookups::file);
        to.lookup("unvault", "", FileLookups::whole);
        to.lookup("ini", INI, FileLookups::ini);
        to.lookup("csvfile", CSV, FileLookups::csv);
        to.lookup("filetree community.general.filetree", "exclude?", FileLookups::tree);
    }

    /** The file of a name on the search path. */
    static LookupContext.Text read(LookupContext.Folder folder, String name, Given given) {
        return read(folder, name, StandardCharsets.UTF_8, given);
    }

    private static LookupContext.Text read(LookupContext.Folder folder, String name, Charset charset, Given given) {
        Path path = existing(folder, name, given)
                .orElseThrow(() -> Failure.lookup("There is no file '" + name + "' on the search path."));
        try {
            LookupContext.Text text = given.around().context().read(path, charset);
            Bounds.text(text.source().text().length());
            return text;
        } catch (IOException e) {
            throw Failure.lookup("File cannot be read: " + e.getMessage());
        }
    }

    static Optional<Path> existing(LookupContext.Folder folder, String name, Given given) {
        return given.around().context().find(folder, PathFilters.path(name).toString());
    }

    private static Object guarded(Object value, LookupContext.Text text) {
        return text.secret() ? new Secret(value) : value;
    }

    private static List<@Nullable Object> file(List<@Nullable Object> terms, Given given) {
        FreshList contents = new FreshList();
        for (Object term : terms) {
            LookupContext.Text text = read(LookupContext.Folder.FILES, Text.of(term), given);
            String content = text.source().text();
            content = given.flag("rstrip", true) ? content.stripTrailing() : content;
            content = given.flag("lstrip", false) ? content.stripLeading() : content;
            contents.add(guarded(content, text));
        }
        return contents;
    }

    private static List<@Nullable Object> whole(List<@Nullable Object> terms, Given given) {
        FreshList contents = new FreshList();
        for (Object term : terms) {
            LookupContext.Text text = read(LookupContext.Folder.FILES, Text.of(term), given);
            contents.add(guarded(text.source().text(), text));
        }
        return contents;
    }

    private static Charset charset(TermOptions term) {
        String name = term.text("encoding", "utf-8");
        // Python takes 'latin-1' and 'utf_8', too.
        return charset(name)
                .or(() -> charset(name.replaceAll("[-_ ]", "")))
                .orElseThrow(() -> Failure.arguments(
                        "There is no encoding '" + name + "'; write one such as 'utf-8' or 'latin-1'."));
    }

    private static Optional<Charset> charset(String name) {
        try {
            return Optional.of(Charset.forName(name));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }

    private static Set<String> names(String signature) {
        return new LinkedHashSet<>(Signature.of(signature).names());
    }

    private static List<@Nullable Object> ini(List<@Nullable Object> terms, Given given) {
        FreshList found = new FreshList();
        for (Object term : terms) {
            found.addAll(ofIni(TermOptions.of("ini", Text.of(term), names(INI), given), given));
        }
        return found;
    }

    private static List<@Nullable Object> ofIni(TermOptions term, Given given) {
        String file = term.text("file", "ansible.ini");
        String type = term.text("type", "ini");
        if (!type.equals("ini") && !type.equals("properties")) {
            throw Failure.arguments("The 'type' of the lookup 'ini' is 'ini' or 'properties', not '" + type + "'.");
        }
        LookupContext.Text text = read(LookupContext.Folder.FILES, file, charset(term), given);
        boolean properties = type.equals("properties");
        String content = text.source().text();
        IniText.Manner manner = new IniText.Manner(
                term.flag("case_sensitive", false),
                term.flag("allow_no_value", term.flag("allow_none", false)),
                term.flag("interpolation", true));
        String section = properties ? PROPERTIES : term.text("section", "global");
        IniText ini;
        Map<String, @Nullable String> values;
        try {
            ini = new IniText(properties ? "[" + PROPERTIES + "]\n" + content : content, manner);
            values = ini.section(section)
                    .orElseThrow(() -> Failure.lookup("There is no section '" + section + "' in '" + file + "'."));
        } catch (MalformedTextException e) {
            throw Failure.lookup("'" + file + "' can't be read as INI: " + e.getMessage()
                    + ". Options of the lookup: 'allow_no_value=true' takes keys alone, 'interpolation=false' takes"
                    + " '%' as it is.");
        }
        FreshList found = new FreshList();
        if (term.flag("re", false)) {
            values.forEach((key, value) -> {
                if (Data.truth(given.around().test("match", key, FreshList.of(term.key())))) {
                    found.add(value == null ? null : guarded(value, text));
                }
            });
            return found;
        }
        String key = ini.key(term.key());
        @Nullable Object value = values.get(key);
        if (values.containsKey(key) ? value != null : term.value("default", "") != null) {
            found.add(value == null ? term.value("default", "") : guarded(value, text));
        }
        return found;
    }

    private static List<@Nullable Object> csv(List<@Nullable Object> terms, Given given) {
        if (terms.isEmpty()) {
            throw Failure.arguments("The lookup 'csvfile' needs what to look for.");
        }
        FreshList found = new FreshList();
        for (Object term : terms) {
            found.addAll(ofCsv(TermOptions.of("csvfile", Text.of(term), names(CSV), given), given));
        }
        return found;
    }

    private static List<@Nullable Object> ofCsv(TermOptions term, Given given) {
        String file = term.text("file", "ansible.csv");
        LookupContext.Text text = read(LookupContext.Folder.FILES, file, charset(term), given);
        for (List<String> row : CsvRows.of(text.source().text(), delimiter(term))) {
            if (at("keycol", term.number("keycol", 0), row, file).equals(term.key())) {
                return FreshList.of(guarded(at("col", term.number("col", 1), row, file), text));
            }
        }
        Object otherwise = term.value("default", null);
        return otherwise == null
                ? new FreshList()
                : otherwise instanceof List<?> list ? new FreshList(list) : FreshList.of(otherwise);
    }

    private static char delimiter(TermOptions term) {
        String written = term.text("delimiter", "TAB");
        String delimiter = written.equals("TAB") || written.equals("\\t") ? "\t" : written;
        if (delimiter.length() != 1 || delimiter.matches("[\\r\\n\"]")) {
            throw Failure.arguments(
                    "The 'delimiter' of the lookup 'csvfile' is one character, or TAB, not '" + written + "'.");
        }
        return delimiter.charAt(0);
    }

    private static String at(String option, int column, List<String> row, String file) {
        int index = column < 0 ? row.size() + column : column;
        if (index < 0 || index >= row.size()) {
            throw Failure.lookup("'" + option + "' is " + column + ", and in '" + file + "' the row that begins with '"
                    + row.getFirst() + "' has " + row.size() + " columns, counted from 0.");
        }
        return row.get(index);
    }

    /** What is below folders of the controller, each path once: those of the folder named first win. */
    private static List<@Nullable Object> tree(List<@Nullable Object> terms, Given given) {
        Set<String> seen = new LinkedHashSet<>();
        FreshList found = new FreshList();
        for (Object term : terms) {
            String name = Text.of(term);
            existing(LookupContext.Folder.FILES, name, given).ifPresent(folder -> {
                for (FreshMap entry : new FileTree(folder, below -> isExcluded(below, given)).entries()) {
                    if (seen.add(Text.of(entry.get("path")))) {
                        entry.put("root", entry.get("root") + (name.endsWith("/") ? "/" : ""));
                        found.add(entry);
                    }
                }
            });
        }
        return found;
    }

    private static boolean isExcluded(String name, Given given) {
        return !given.text("exclude", "").isEmpty()
                && Data.truth(given.around().test("match", name, FreshList.of(given.get("exclude"))));
    }
}
