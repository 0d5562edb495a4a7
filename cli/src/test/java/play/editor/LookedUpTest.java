package play.editor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import play.diag.Diagnostic;
import play.source.SourceFile;

/** What is shown of words, where they lead to, and what is written instead of wrong ones. */
class LookedUpTest {
    private static Typing task(String... lines) {
        return Typing.playbook("- hosts: web\n  tasks:\n    - name: Do it\n      " + String.join("\n      ", lines))
                .knowing(Typing.names("port"));
    }

    @Test
    void modulesParametersAndKeywordsAreShown() {
        assertEquals(Optional.of("## copy"), task("co¦py:", "  dest: /x").hover());
        assertEquals(Optional.of("## copy"), task("ansible.builtin.co¦py:").hover());
        assertTrue(task("copy:", "  de¦st: /x").hover().orElse("").contains("required"));
        assertTrue(task("noti¦fy: x").hover().orElse("").contains("Handlers"));
        assertEquals(Optional.empty(), task("copy:", "  nosu¦ch: x").hover());
    }

    @Test
    void filtersAndVariablesAreShown() {
        assertTrue(task("debug:", "  msg: \"{{ port | def¦ault(1) }}\"")
                .hover()
                .orElse("")
                .contains("filter 'default'"));
        String port = task("debug:", "  msg: \"{{ po¦rt }}\"").hover().orElse("");
        assertTrue(port.contains("db1: port is 80") && port.contains("play vars: `/p/site.yml:2`"), port);
        assertTrue(task("debug:", "when: po¦rt == 1").hover().orElse("").contains("play vars"));
        assertEquals(Optional.empty(), task("debug:", "  msg: po¦rt").hover());
    }

    @Test
    void wordsLeadToWhereTheyAreWritten() {
        assertEquals(
                List.of("/p/site.yml:2"),
                task("debug:", "  msg: \"{{ po¦rt }}\"").definitions());
        assertEquals(List.of("/p/site.yml:1"), task("notify: Rest¦art web").definitions());
        assertEquals(List.of("/p/site.yml:1"), task("notify: [x, Rest¦art web]").definitions());
        assertEquals(
                List.of("/p/roles/common/tasks/main.yml"),
                task("include_role: {name: x}", "include_role:", "  name: com¦mon")
                        .beside("/p/roles/common/tasks/main.yml")
                        .definitions());
        assertEquals(
                List.of("/p/more.yml"),
                task("include_tasks: mo¦re.yml").beside("/p/more.yml").definitions());
        assertEquals(
                List.of("/p/vars/a.yml"),
                task("include_vars: a¦.yml").beside("/p/vars/a.yml").definitions());
        assertEquals(
                List.of("/p/vars/a.yml"),
                task("include_vars:", "  file: a¦.yml").beside("/p/vars/a.yml").definitions());
        assertEquals(
                List.of("/p/templates/a.j2"),
                task("template:", "  src: a¦.j2").beside("/p/templates/a.j2").definitions());
        assertEquals(
                List.of("/p/templates/a.j2"),
                task("template: dest=/x src=a¦.j2").beside("/p/templates/a.j2").definitions());
    }

    @Test
    void playsAndTasksAreTheOutline() {
        List<Symbols.Symbol> plays = Symbols.of(Typing.playbook(
                        "- name: First",
                        "  hosts: web",
                        "  tasks:",
                        "    - name: Install",
                        "      package: {name: x}",
                        "    - block:",
                        "        - command: uptime",
                        "- hosts: db")
                .view());
        assertEquals(
                List.of("First", "db"), plays.stream().map(Symbols.Symbol::name).toList());
        List<Symbols.Symbol> tasks = plays.getFirst().inside();
        assertEquals(
                List.of("Install", "block"),
                tasks.stream().map(Symbols.Symbol::name).toList());
        assertEquals(
                List.of("command"),
                tasks.getLast().inside().stream().map(Symbols.Symbol::name).toList());
    }

    @Test
    void aProposedWordTakesThePlaceOfTheWrongOne() {
        SourceFile file = new SourceFile("/p/x.yml", "msg: \"{{ prot | default(port) }}\"");
        Diagnostic whole = Diagnostic.error(
                "undefined-variable",
                "Undefined variable",
                "Nothing defines 'prot'. Did you mean 'port'?",
                file.span(5, 33));
        Fixes.Fix fix = Fixes.of(whole).orElseThrow();
        assertEquals("prot", fix.place().text());
        assertEquals("port", fix.text());
        Diagnostic none = Diagnostic.error("x", "X", "Nothing defines 'prot'.", file.span(5, 33));
        assertEquals(Optional.empty(), Fixes.of(none));
    }

    @Test
    void charactersAreCountedInUtf16() {
        TextPlaces places = new TextPlaces("a😀b\r\n漢x\ry");
        assertEquals(new TextPlaces.Spot(0, 3), places.at(3));
        assertEquals(new TextPlaces.Spot(1, 1), places.at(7));
        assertEquals(new TextPlaces.Spot(2, 0), places.at(9));
        assertEquals(7, places.offset(new TextPlaces.Spot(1, 1)));
        assertEquals(4, places.offset(new TextPlaces.Spot(0, 99)));
        assertEquals(10, places.offset(new TextPlaces.Spot(9, 9)));
    }
}
