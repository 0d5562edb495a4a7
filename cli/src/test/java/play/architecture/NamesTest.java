package play.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import play.module.ModuleRegistry;
import play.module.TaskModule;

/**
 * The engine and its reports know no module by name: what they must know, a module declares. String constants of their
 * classes are compared with the names of all modules, and in packages that see calls with those of all parameters.
 */
class NamesTest {
    private static final Set<String> NO_ENGINE = Set.of(
            "play.cli",
            "play.files",
            "play.galaxy",
            "play.lab",
            "play.modules",
            "play.selfcheck",
            "play.testkit",
            "play.tunnel");

    private static final Set<String> SEE_CALLS =
            Set.of("play.lint", "play.load", "play.module", "play.param", "play.playbook", "play.rule", "play.vars");

    /** Words of the language, or of something else, that some module or parameter has as its name too. */
    private record Allowed(String type, Set<String> words, String reason) {}

    private static final List<Allowed> ALLOWED = List.of(
            new Allowed("Connector", Set.of("hostname"), "an option of ssh"),
            new Allowed("SshChoice", Set.of("hostname", "user"), "options of ssh"),
            new Allowed("SshConfig", Set.of("hostname", "user"), "options of ssh"),
            new Allowed("Lookups", Set.of("default", "template"), "a lookup, and an option of lookups"),
            new Allowed("FileLookups", Set.of("file"), "a lookup, and an option of lookups"),
            new Allowed("Comments", Set.of("xml"), "a style of comments"),
            new Allowed("WebReader", Set.of("authorization"), "a header"),
            new Allowed("FileTree", Set.of("file", "group"), "what something in a folder is, and a field of it"),
            new Allowed("JsonSchema", Set.of("group"), "the name of a definition"),
            new Allowed("ModuleSchema", Set.of("template"), "the name of a definition"),
            new Allowed("FormatSpec", Set.of("group"), "a field of a format"),
            new Allowed("Facts", Set.of("hostname", "selinux", "systemd"), "facts"),
            new Allowed("HostKeyGate", Set.of("known_hosts"), "the name of a file"),
            new Allowed("HostKeys", Set.of("known_hosts"), "the name of a file"),
            new Allowed("PrintedFacts", Set.of("apt", "hostname"), "facts and their values"),
            new Allowed("Combine", Set.of("replace"), "a way to merge lists"),
            new Allowed("TextFilters", Set.of("replace"), "a filter"),
            new Allowed("Encodings", Set.of("replace"), "what becomes of characters that an encoding lacks"),
            new Allowed("NumberedAccounts", Set.of("group"), "the name of a state family"),
            new Allowed("Files", Set.of("file"), "the name of a state family"),
            new Allowed("PathStats", Set.of("stat"), "the name of a state family"),
            new Allowed("NumberedAccounts", Set.of("group"), "a database of the name service"),
            new Allowed("ArgumentSpecsReader", Set.of("description", "fail_msg", "that"), "keys of argument specs"),
            new Allowed(
                    "OptionsReader",
                    Set.of("attributes", "default", "description", "requirements", "type"),
                    "keys of argument specs"),
            new Allowed("RoleReader", Set.of("dependencies"), "a key of a role's meta/main.yml"),
            new Allowed("RoleStart", Set.of("validate_argument_spec"), "what its tasks are called"),
            new Allowed("ValidateArguments", Set.of("validate_argument_spec"), "what its tasks are called"),
            new Allowed(
                    "ValidateArgumentSpecModule",
                    Set.of("msg", "validate_args_context", "validate_argument_spec"),
                    "the module itself"),
            new Allowed("AsyncReader", Set.of("async"), "a keyword"),
            new Allowed("CallReader", Set.of("template"), "what a missing file is"),
            new Allowed("ChoiceKeyword", Set.of("strategy"), "a keyword"),
            new Allowed("Guests", Set.of("find"), "a question to the program of guests"),
            new Allowed("IncludeArguments", Set.of("args", "file"), "a keyword, and a parameter of include_tasks"),
            new Allowed(
                    "IncludeReader",
                    Set.of("args", "file", "name", "role"),
                    "args, and what include_tasks and import_role take"),
            new Allowed("HostKeyGate", Set.of("known_hosts"), "the name of a file"),
            new Allowed("HostKeys", Set.of("known_hosts"), "the name of a file"),
            new Allowed("AccountFacts", Set.of("user"), "a line that a host prints of itself"),
            new Allowed("MountFacts", Set.of("mount"), "a field of a fact"),
            new Allowed("SystemFacts", Set.of("selinux", "systemd"), "facts"),
            new Allowed("ActionKey", Set.of("action", "args"), "keywords"),
            new Allowed("AdHocTask", Set.of("gather_facts", "name"), "keywords"),
            new Allowed(
                    "KeyOwner",
                    Set.of(
                            "args",
                            "async",
                            "delay",
                            "fact_path",
                            "gather_facts",
                            "gather_subset",
                            "gather_timeout",
                            "retries",
                            "roles",
                            "strategy"),
                    "keywords"),
            new Allowed("Keys", Set.of("name"), "a keyword"),
            new Allowed("ThisMachine", Set.of("local"), "a way to connect"),
            new Allowed("ModuleExamples", Set.of("before"), "a key of files that describe modules"),
            new Allowed("ModuleFields", Set.of("description", "query", "type"), "keys of files that describe modules"),
            new Allowed(
                    "ModuleFileReader",
                    Set.of("description", "id", "query", "state", "timeout"),
                    "keys of files that describe modules"),
            new Allowed("ReachReader", Set.of("host"), "how far a change goes"),
            new Allowed("PlayRun", Set.of("gather_facts"), "a keyword of plays"),
            new Allowed("Gathering", Set.of("gather_facts", "setup"), "a keyword, and what its step is called by"),
            new Allowed("Layer", Set.of("include_vars"), "where variables come from, by Ansible's name"),
            new Allowed("Lookups", Set.of("default"), "an argument of a lookup"),
            new Allowed("LoopReader", Set.of("label", "pause"), "keywords of loop_control"),
            new Allowed(
                    "PlayReader",
                    Set.of("fact_path", "gather_facts", "gather_subset", "gather_timeout", "roles"),
                    "keywords"),
            new Allowed("PlayStart", Set.of("name"), "a keyword"),
            new Allowed("PlaybookLoader", Set.of("name"), "a keyword"),
            new Allowed("PromptReader", Set.of("default", "name", "prompt"), "keywords of vars_prompt"),
            new Allowed("RoleCall", Set.of("var"), "a kind of values, told apart in a key"),
            new Allowed("RoleEntryReader", Set.of("name", "role"), "keys of roles"),
            new Allowed("SettingsReader", Set.of("local", "user"), "a way to connect, and a keyword of plays"),
            new Allowed("RolePaths", Set.of("roles"), "the directory of roles"),
            new Allowed("StepsReader", Set.of("block", "timeout"), "keywords"),
            new Allowed("TaskReader", Set.of("args", "async", "block", "delay", "name", "retries"), "keywords"),
            new Allowed("VariableSources", Set.of("local"), "a way to connect"),
            new Allowed("ParameterTypes", Set.of("content", "number"), "how the reference shows a type"),
            new Allowed("SearchPath", Set.of("files"), "a folder of roles"),
            new Allowed("UrlFilters", Set.of("file", "hostname", "uri"), "a scheme, a part of a URL, and a test"),
            new Allowed("Differences", Set.of("file"), "the name of a state family"),
            new Allowed("ProblemsJson", Set.of("file"), "a field of JSON"),
            new Allowed("EventReader", Set.of("file"), "a field of JSON"),
            new Allowed("SarifLog", Set.of("uri"), "a field of JSON"),
            new Allowed("Censored", Set.of("group", "shell"), "fields of results"),
            new Allowed("FileKind", Set.of("gather_facts"), "a keyword of plays"),
            new Allowed("Uris", Set.of("file"), "a scheme"),
            new Allowed("MagicNames", Set.of("groups"), "a variable"),
            new Allowed("MagicVariables", Set.of("groups", "local", "revision"), "a part of a variable, and a fact"));

    private record Hit(String type, String word) {}

    private static boolean isEngine(JavaClass type) {
        return NO_ENGINE.stream().noneMatch(name -> (type.getPackageName() + ".").startsWith(name + "."));
    }

    /** Names of modules, without the namespace of Ansible's. */
    private static Set<String> modules() {
        return ModuleRegistry.installed().names().stream()
                .flatMap(name -> Stream.of(name, name.substring(name.lastIndexOf('.') + 1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> parameters() {
        return ModuleRegistry.installed().all().stream()
                .map(TaskModule::spec)
                .flatMap(spec -> spec.schema().names().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<Hit> names(Iterable<JavaClass> types) throws IOException {
        Set<String> modules = modules();
        Set<String> parameters = parameters();
        Set<Hit> hits = new HashSet<>();
        for (JavaClass type : types) {
            for (String text : constants(type)) {
                boolean seesCalls = SEE_CALLS.contains(type.getPackageName());
                if (modules.contains(text) || (seesCalls && parameters.contains(text))) {
                    hits.add(new Hit(outermost(type), text));
                }
            }
        }
        return hits;
    }

    /** The simple name of the class, or of the one it is nested in. */
    private static String outermost(JavaClass type) {
        return type.getName().replaceFirst("\\$.*", "").replaceFirst(".*\\.", "");
    }

    private static List<String> constants(JavaClass type) throws IOException {
        List<String> constants = new ArrayList<>();
        try (InputStream bytes = type.getSource().orElseThrow().getUri().toURL().openStream()) {
            ClassModel model = ClassFile.of().parse(bytes.readAllBytes());
            String components = components(model);
            for (PoolEntry entry : model.constantPool()) {
                if (entry instanceof StringEntry constant
                        && !constant.stringValue().equals(components)) {
                    constants.add(constant.stringValue());
                }
            }
        }
        return constants;
    }

    /** As the compiler hands the names of a record's components to what makes its {@code toString}. */
    private static String components(ClassModel model) {
        return model.findAttribute(Attributes.record()).stream()
                .flatMap(record -> record.components().stream())
                .map(component -> component.name().stringValue())
                .collect(Collectors.joining(";"));
    }

    private static List<JavaClass> engine() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("play").stream()
                        .filter(NamesTest::isEngine)
                        .toList();
    }

    @Test
    void theEngineNamesNoModuleAndNoParameter() throws IOException {
        List<JavaClass> engine = engine();
        assertTrue(engine.size() > 400, () -> "only " + engine.size() + " classes");
        Set<Hit> allowed = ALLOWED.stream()
                .flatMap(entry -> entry.words().stream().map(word -> new Hit(entry.type(), word)))
                .collect(Collectors.toSet());
        Set<Hit> found = names(engine);
        assertEquals("", shown(found, allowed), "names that are not allowed");
        assertEquals("", shown(allowed, found), "allowed, and not there");
    }

    private static String shown(Set<Hit> hits, Set<Hit> without) {
        return hits.stream()
                .filter(hit -> !without.contains(hit))
                .map(hit -> hit.type() + ": " + hit.word())
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    /** Such a class would be found in the engine. */
    private static final class Planted {
        static boolean isFact(String module) {
            return switch (module) {
                case "set_fact", "ansible.builtin.stat" -> true;
                default -> module.equals("include_vars");
            };
        }
    }

    @Test
    void aPlantedNameIsFound() throws IOException {
        assertTrue(Planted.isFact("set_fact"));
        Set<String> words = names(new ClassFileImporter().importClasses(Planted.class)).stream()
                .map(Hit::word)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of("set_fact", "ansible.builtin.stat", "include_vars"), words);
    }
}
