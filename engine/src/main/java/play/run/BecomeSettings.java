package play.run;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import play.connection.transport.Become;
import play.diag.Suggestions;
import play.expression.ExpressionException;
import play.playbook.Setting;
import play.value.Flag;
import play.value.Secret;

/**
 * Which other user variables and keywords ask for; each method also has variables of its own, such as
 * {@code ansible_sudo_pass}.
 */
record BecomeSettings(ConnectionSettings said, Access.BecomeDefaults usual) {
    private static final List<String> METHODS = List.of("sudo", "su", "doas");

    /** Empty: the user who is logged in. */
    Optional<Become> become() throws ExpressionException {
        if (!wanted()) {
            return Optional.empty();
        }
        String method = ConnectionSettings.plain(
                said.text(Setting.BECOME_METHOD, "ansible_become_method").orElse(usual.method()));
        if (!METHODS.contains(method)) {
            throw ConnectionSettings.wrong(
                    "become_method",
                    method,
                    "is none of " + String.join(", ", METHODS) + "." + Suggestions.hint(method, METHODS));
        }
        String own = "ansible_" + method;
        String user = said.text(Setting.BECOME_USER, "ansible_become_user", own + "_user")
                .orElse(usual.user());
        Optional<Secret> password = said.secret(
                        "ansible_become_password", "ansible_become_pass", own + "_password", own + "_pass")
                .or(usual::password);
        Optional<String> program = said.text(Setting.BECOME_EXE, "ansible_become_exe", own + "_exe");
        Optional<String> flags = said.text(Setting.BECOME_FLAGS, "ansible_become_flags", own + "_flags");
        return Optional.of(new Become(
                Become.Method.valueOf(method.toUpperCase(Locale.ROOT)),
                user,
                password,
                program,
                ConnectionSettings.words("become_flags", flags)));
    }

    private boolean wanted() throws ExpressionException {
        Optional<String> text = said.text(Setting.BECOME, "ansible_become");
        if (text.isEmpty()) {
            return usual.wanted();
        }
        return Flag.parse(text.get())
                .orElseThrow(() -> ConnectionSettings.wrong("become", text.get(), "is neither true nor false."));
    }
}
