package play.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.diag.DiagnosticText;
import play.diag.ProblemList;
import play.expression.Expressions;
import play.playbook.Block;
import play.playbook.Call;
import play.playbook.Data;
import play.playbook.Handler;
import play.playbook.Include;
import play.playbook.Play;
import play.playbook.Playbook;
import play.playbook.RoleUse;
import play.playbook.Setting;
import play.playbook.Settings;
import play.playbook.Step;
import play.playbook.StepTree;
import play.playbook.Task;
import play.playbook.Vars;
import play.plugin.Plugins;
import play.vault.Vault;

class PlaybookLoaderTest {
    @TempDir
    Path folder;

    private final ProblemList problems = new ProblemList();

    @Test
    void flagsAreWrittenInEachWayOfAnsible() throws IOException {
        Play play = play("""
            - hosts: all
              tasks:
                - debug: {msg: x}
                  ignore_errors: "t"
                  become: N
                  run_once: 1.0
            """);
        Settings settings =
                assertInstanceOf(Task.class, play.steps().tasks().getFirst()).settings();
        assertEquals("true", settings.get(Setting.IGNORE_ERRORS).orElseThrow().shown());
        assertEquals("false", settings.get(Setting.BECOME).orElseThrow().shown());
        assertEquals("true", settings.get(Setting.RUN_ONCE).orElseThrow().shown());
    }

    @Test
    void readsAPlay() throws IOException {
        Play play = play("""
            - name: Web servers
              hosts: [web, 'db:!old']
              become: true
              gather_facts: false
              serial: [1, 50%]
              vars: {port: 80}
              tasks:
                - name: Say {{ port }}
                  debug:
                    msg: "{{ port }}"
                  loop: [1, 2]
                  loop_control: {loop_var: n, label: "{{ n }}"}
                  register: said
                  until: said is success
                  retries: 4
                  tags: [a, b]
                  when: port == 80
                  notify: [h1]
              handlers:
                - name: h1
                  debug: msg=x
            """);

        assertEquals("Web servers", play.name().shown());
        assertEquals(
                List.of("web", "db:!old"),
                play.hosts().stream().map(Data::shown).toList());
        assertEquals(
                List.of("1", "50%"),
                play.batches().serial().stream().map(Data::shown).toList());
        Task task = assertInstanceOf(Task.class, play.steps().tasks().getFirst());
        assertEquals("Say {{ port }}", task.title());
        assertEquals(Set.of("a", "b"), task.settings().tags().names());
        assertEquals("true", task.settings().get(Setting.BECOME).orElseThrow().shown());
        assertEquals("n", task.loop().orElseThrow().names().variable().shown());
        assertEquals("said", task.result().register().names().iterator().next());
        assertEquals(
                "4", task.result().until().orElseThrow().retries().orElseThrow().shown());
        assertEquals(
                "port == 80", task.settings().when().getFirst().expression().source());
        assertEquals("h1", play.handlers().notified("h1").getFirst().name());
    }

    @Test
    void handlersListenInBlocksAndFiles() throws IOException {
        Files.writeString(folder.resolve("more.yml"), "- name: taken in\n  listen: topic\n  debug: msg=x\n");
        Play play = play("""
            - hosts: all
              tasks:
                - command: ls
                  notify: topic
              handlers:
                - import_tasks: more.yml
                - name: group
                  listen: other
                  block:
                    - name: inside
                      listen: topic
                      debug: msg=x
            """);

        assertEquals(
                List.of("taken in", "inside"),
                play.handlers().notified("topic").stream().map(Handler::name).toList());
        assertEquals(
                List.of("inside"),
                play.handlers().notified("other").stream().map(Handler::name).toList());
    }

    /** As Ansible takes them; a keyword without a value is as good as none. */
    @Test
    void valuesMayBeWrittenAsTexts() throws IOException {
        Play play = play("""
            - hosts: all
              gather_facts: "no"
              serial: ["30%", "2", 0, "{{ n }}"]
              max_fail_percentage: 30%
              become: "yes"
              become_method: doas
              port:
              timeout: "5"
              tasks:
                - command: ls
                  until: true
                  retries: "3"
                  delay: 0.5
                  ignore_errors: 1
            """);

        assertEquals("false", play.gathering().wanted().orElseThrow().shown());
        assertEquals("true", play.settings().get(Setting.BECOME).orElseThrow().shown());
        assertTrue(play.settings().get(Setting.PORT).isEmpty());
        Task task = assertInstanceOf(Task.class, play.steps().tasks().getFirst());
        assertEquals(
                "3", task.result().until().orElseThrow().retries().orElseThrow().shown());
        assertEquals(
                "true", task.settings().get(Setting.IGNORE_ERRORS).orElseThrow().shown());
    }

    @Test
    void blocksHandDownWhatTheySay() throws IOException {
        Play play = play("""
            - hosts: all
              tags: play
              tasks:
                - when: a
                  become_user: outer
                  vars: {x: 1}
                  block:
                    - debug: msg=x
                      when: [b, c]
                      become_user: inner
                      tags: own
                      vars: {y: 2}
                  rescue:
                    - debug: msg=r
                  always:
                    - debug: msg=z
            """);

        Block block = assertInstanceOf(Block.class, play.steps().tasks().getFirst());
        Task task = (Task) block.body().getFirst();
        assertEquals(
                List.of("a", "b", "c"),
                task.settings().when().stream()
                        .map(when -> when.expression().source())
                        .toList());
        assertEquals(
                "inner", task.settings().get(Setting.BECOME_USER).orElseThrow().shown());
        assertEquals(
                "outer",
                block.rescue()
                        .getFirst()
                        .settings()
                        .get(Setting.BECOME_USER)
                        .orElseThrow()
                        .shown());
        assertEquals(Set.of("play", "own"), task.settings().tags().names());
        assertEquals(2, task.context().vars().size());
        assertEquals(1, block.always().size());
    }

    @Test
    void readsArgumentsWrittenAsText() throws IOException {
        Play play = play("""
            - hosts: all
              tasks:
                - command: echo "a b" chdir=/tmp x=1 creates="/with space"
                - ansible.builtin.file: path=/x mode=0644 state={{ wanted | default('absent') }}
                - command: ls
                  args: {chdir: /}
                - file: {path: /y, mode: 0755}
            """);

        Call command = ((Task) play.steps().tasks().get(0)).call();
        assertEquals("echo \"a b\" x=1", argument(command, "cmd"));
        assertEquals("/tmp", argument(command, "chdir"));
        assertEquals("/with space", argument(command, "creates"));
        Call file = ((Task) play.steps().tasks().get(1)).call();
        assertEquals("0644", argument(file, "mode"));
        assertEquals("{{ wanted | default('absent') }}", argument(file, "state"));
        assertEquals("/", argument(((Task) play.steps().tasks().get(2)).call(), "chdir"));
        assertEquals("0755", argument(((Task) play.steps().tasks().get(3)).call(), "mode"));
    }

    @Test
    void importsAreTakenInAndHandDownWhatTheySay() throws IOException {
        write("more.yml", "- debug: msg=imported\n  when: own\n");
        Play play = play("""
            - hosts: all
              tasks:
                - import_tasks: more.yml
                  when: outer
                  tags: t
                  vars: {v: 1}
            """);

        Block block = assertInstanceOf(Block.class, play.steps().tasks().getFirst());
        Task task = (Task) block.body().getFirst();
        assertEquals(2, task.settings().when().size());
        assertEquals(Set.of("t"), task.settings().tags().names());
        assertTrue(task.context().vars().getFirst().all().containsKey("v"));
    }

    @Test
    void includesKeepWhatTheySayToThemselves() throws IOException {
        write("more.yml", "- debug: msg=included\n");
        Play play = play("""
            - hosts: all
              tasks:
                - when: block
                  block:
                    - include_tasks: {file: more.yml, apply: {tags: applied, become: true}}
                      when: outer
                      tags: t
                      vars: {v: 1}
                    - include_tasks: "{{ name }}.yml"
            """);

        List<Step> body = ((Block) play.steps().tasks().getFirst()).body();
        Include include = assertInstanceOf(Include.class, body.getFirst());
        Step task = include.loaded().orElseThrow().steps().getFirst();
        assertEquals(
                List.of("block"),
                task.settings().when().stream()
                        .map(when -> when.expression().source())
                        .toList());
        assertEquals(Set.of("applied"), task.settings().tags().names());
        assertEquals(Set.of("t"), include.settings().tags().names());
        assertEquals(2, include.settings().when().size());
        assertTrue(include.vars().all().containsKey("v"));
        assertTrue(((Include) body.get(1)).loaded().isEmpty());
    }

    @Test
    void resolvesAnIncludeWhoseNameWasATemplate() throws IOException {
        write("more.yml", "- debug: msg=included\n");
        Play play = play("- hosts: all\n  tasks:\n    - include_tasks: '{{ name }}.yml'\n");
        Include include = (Include) play.steps().tasks().getFirst();
        Data name = new Data.Literal("more.yml", include.span());

        Include.Loaded loaded = loader().include(include, new Include.What.TaskFile(name), problems)
                .orElseThrow();

        assertEquals("included", argument(((Task) loaded.steps().getFirst()).call(), "msg"));
    }

    @Test
    void rolesComeWithTheirDependenciesAndEachUseWithItsTasks() throws IOException {
        write("roles/base/tasks/main.yml", "- debug: msg=base\n");
        write("roles/base/defaults/main.yml", "base_x: 1\n");
        write("roles/app/meta/main.yml", "dependencies: [base]\n");
        write("roles/app/tasks/main.yml", "- debug: msg=app\n  notify: reload\n- include_tasks: extra.yml\n");
        write("roles/app/tasks/extra.yml", "- template: {src: t.j2, dest: /t}\n");
        write("roles/app/templates/t.j2", "x\n");
        write("roles/app/handlers/main.yml", "- {name: reload, debug: msg=h, listen: [web, all]}\n");
        Play play = play("""
            - hosts: all
              roles:
                - base
                - {role: app, tags: x, http_port: 80, vars: {v: 1}}
                - {role: app, tags: x, http_port: 80, vars: {v: 1}}
            """);

        List<String> messages = StepTree.all(play.steps().roles())
                .filter(step -> step instanceof Task)
                .map(step -> ((Task) step).call().module().value())
                .toList();
        List<String> used = List.of("debug", "debug", "template");
        assertEquals(
                Stream.of(List.of("debug"), used, used).flatMap(List::stream).toList(), messages);
        RoleUse app = play.roles().getLast();
        assertEquals(
                "80",
                app.params().all().get("http_port") instanceof Vars.Var port
                        ? port.value().shown()
                        : "");
        assertTrue(app.vars().all().containsKey("v"));
        assertEquals(
                Set.of("web", "all"), play.handlers().notified("web").getFirst().listen());
        assertEquals(1, play.handlers().notified("app : reload").size());
    }

    @Test
    void importedPlaybooksGetTheirVarsAndTags() throws IOException {
        write("other.yml", "- hosts: db\n  vars: {a: 1, b: 1}\n  tasks:\n    - debug: msg=x\n");
        List<Play> plays = load("- import_playbook: other.yml\n  vars: {b: 2}\n  tags: t\n- hosts: web\n")
                .plays();

        assertEquals(2, plays.size());
        assertEquals(
                Set.of("t"),
                plays.getFirst().steps().tasks().getFirst().settings().tags().names());
        assertEquals(
                "2",
                plays.getFirst().vars().all().get("b") instanceof Vars.Var b
                        ? b.value().shown()
                        : "");
    }

    @Test
    void ofTwoHandlersOfOneNameThePlaysOwnWins() throws IOException {
        write("roles/r/tasks/main.yml", "- debug: msg=x\n  notify: h\n");
        write("roles/r/handlers/main.yml", "- {name: h, debug: msg=role}\n");
        Play play = play("- hosts: all\n"
                + "  roles: [r]\n"
                + "  handlers:\n"
                + "    - {name: h, debug: msg=first}\n"
                + "    - {name: h, debug: msg=second}\n");

        assertEquals(
                List.of("first"),
                play.handlers().notified("h").stream()
                        .map(handler -> argument(((Task) handler.step()).call(), "msg"))
                        .toList());
        assertEquals(
                List.of("role"),
                play.handlers().notified("r : h").stream()
                        .map(handler -> argument(((Task) handler.step()).call(), "msg"))
                        .toList());
    }

    private static String argument(Call call, String name) {
        return call.arguments().entrySet().stream()
                .filter(entry -> entry.getKey().value().equals(name))
                .findFirst()
                .orElseThrow()
                .getValue()
                .shown();
    }

    private Play play(String text) throws IOException {
        return load(text).plays().getFirst();
    }

    private Playbook load(String text) throws IOException {
        write("site.yml", text);
        Playbook playbook = loader().load(folder.resolve("site.yml"));
        assertEquals(List.of(), problems.sorted(), () -> DiagnosticText.render(problems.sorted()));
        return playbook;
    }

    private PlaybookLoader loader() {
        return new PlaybookLoader(new Loading(
                new Plugins(TestModules.registry()), Expressions.standard(), Vault.LOCKED, RolePaths.NONE, problems));
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
    }
}
