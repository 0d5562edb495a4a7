package play.expression.call;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import play.expression.data.Bounds;
import play.expression.data.Data;
import play.expression.data.Failure;
import play.expression.data.FreshList;
import play.expression.data.FreshMap;
import play.expression.data.Text;
import play.expression.data.Undefined;
import play.value.TemplateStyle;

/** The lookups; files are found and read by the {@link LookupContext} only. */
final class Lookups {
    private Lookups() {}

    static void add(Registry.Builder to) {
        to.lookup(
                "template",
                "template_vars? convert_data? jinja2_native? " + String.join("? ", TemplateStyle.OPTIONS) + "?",
                Lookups::template);
        to.lookup("env", "default?", Lookups::environment);
        to.lookup("vars", "default?", Lookups::variables);
        to.lookup("fileglob", "", Lookups::glob);
        to.lookup("first_found", "files? paths? skip?", Lookups::firstFound);
        to.lookup("items", "", (terms, given) -> flat(terms));
        to.lookup("list", "", (terms, given) -> new FreshList(terms));
        to.lookup("dict", "", Lookups::entries);
        to.lookup("nested", "", Lookups::nested);
        to.lookup("together", "", Lookups::together);
        to.lookup("sequence", "start? end? count? stride? format?", Sequences::numbers);
        to.lookup("indexed_items", "", Lookups::indexed);
        to.lookup("subelements", "", Lookups::subelements);
        to.lookup("flattened community.general.flattened", "", (terms, given) -> flattened(terms));
        to.lookup("random_choice", "", Lookups::randomChoice);
        to.lookup("varnames", "", Lookups::names);
        to.lookup("inventory_hostnames", "", Lookups::hosts);
    }

    private static List<@Nullable Object> template(List<@Nullable Object> terms, Given given) {
        TemplateStyle style = style(given);
        Map<String, @Nullable Object> extra = new LinkedHashMap<>();
        if (given.get("template_vars") instanceof Map<?, ?> map) {
            map.forEach((name, value) -> extra.put(String.valueOf(name), value));
        }
        FreshList rendered = new FreshList();
        for (Object term : terms) {
            LookupContext.Text text = FileLookups.read(LookupContext.Folder.TEMPLATES, Text.of(term), given);
            Map<String, @Nullable Object> seen = new LinkedHashMap<>(Map.of("template_path", Text.of(term)));
            seen.putAll(extra);
            rendered.add(given.around().render(text, seen, style));
        }
        return rendered;
    }

    /** How the templates are written, of all options that are given. */
    private static TemplateStyle style(Given given) {
        TemplateStyle style = TemplateStyle.USUAL;
        for (String option : TemplateStyle.OPTIONS) {
            @Nullable Object value = given.get(option);
            if (value != null) {
                style = style.with(option, value)
                        .orElseThrow(() -> Failure.arguments("The option '" + option + "' of the lookup 'template'"
                                + " takes " + (option.endsWith("_blocks") ? "true or false" : "a text")
                                + ", not " + Text.quoted(value) + "."));
            }
        }
        style.fault().ifPresent(fault -> {
            throw Failure.arguments("Options of the lookup 'template': " + fault + ".");
        });
        return style;
    }

    private static List<@Nullable Object> environment(List<@Nullable Object> terms, Given given) {
        FreshList values = new FreshList();
        for (Object term : terms) {
            Optional<String> value = given.around().context().environment(Text.of(term));
            values.add(value.isPresent() ? value.get() : given.get("default", ""));
        }
        return values;
    }

    private static List<@Nullable Object> variables(List<@Nullable Object> terms, Given given) {
        FreshList values = new FreshList();
        for (Object term : terms) {
            Object value = given.around().variable(Text.of(term));
            if (value instanceof Undefined undefined && !given.has("default")) {
                throw Failure.undefined(undefined);
            }
            values.add(value instanceof Undefined ? given.get("default") : value);
        }
        return values;
    }

    private static List<@Nullable Object> glob(List<@Nullable Object> terms, Given given) {
        FreshList paths = new FreshList();
        terms.forEach(term -> given.around()
                .context()
                .glob(PathFilters.path(Text.of(term)).toString())
                .forEach(path -> paths.add(absolute(path))));
        return paths;
    }

    /** So that it means the same file to whoever gets it. */
    private static String absolute(Path path) {
        return path.toAbsolutePath().normalize().toString();
    }

    /** The first file that exists among the names, each also below each of {@code paths}. */
    private static List<@Nullable Object> firstFound(List<@Nullable Object> terms, Given given) {
        List<String> names = new ArrayList<>();
        boolean skip = given.flag("skip", false);
        for (Object term : terms.isEmpty() ? FreshList.of(given.get("files")) : flat(terms)) {
            if (term instanceof Map<?, ?> map) {
                names.addAll(below(map.get("paths"), map.get("files")));
                skip = skip || Data.truth(map.get("skip"));
            } else {
                names.addAll(below(given.get("paths"), term));
            }
        }
        for (String name : names) {
            Optional<Path> path = FileLookups.existing(given.around().folder(), name, given);
            if (path.isPresent()) {
                return FreshList.of(absolute(path.get()));
            }
        }
        if (skip) {
            return new FreshList();
        }
        throw Failure.lookup("None of these files exists: " + String.join(", ", names) + ".");
    }

    /** All files of the first directory come before those of the next. */
    private static List<String> below(@Nullable Object paths, @Nullable Object files) {
        List<String> names = split(files, "[,;]");
        List<String> folders = split(paths, "[,:;]");
        if (folders.isEmpty()) {
            return names;
        }
        Bounds.items((long) folders.size() * names.size());
        return folders.stream()
                .flatMap(folder -> names.stream().map(name -> folder + "/" + name))
                .toList();
    }

    /** As Ansible takes a text for a list, until it does so no more. */
    private static List<String> split(@Nullable Object names, String separators) {
        List<String> all = new ArrayList<>();
        for (Object name : names == null ? List.<Object>of() : flat(FreshList.of(names))) {
            all.addAll(List.of(Text.of(name).split(separators, -1)));
        }
        return all;
    }

    /** One level of lists opened. */
    private static List<@Nullable Object> flat(List<? extends @Nullable Object> terms) {
        FreshList items = new FreshList();
        for (Object term : terms) {
            if (term instanceof List<?> list) {
                items.addAll(list);
            } else {
                items.add(term);
            }
        }
        return items;
    }

    private static List<@Nullable Object> entries(List<@Nullable Object> terms, Given given) {
        FreshList entries = new FreshList();
        for (Object term : terms) {
            MapFilters.map(term).forEach((key, value) -> {
                FreshMap entry = new FreshMap();
                entry.put("key", key);
                entry.put("value", value);
                entries.add(entry);
            });
        }
        return entries;
    }

    private static List<@Nullable Object> nested(List<@Nullable Object> terms, Given given) {
        checkNotEmpty(terms);
        Object rows = given.around().filter("product", terms.getFirst(), terms.subList(1, terms.size()), Map.of());
        return lists(rows);
    }

    private static void checkNotEmpty(List<@Nullable Object> terms) {
        if (terms.isEmpty()) {
            throw Failure.arguments("This lookup needs lists.");
        }
    }

    private static List<@Nullable Object> together(List<@Nullable Object> terms, Given given) {
        checkNotEmpty(terms);
        return lists(given.around().filter("zip_longest", terms.getFirst(), terms.subList(1, terms.size()), Map.of()));
    }

    private static List<@Nullable Object> lists(@Nullable Object tuples) {
        FreshList rows = new FreshList();
        Data.items(tuples).forEach(row -> rows.add(new FreshList(Data.items(row))));
        return rows;
    }

    private static List<@Nullable Object> indexed(List<@Nullable Object> terms, Given given) {
        FreshList rows = new FreshList();
        flat(terms).forEach(item -> rows.add(FreshList.tuple((long) rows.size(), item)));
        return rows;
    }

    /** Terms: the list, the path of the key, and {@code skip_missing} where it is given. */
    private static List<@Nullable Object> subelements(List<@Nullable Object> terms, Given given) {
        boolean flags = terms.size() == 3 && terms.get(2) instanceof Map;
        if (terms.size() != 2 && !flags) {
            throw Failure.arguments("The lookup 'subelements' needs a list, a key, and possibly {skip_missing: true}.");
        }
        boolean skip = flags && Data.truth(MapFilters.map(terms.get(2)).get("skip_missing"));
        Object pairs = given.around()
                .filter(
                        "subelements",
                        unskipped(terms.getFirst()),
                        List.of(terms.get(1)),
                        Map.of("skip_missing", skip));
        return Data.items(pairs);
    }

    /** Without the results of a loop that were skipped: they have nothing to look into. */
    private static List<@Nullable Object> unskipped(@Nullable Object list) {
        FreshList kept = new FreshList();
        for (Object item : list instanceof Map<?, ?> map ? map.values() : Data.items(list)) {
            if (!(item instanceof Map<?, ?> result && Data.truth(result.get("skipped")))) {
                kept.add(item);
            }
        }
        return kept;
    }

    /** All levels of lists opened. */
    private static List<@Nullable Object> flattened(List<?> terms) {
        FreshList items = new FreshList();
        for (Object term : terms) {
            if (term instanceof List<?> list) {
                items.addAll(flattened(list));
            } else {
                items.add(term);
            }
        }
        return items;
    }

    /** One of the terms, if there are any. */
    private static List<@Nullable Object> randomChoice(List<@Nullable Object> terms, Given given) {
        return terms.isEmpty()
                ? terms
                : FreshList.of(RandomFilters.picked(terms, Optional.empty(), given, "random_choice"));
    }

    /** Names of variables in which a pattern is found, for each pattern. */
    private static List<@Nullable Object> names(List<@Nullable Object> terms, Given given) {
        FreshList found = new FreshList();
        for (Object term : terms) {
            if (!(term instanceof String)) {
                throw Failure.arguments("The lookup 'varnames' takes patterns, not " + Text.quoted(term) + ".");
            }
            for (String name : new TreeSet<>(given.around().names())) {
                if (Data.truth(given.around().test("search", name, FreshList.of(Text.of(term))))) {
                    found.add(name);
                }
            }
        }
        return found;
    }

    /** The hosts that patterns mean, taken together. */
    private static List<@Nullable Object> hosts(List<@Nullable Object> terms, Given given) {
        return new FreshList(given.around()
                .context()
                .hosts(flat(terms).stream().map(Text::of).toList()));
    }
}
