package play.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import play.param.Binding;
import play.testkit.Parameters;

class PamEditTest {
    private static final String TEXT = """
            #%PAM-1.0
            auth\trequired pam_env.so
            auth [success=1  default=ignore] pam_unix.so nullok  deny=5

            # then
            -session   optional pam_systemd.so
            @include common-account
            """;

    private static final PamRule.Id UNIX = id("auth", "[ success=1 default=ignore]", "pam_unix.so");

    private static PamRule.Id id(String type, String control, String module) {
        return new PamRule.Id(type, control, module);
    }

    private static PamRule rule(String line) {
        return PamRule.in(line).orElseThrow();
    }

    private static PamEdit become(PamRule.Id chosen, String line) {
        return new PamEdit(chosen, new PamEdit.How.Become(old -> Optional.of(rule(line))));
    }

    private static String edited(PamEdit.How how) {
        PamEdit edit = new PamEdit(UNIX, how);
        String text = edit.edit(TEXT).text();
        assertEquals(text, edit.edit(text).text(), "a second time");
        return text;
    }

    @Test
    void aLineIsReadAsPamReadsIt() {
        assertEquals(
                new PamRule(id("auth", "required", "pam_x.so"), List.of("a=1", "[b c]")),
                rule(" AUTH required \\\n  pam_x.so a=1 [b c] # and why"));
        assertEquals(
                id("-session", "optional", "pam_systemd.so"),
                rule("-session optional pam_systemd.so").id());
        assertEquals(UNIX, rule("auth [success=1 default=ignore ] pam_unix.so").id());
        for (String other : List.of("", "# auth required pam_x.so", "@include common-auth", "auth required")) {
            assertEquals(Optional.empty(), PamRule.in(other), other);
        }
    }

    @Test
    void onlyLinesOfChosenRulesAreWrittenAnew() {
        PamEdit.Edited edited =
                become(UNIX, "auth sufficient pam_unix.so nullok").edit(TEXT);
        assertEquals(
                TEXT.replace(
                        "auth [success=1  default=ignore] pam_unix.so nullok  deny=5",
                        "auth       sufficient pam_unix.so nullok"),
                edited.text());
        assertEquals(1, edited.count());
        assertEquals(
                TEXT,
                become(id("auth", "required", "pam_env.so"), "auth required pam_env.so")
                        .edit(TEXT)
                        .text());
        assertEquals(
                0,
                become(id("auth", "required", "pam_none.so"), "auth required pam_x.so")
                        .edit(TEXT)
                        .count());
        String open = "auth required pam_x.so";
        assertEquals(open, become(rule(open).id(), open).edit(open).text());
    }

    @Test
    void argumentsAreAddedReplacedAndRemoved() {
        PamRule rule = rule("auth required pam_x.so nullok deny=5 [a=1 b]");
        assertEquals(
                List.of("nullok", "deny=3", "[a=1 b]", "x"),
                rule.having(List.of("deny=3", "x")).arguments());
        assertEquals(rule, rule.having(List.of("[a=1 b]", "nullok")));
        assertEquals(
                List.of("deny=5"),
                rule.lacking(List.of("nullok", "[a=1 b]", "deny")).arguments());
        assertEquals("auth       required pam_x.so", rule.with(List.of()).line());
    }

    @Test
    void aRuleIsPutNextToAnotherOnce() {
        PamRule first = rule("auth required pam_faillock.so preauth");
        String line = "auth       required pam_faillock.so preauth\n";
        assertEquals(TEXT.replace("auth [", line + "auth ["), edited(new PamEdit.How.Preceded(first)));
        assertEquals(TEXT.replace("deny=5\n", "deny=5\n" + line), edited(new PamEdit.How.Followed(first)));
        PamRule last = rule("-session optional pam_systemd.so");
        assertEquals(TEXT, edited(new PamEdit.How.Followed(last)), "a comment and an empty line stand between");
        PamEdit onEnd = new PamEdit(last.id(), new PamEdit.How.Followed(first));
        assertEquals(
                "-session optional pam_systemd.so\n" + line,
                onEnd.edit("-session optional pam_systemd.so").text());
    }

    @Test
    void whatHasNoEffectIsRefused() {
        assertEquals(
                List.of("new_type", "new_control"),
                faults(Map.of(
                        "state", "args_absent", "module_arguments", "a", "new_type", "auth", "new_control", "x")));
        assertEquals(List.of("module_arguments"), faults(Map.of("state", "absent", "module_arguments", List.of())));
        assertEquals(List.of(), faults(Map.of("new_type", "auth", "module_arguments", "a,b")));
    }

    private static List<String> faults(Map<String, Object> more) {
        Map<String, Object> written = new HashMap<>(more);
        written.putAll(Map.of("name", "su", "type", "auth", "control", "required", "module_path", "pam_x.so"));
        PamdModule module = new PamdModule();
        return module.check(Parameters.of(module, written)).stream()
                .map(Binding.Fault::parameter)
                .toList();
    }
}
