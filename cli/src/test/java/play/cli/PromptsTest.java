package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.diag.ProblemList;
import play.playbook.Data;
import play.playbook.Vars;
import play.value.Secret;
import play.vault.Vault;

class PromptsTest {
    /** Of {@code opensesame}, as ansible-core makes it. */
    private static final String SHA512 = "$6$rounds=656000$n34PoBLM$lTBpW4uG7LtHg84bsaDi5teQAXrFq8pNTZLq7I3xf4d"
            + "/j.Co8jim9p22pfvk9hBenPswqMwDKF0ZYyp1n67eE.";

    @TempDir
    private Path folder;

    /** Answers what it is told to. */
    private static final class Person implements Questioner {
        private final Deque<String> answers;
        private final List<String> asked = new ArrayList<>();

        Person(String... answers) {
            this.answers = new ArrayDeque<>(List.of(answers));
        }

        @Override
        public boolean isThere() {
            return true;
        }

        @Override
        public String ask(String question, boolean hidden) {
            asked.add(question + (hidden ? "(hidden)" : ""));
            return answers.removeFirst();
        }
    }

    private Loaded loaded(String prompts, String... options) throws Exception {
        Path site = Files.writeString(
                folder.resolve("site.yml"),
                "- hosts: '{{ where }}'\n  gather_facts: false\n  vars: {one: h1}\n  vars_prompt:\n"
                        + prompts.indent(4));
        List<String> words = new ArrayList<>(List.of(site.toString(), "-i", "h1,h2"));
        words.addAll(List.of(options));
        ProblemList problems = new ProblemList();
        Loaded loaded = Loaded.read(Arguments.parse(words, new RunCommand().options()), new Vault(List.of()), problems);
        assertTrue(problems.isEmpty(), () -> problems.sorted().toString());
        return loaded;
    }

    private static @Nullable Object value(Loaded loaded, String name) {
        Vars.@Nullable Var var =
                loaded.playbooks().getFirst().plays().getFirst().vars().all().get(name);
        return var != null && var.value() instanceof Data.Literal literal ? literal.value() : null;
    }

    @Test
    void whatIsEncryptedIsAHashOfWhatWasTyped() throws Exception {
        Loaded answered = loaded("""
            - {name: where, prompt: Where to, private: false}
            - {name: word, encrypt: sha512_crypt, salt: saltsalt}
            - {name: other, encrypt: md5_crypt, salt_size: 7, default: standing, private: false}
            """).answered(new Person("h2", "opensesame", ""), new ProblemList());
        assertEquals(new Secret(SHA512), value(answered, "word"));
        String other = value(answered, "other") instanceof Secret(String hash) ? hash : "";
        assertTrue(other.matches("\\$1\\$.{4,8}\\$.{22}"), other);
    }

    @Test
    void asksWithDefaultsHiddenUnlessPrivateIsFalse() throws Exception {
        Person person = new Person("h2", "", "opensesame");
        Loaded answered = loaded("""
            - {name: where, prompt: Where to, private: false}
            - {name: how, prompt: How, default: slowly, private: false}
            - {name: word}
            """).answered(person, new ProblemList());
        assertEquals(List.of("Where to: ", "How [slowly]: ", "word: (hidden)"), person.asked);
        assertEquals("h2", value(answered, "where"));
        assertEquals("slowly", value(answered, "how"));
        assertEquals(new Secret("opensesame"), value(answered, "word"));
    }

    @Test
    void asksTwiceUntilBothAreTheSame() throws Exception {
        Person person = new Person("h1", "h2", "h2", "h2");
        Loaded answered =
                loaded("- {name: where, confirm: true, private: false}\n").answered(person, new ProblemList());
        assertEquals("h2", value(answered, "where"));
        assertEquals(
                List.of(
                        "where: ",
                        "confirm where: ",
                        "not the same twice; where: ",
                        "confirm not the same twice; where: "),
                person.asked);
    }

    @Test
    void doesNotAskForWhatIsGiven() throws Exception {
        Person person = new Person();
        loaded("- {name: where}\n", "-e", "where=h1").answered(person, new ProblemList());
        assertEquals(List.of(), person.asked);
    }

    @Test
    void tellsOfHostsThatNobodyKnows() throws Exception {
        ProblemList problems = new ProblemList();
        loaded("- {name: where, private: false}\n").answered(new Person("h3"), problems);
        assertTrue(problems.hasErrors());
        assertTrue(
                problems.sorted().getFirst().detail().contains("h3"),
                problems.sorted().toString());
    }

    @Test
    void refusesWhereNobodyCanBeAskedAndThereIsNoDefault() throws IOException {
        Trial.Said said = new Trial(folder)
                .play("vars_prompt:\n  - {name: word, prompt: The word}\ntasks:\n  - {command: touch FOLDER/x}\n");
        assertEquals(4, said.code(), said.everything());
        assertTrue(said.err().contains("no-answer") && said.err().contains("site.yml:4:"), said.err());
        assertTrue(said.err().contains("-e word="), said.err());
        assertFalse(Files.exists(folder.resolve("x")));
    }

    @Test
    void passwordsArePipedInLineByLine() throws Exception {
        Keyboard keyboard =
                new Keyboard(new ByteArrayInputStream("first\r\n second \nthird".getBytes(StandardCharsets.UTF_8)));
        assertEquals("first", keyboard.piped("one"));
        assertEquals(" second ", keyboard.piped("two"));
        assertEquals("third", keyboard.piped("three"));
        UsageException none =
                org.junit.jupiter.api.Assertions.assertThrows(UsageException.class, () -> keyboard.piped("four: "));
        assertTrue(String.valueOf(none.getMessage()).contains("'four:' was not answered"), none.getMessage());
    }
}
