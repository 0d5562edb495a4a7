package play.modules.users;

import java.util.List;
import java.util.Optional;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Script;
import play.host.ShellWords;
import play.module.Action;
import play.module.Plan;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.SecretText;
import play.value.Secret;

/** What a task wants of a user's password. */
record PasswordWish(
        @Doc("Hash of the password, as `openssl passwd -6` makes it; ! locks.")
        Optional<SecretText> password,

        @Doc("Whether the password of a user who is there is set too.") @Default("always")
        UpdatePassword updatePassword,

        @Doc("true: no password fits until the lock is taken away; false: a lock in front of a hash is taken away.")
        Optional<Boolean> passwordLock) {
    private static final String LOCK = "!";

    /** When a password is set. */
    enum UpdatePassword {
        ALWAYS,
        ON_CREATE
    }

    /** Whether a user who is there is to have one of these. */
    boolean ofAny() {
        return (password.isPresent() && updatePassword == UpdatePassword.ALWAYS) || passwordLock.isPresent();
    }

    List<Binding.Fault> check() {
        return password.filter(hash -> !hash.reveal().matches("[$!*_][^:\\n]*"))
                .map(plain -> List.of(new Binding.Fault(
                        "password", "password takes a hash, as `openssl passwd -6` makes it, and this is none")))
                .orElse(List.of());
    }

    /**
     * The account is there by then.
     *
     * @param isNew whether this task makes it
     */
    Plan plan(String user, boolean isNew, Knowledge known) {
        if (!ofAny() && (password.isEmpty() || !isNew)) {
            return Plan.UNCHANGED;
        }
        if (!known.has(Passwords.at(user))) {
            return new Plan.Needs(List.of(Passwords.at(user)));
        }
        return Plan.on(known.of(Passwords.at(user)), state -> {
            String kept = state instanceof PasswordState.Kept(Secret hash) ? String.valueOf(hash.value()) : LOCK;
            Optional<String> wish = password.map(SecretText::reveal)
                    .filter(hash -> isNew || updatePassword == UpdatePassword.ALWAYS)
                    .filter(hash -> !bare(hash).equals(bare(kept)) || (isLocked(hash) && !isLocked(kept)));
            return wish.map(hash -> set(user, passwordLock.orElse(false) && !isLocked(hash) ? LOCK + hash : hash))
                    .orElseGet(() -> lock(user, kept));
        });
    }

    private static boolean isLocked(String hash) {
        return hash.startsWith(LOCK);
    }

    private static String bare(String hash) {
        return hash.replaceFirst("^!+", "");
    }

    private Plan lock(String user, String kept) {
        boolean wanted = passwordLock.orElse(isLocked(kept));
        if (wanted == isLocked(kept) || (bare(kept).isEmpty() && !wanted)) {
            return Plan.UNCHANGED;
        }
        String command = "LC_ALL=C usermod " + (wanted ? "-L" : "-U") + " -- " + ShellWords.quote(user) + "\n";
        int times = wanted ? 1 : kept.length() - bare(kept).length();
        return new Plan.Change(
                (wanted ? "lock" : "unlock") + " the password of " + user,
                new Action.Run(
                        "usermod " + user,
                        Script.of("set -e\n" + command.repeat(times)),
                        List.of(becomes(user, wanted ? LOCK + kept : bare(kept)))));
    }

    /** The shell's own printf: the hash is in no list of arguments. */
    private static Plan set(String user, String hash) {
        String line = ShellWords.quote(user + ":" + hash);
        return new Plan.Change(
                "set the password of " + user,
                new Action.Run(
                        "set the password of " + user,
                        Script.of("printf '%s\\n' " + line + " | LC_ALL=C chpasswd -e"),
                        List.of(becomes(user, hash))));
    }

    private static Effect becomes(String user, String hash) {
        return new Effect.Sets<>(Passwords.at(user), new PasswordState.Kept(new Secret(hash)));
    }
}
