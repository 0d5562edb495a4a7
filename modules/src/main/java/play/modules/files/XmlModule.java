package play.modules.files;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Node;
import play.files.EditedFile;
import play.files.Paths;
import play.files.ResolvedPath;
import play.files.WantedAttributes;
import play.host.FileState;
import play.host.FileText;
import play.host.FileTexts;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Plan;
import play.module.Replacing;
import play.module.Resource;
import play.param.Alias;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Inline;
import play.param.Meaning;
import play.param.Means;
import play.param.MutuallyExclusive;
import play.param.Presence;
import play.param.RequiredBy;
import play.result.When;
import play.value.Content;
import play.value.Unknown;
import play.value.Values;

/** Parts of an XML file, by XPath; it is read as a tree, and what a document type declares is never fetched. */
public final class XmlModule implements Resource<XmlModule.Params> {
    /** How children are written. */
    public enum Input {
        YAML,
        XML
    }

    /** What is told of what is selected. */
    public enum Told {
        ATTRIBUTE,
        TEXT
    }

    @MutuallyExclusive({"add_children", "content", "count", "print_match", "set_children", "value"})
    @RequiredBy(value = "value", needs = "xpath")
    @RequiredBy(value = "attribute", needs = "value")
    @RequiredBy(value = "add_children", needs = "xpath")
    @RequiredBy(value = "set_children", needs = "xpath")
    @RequiredBy(value = "content", needs = "xpath")
    public record Params(
            @Doc("Path of the file on the host.") @Alias({"dest", "file"}) @HostPath @Means(Meaning.ALL_IT_CHANGES)
            String path,

            @Doc("XPath (1.0) of elements or attributes. With state present one that selects nothing is made, where it"
                    + " has names and conditions such as [@a='b'] alone.")
            Optional<String> xpath,

            @Doc("Namespaces by the prefixes that xpath and names of children have.") @Default("{}")
            Map<String, String> namespaces,

            @Doc("Whether what xpath selects is to be there.") @Alias("ensure") @Default("present")
            Presence state,

            @Doc("Attribute of what xpath selects that value is for.")
            Optional<String> attribute,

            @Doc("Text of what xpath selects, or of its attribute.")
            Optional<Content> value,

            @Doc("Children that what xpath selects is to have: names, names with a text, or with attributes, children"
                    + " (_) and text (+value). Those that are there already are not added again.")
            Optional<Object> addChildren,

            @Doc("Children that are to be the only ones.") Optional<Object> setChildren,

            @Doc("How children are written: as YAML, or as texts of XML.") @Default("yaml")
            Input inputType,

            @Doc("Whether add_children come before the first that xpath selects, beside it.") @Default("false")
            boolean insertbefore,

            @Doc("Whether add_children come behind the last that xpath selects, beside it.") @Default("false")
            boolean insertafter,

            @Doc("Whether the result tells how many xpath selects; nothing is changed.") @Default("false")
            boolean count,

            @Doc("Whether the result tells where they are; nothing is changed.") @Default("false")
            boolean printMatch,

            @Doc("Whether the result tells their texts or attributes; nothing is changed.")
            Optional<Told> content,

            @Doc("Whether the file is laid out anew, an element on each line.") @Default("false")
            boolean prettyPrint,

            @Doc("Whether sections of character data (CDATA) become text.") @Default("false")
            boolean stripCdataTags,

            @Inline WantedAttributes attributes,
            @Inline FileLabels labels,
            @Inline Replacing replacing) {
        XmlNames names() {
            return new XmlNames(namespaces);
        }

        boolean asks() {
            return count || printMatch || content.isPresent();
        }
    }

    record Result(
            @Doc("The path.") String path,
            @Inline FileResult file,

            @Doc("How many xpath selects.") @When("count is true")
            Optional<Long> count,

            @Doc("Where they are, or their texts or attributes by their names.")
            @When("print_match or content is given")
            Optional<List<Object>> matches,

            @Doc("What the file held is there.") @When("backup is true and the file was replaced")
            Optional<String> backupFile) {}

    private static final String MAKE =
            "printf '<?xml version=\"1.0\"?>\\n<shop>\\n  <beer kind=\"lager\">Pils</beer>\\n"
                    + "  <rating subjective=\"true\">10</rating>\\n</shop>\\n' >/srv/shop.xml\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "xml",
                    "Sets, adds, removes or tells parts of an XML file.",
                    Params.class,
                    new Example("absent", MAKE, "path: /srv/shop.xml\nxpath: /shop/phone\nvalue: 555\n"),
                    new Example("drifted", MAKE, "path: /srv/shop.xml\nxpath: /shop/rating\nvalue: 11\nbackup: true\n"),
                    new Example("right", MAKE, "path: /srv/shop.xml\nxpath: /shop/rating\nvalue: 10\n"),
                    new Example(
                            "an attribute",
                            MAKE,
                            "path: /srv/shop.xml\nxpath: /shop/rating\nattribute: subjective\nvalue: 'false'\n"),
                    new Example(
                            "children",
                            MAKE,
                            "path: /srv/shop.xml\nxpath: /shop\nadd_children:\n- beer: Stout\n"
                                    + "- shelf: {_: [beer], at: left}\n"
                                    + "pretty_print: true\n"),
                    new Example("removed", MAKE, "path: /srv/shop.xml\nxpath: //beer[@kind='lager']\nstate: absent\n"))
            .returns(Result.class)
            .alias("community.general.xml");

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        List<Binding.Fault> faults = new ArrayList<>();
        params.xpath()
                .map(xpath -> XmlEdit.fault(xpath, params.names()))
                .orElse(List.of())
                .forEach(why -> faults.add(new Binding.Fault("xpath", why)));
        boolean needs = params.state() == Presence.ABSENT || params.count() || params.printMatch();
        if (params.xpath().isEmpty() && (needs || !params.prettyPrint())) {
            faults.add(new Binding.Fault("xpath", "xpath must be given, or pretty_print: true alone"));
        }
        if ((params.insertbefore() || params.insertafter())
                && params.addChildren().isEmpty()) {
            faults.add(new Binding.Fault("insertbefore", "insertbefore and insertafter need add_children"));
        }
        if (params.insertbefore() && params.insertafter()) {
            faults.add(new Binding.Fault("insertbefore", "only one of insertbefore and insertafter can be"));
        }
        if (params.state() == Presence.ABSENT) {
            unused(params)
                    .forEach(name -> faults.add(new Binding.Fault(
                            name, name + " is not for state: absent, which removes all that xpath selects")));
        }
        return faults;
    }

    /** What is given, and would be passed over where things are removed. */
    private static Stream<String> unused(Params params) {
        Map<String, Boolean> given = new LinkedHashMap<>();
        given.put("attribute", params.attribute().isPresent());
        given.put("value", params.value().isPresent());
        given.put("add_children", params.addChildren().isPresent());
        given.put("set_children", params.setChildren().isPresent());
        given.put("count", params.count());
        given.put("print_match", params.printMatch());
        given.put("content", params.content().isPresent());
        return given.keySet().stream().filter(given::get);
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>(edited(params).probes());
        keys.addAll(params.labels().probes(Paths.clean(params.path())));
        return keys;
    }

    private static EditedFile edited(Params params) {
        boolean secret = params.value().filter(Content::hasSecrets).isPresent()
                || Values.hasSecrets(params.addChildren().orElse(null))
                || Values.hasSecrets(params.setChildren().orElse(null));
        return new EditedFile(params.path(), false, secret, params.attributes(), params.replacing());
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        if (params.value().filter(value -> value.bytes().isEmpty()).isPresent()) {
            return new Plan.Undetermined("the value is known after the run");
        }
        XmlChange change = XmlChange.of(params);
        try {
            return params.labels().after(edited(params).plan(known, change::edit), Paths.clean(params.path()), known);
        } catch (XmlChange.Unfit unfit) {
            return new Plan.Rejected(Paths.clean(params.path()) + ": " + unfit.getMessage());
        }
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        Map<String, @Nullable Object> result =
                new LinkedHashMap<>(FileResult.of("path", Paths.clean(params.path()), after));
        if (params.asks()) {
            told(params, text(params, after), result);
        }
        return result;
    }

    private static void told(Params params, Optional<String> text, Map<String, @Nullable Object> result) {
        String name = params.count() ? "count" : "matches";
        if (text.isEmpty()) {
            result.put(name, new Unknown("what the file holds is known after the run"));
            return;
        }
        List<Node> found = XmlChange.of(params).found(text.get());
        result.put(
                name,
                params.count()
                        ? (Object) (long) found.size()
                        : params.content()
                                .<Object>map(told -> found.stream()
                                        .map(node -> XmlLook.content(node, told == Told.ATTRIBUTE))
                                        .toList())
                                .orElseGet(() -> XmlLook.places(found)));
    }

    private static Optional<String> text(Params params, Knowledge after) {
        return ResolvedPath.follow(Paths.clean(params.path()), after)
                                instanceof ResolvedPath.At(String at, FileState.Regular file)
                        && after.has(FileTexts.at(at))
                        && after.of(FileTexts.at(at)) instanceof Observed.Known<FileText>(FileText.Held held, var how)
                ? held.bytes().text()
                : Optional.empty();
    }
}
