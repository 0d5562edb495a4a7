package play.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import play.cli.PlayCommand;

/** What the schemas let pass and what not, by a validator as editors have one. */
class JsonSchemaTest {
    private static final Path HOME = Path.of(Objects.requireNonNull(System.getProperty("play.home")));
    private static final Map<Kind, Schema> SCHEMAS = new EnumMap<>(Kind.class);
    private static final Pattern EXPECTED = Pattern.compile("(?m)^#! error\\[([a-z-]+)]");
    private static final Pattern HERE = Pattern.compile("(?m)^#! error\\[([a-z-]+)] [0-9]");

    /** They are wrong within a text, in what a lookup is called, or in which keywords go with which. */
    private static final Set<String> UNSEEN = Set.of(
            "lookup-arguments.yml",
            "loop-misspelled-lookup.yml",
            "loop-misspelled.yml",
            "meta-keywords.yml",
            "newcomer-text.yml",
            "parameter-in-args.yml",
            "parameter-in-free-form.yml",
            "tags-of-hosts.yml",
            "tasks-include-keywords.yml");

    /** Faults that the shape of a file alone shows, mostly. */
    private static final Set<String> OF_SHAPE = Set.of("unknown-key", "unknown-parameter", "wrong-type");

    private static Schema schema(Kind kind) {
        return SCHEMAS.computeIfAbsent(kind, wanted -> {
            String word = wanted.name().toLowerCase(Locale.ROOT).replace('_', '-');
            PlayCommand.Said said = PlayCommand.run("schema", word);
            assertEquals(0, said.code(), said.err());
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(said.out());
        });
    }

    private static List<String> faults(Kind kind, JsonNode document) {
        return schema(kind).validate(document).stream().map(Object::toString).toList();
    }

    private static List<String> faults(Kind kind, String yaml) {
        return faults(kind, YamlFile.read(yaml).orElseThrow());
    }

    private static List<Path> files(String folder, Predicate<String> wanted) throws IOException {
        try (Stream<Path> files = Files.walk(HOME.resolve(folder))) {
            return files.filter(file -> wanted.test(HOME.relativize(file).toString()))
                    .sorted()
                    .toList();
        }
    }

    private static void assertPass(Kind kind, List<Path> files, int least) throws IOException {
        assertTrue(files.size() >= least, () -> "only " + files);
        List<String> wrong = new ArrayList<>();
        for (Path file : files) {
            Optional<JsonNode> document = YamlFile.read(file);
            assertTrue(document.isPresent(), file::toString);
            faults(kind, document.get()).forEach(fault -> wrong.add(HOME.relativize(file) + fault));
        }
        assertEquals("", String.join("\n", wrong));
    }

    @Test
    void playbooksOfTheTreePass() throws IOException {
        List<Path> playbooks =
                new ArrayList<>(files("playbooks", file -> file.matches("playbooks/[^/]*(?<!lock)\\.yml")));
        playbooks.addAll(files(
                "cli/src/test/resources/language",
                file -> file.matches(".*/language/(?!results|parameters_tolerated)[^/]*\\.yml")));
        assertPass(Kind.PLAYBOOK, playbooks, 60);
    }

    @Test
    void tasksOfRolesPass() throws IOException {
        assertPass(Kind.TASKS, files("playbooks", file -> file.matches(".*/(tasks|handlers)/.*\\.yml")), 100);
    }

    @Test
    void inventoriesPass() throws IOException {
        assertPass(Kind.INVENTORY, files("inventories", file -> file.matches("inventories/[^/]*/hosts\\.yml")), 5);
    }

    @Test
    void argumentSpecsPass() throws IOException {
        assertPass(Kind.ARGUMENT_SPECS, files("playbooks", file -> file.endsWith("argument_specs.yml")), 15);
    }

    /** What a schema refuses must be refused by play too; what else play knows of it no schema can tell. */
    @Test
    void onlyBrokenPlaybooksAreRefused() throws IOException {
        Set<String> unseen = new TreeSet<>();
        int seen = 0;
        for (Path file :
                files("engine/src/test/resources/broken", name -> name.matches(".*/broken/(?!hosts)[^/]*\\.yml"))) {
            String text = Files.readString(file);
            Optional<JsonNode> document = YamlFile.read(file);
            boolean refused = document.isPresent()
                    && !faults(Kind.PLAYBOOK, document.get()).isEmpty();
            if (refused) {
                assertTrue(EXPECTED.matcher(text).find(), () -> file + " is refused by the schema alone");
                seen++;
            } else if (document.isPresent()
                    && HERE.matcher(text).results().anyMatch(found -> OF_SHAPE.contains(found.group(1)))) {
                unseen.add(String.valueOf(file.getFileName()));
            }
        }
        assertEquals(new TreeSet<>(UNSEEN), unseen);
        assertTrue(seen > 30);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- hosts: all\n  tasks: [{copy: {dest: /a, content: {a: 1}, mode: 0644}}]",
                "- hosts: all\n  become: \"yes\"\n  tasks: [{copy: dest=/a}]",
                "- hosts: all\n  tasks: [{file: {path: /a, state: \"{{ wanted }}\"}}]",
                "- hosts: all\n  tasks: [{acme.tools.thing: {any: 1}, with_items: [1]}]",
                "- hosts: all\n  tasks: [{ansible.builtin.copy: {dest: /a, content: b}}]",
                "- hosts: all\n  tasks: [{set_fact: {any_name: 1}}]",
                "- hosts: [web, db]\n  serial: [1, \"30%\"]\n  roles: [base, {role: web, port: 80}]"
            })
    void whatIsRightPasses(String playbook) {
        assertEquals(List.of(), faults(Kind.PLAYBOOK, playbook));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hosts: all",
                "- hots: all",
                "- hosts: all\n  tasks: [{copy: {dst: /a}}]",
                "- hosts: all\n  tasks: [{cpoy: {dest: /a}}]",
                "- hosts: all\n  tasks: [{file: {path: /a, state: directry}}]",
                "- hosts: all\n  tasks: [{file: {path: /a, force: perhaps}}]",
                "- hosts: all\n  tasks: [{debug: {msg: a}, wehn: true}]",
                "- hosts: all\n  become: perhaps",
                "- hosts: all\n  tasks: {debug: {msg: a}}"
            })
    void whatIsWrongIsRefused(String playbook) {
        assertTrue(!faults(Kind.PLAYBOOK, playbook).isEmpty());
    }

    @Test
    void otherFilesAreRefusedToo() {
        assertTrue(!faults(Kind.INVENTORY, "web: {hots: {web1: }}").isEmpty());
        assertTrue(!faults(Kind.INVENTORY, "web: {hosts: [web1]}").isEmpty());
        assertTrue(!faults(Kind.ARGUMENT_SPECS, "argument_specs: {main: {options: {a: {typ: str}}}}")
                .isEmpty());
        assertTrue(!faults(Kind.ARGUMENT_SPECS, "argument_specs: {main: {options: {a: {type: text}}}}")
                .isEmpty());
    }

    /** So that an editor has something to show. */
    @Test
    void everyKeywordAndParameterIsExplained() {
        String schema = PlayCommand.run("schema", "playbook").out();
        assertTrue(schema.contains("Path on the host; a directory, or a path that ends in a slash"), "copy's dest");
        assertTrue(schema.contains("Handlers that run at the end where something changed."));
    }

    @Test
    void aKindThatThereIsNotGetsAHint() {
        PlayCommand.Said said = PlayCommand.run("schema", "playbok");
        assertEquals(2, said.code());
        assertTrue(said.err().contains("Did you mean 'playbook'?"), said.err());
    }
}
