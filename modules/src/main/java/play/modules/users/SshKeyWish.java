package play.modules.users;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import play.files.Paths;
import play.host.Effect;
import play.host.FileState;
import play.host.Files;
import play.host.Knowledge;
import play.host.Mode;
import play.host.Observed;
import play.host.Script;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.Matches;
import play.param.Range;
import play.param.SecretText;
import play.value.Foreseen;

/** A key of SSH that a task wants a user to have. */
record SshKeyWish(
        @Doc("Whether a key of SSH is made where there is none.") @Default("false")
        boolean generateSshKey,

        @Doc("Length of the key in bits; without, or by 0, ssh-keygen decides.")
        @Default("0")
        @Range(from = 0, to = 65536)
        long sshKeyBits,

        @Doc("Kind of the key, as ssh-keygen names it.")
        @Default("rsa")
        @Matches(value = "[a-z0-9][a-z0-9-]*", expected = "a kind of keys, such as ed25519")
        String sshKeyType,

        @Doc("File of the private key, below the home directory where it is relative; .ssh/id_ and the kind without.")
        Optional<String> sshKeyFile,

        @Doc("Comment of the key; `ansible-generated on` and the host's name without, as by Ansible.")
        @Matches(value = "[^\\n]*", expected = "a single line")
        Optional<String> sshKeyComment,

        @Doc("Password of the private key.") Optional<SecretText> sshKeyPassphrase) {
    /**
     * Programs are told the password by a script that has it from its environment: it is in no argument and no file.
     */
    private static final String ASKED = """
        printf '#!/bin/sh\\nprintf "%%s\\\\n" "$KEY_PASSWORD"\\n' >"$t/ask"
        chmod 700 "$t/ask"
        export KEY_PASSWORD SSH_ASKPASS="$t/ask" SSH_ASKPASS_REQUIRE=force DISPLAY=:0
        """;

    List<Binding.Fault> check(boolean force) {
        return generateSshKey && force
                ? List.of(new Binding.Fault(
                        "force",
                        "force with generate_ssh_key would make another key in each run, which is not done here;"
                                + " remove the key by `file: state=absent` before, where it is to be another"))
                : List.of();
    }

    /** Where the private key is. */
    String path(String home) {
        String file = sshKeyFile.orElse(".ssh/id_" + sshKeyType);
        return Paths.clean(file.startsWith("/") ? file : Paths.join(home, file));
    }

    /**
     * Whose key it is.
     *
     * @param owner whom the user's files are shown to belong to
     */
    private record Account(String user, Foreseen<String> owner, Foreseen<String> group) {
        FileState.Attributes owned(int mode) {
            return new FileState.Attributes(owner, group, new Foreseen.Exactly<>(new Mode(mode)));
        }
    }

    /**
     * The account and its home directory are there by then.
     *
     * @param owner whom the user's files are shown to belong to
     */
    Plan plan(String user, Foreseen<String> owner, Knowledge known) {
        if (!generateSshKey) {
            return Plan.UNCHANGED;
        }
        return Plan.on(known.of(Users.at(user)), account -> switch (account) {
            case UserState.Absent absent -> new Plan.Rejected("there is no user " + user);
            case UserState.Present present ->
                switch (present.home()) {
                    case Foreseen.Later<String>(String why) -> new Plan.Undetermined(why);
                    case Foreseen.Exactly<String>(String home) ->
                        plan(new Account(user, owner, present.group()), path(home), known);
                };
        });
    }

    private Plan plan(Account account, String path, Knowledge known) {
        String directory = Paths.parent(path);
        List<StateKey<?>> needed = List.of(SshKeys.at(path), Files.withoutDigest(directory));
        if (!needed.stream().allMatch(known::has)) {
            return new Plan.Needs(needed);
        }
        return Plan.on(known.of(SshKeys.at(path)), key -> {
            if (key.present()) {
                return Plan.UNCHANGED;
            }
            return Plan.on(known.of(Files.withoutDigest(directory)), state -> {
                if (state instanceof FileState.Regular || state instanceof FileState.Special) {
                    return new Plan.Rejected(directory + " is " + state.described() + ", so no key can stand in it");
                }
                return make(account, path, !state.present());
            });
        });
    }

    private Plan make(Account account, String path, boolean makesDirectory) {
        Foreseen<String> later = new Foreseen.Later<>("ssh-keygen draws the key");
        Foreseen<Long> size = new Foreseen.Later<>("ssh-keygen draws the key");
        Stream<Effect> directory = makesDirectory
                ? Stream.of(new Effect.Sets<FileState>(
                        Files.withoutDigest(Paths.parent(path)), new FileState.Directory(account.owned(0700))))
                : Stream.empty();
        Stream<Effect> files = Stream.of(
                new Effect.Sets<FileState>(Files.at(path), new FileState.Regular(account.owned(0600), later, size)),
                new Effect.Sets<FileState>(
                        Files.at(path + ".pub"), new FileState.Regular(account.owned(0644), later, size)),
                new Effect.Sets<>(SshKeys.at(path), new SshKeyState.Present(later, later)));
        return new Plan.Change(
                "make the key " + path,
                new Action.Run(
                        "make the key " + path,
                        Script.of(script(account.user(), path)),
                        Stream.concat(directory, files).toList()));
    }

    /** Made aside and moved, so that what stands at the path meanwhile is replaced and not followed. */
    private String script(String user, String path) {
        String comment = sshKeyComment.map(ShellWords::quote).orElse("\"ansible-generated on $(uname -n)\"");
        String bits = sshKeyBits > 0 ? " -b " + sshKeyBits : "";
        String password = sshKeyPassphrase
                .map(secret -> "KEY_PASSWORD=" + ShellWords.quote(secret.reveal()) + "\n" + ASKED)
                .orElse("");
        return "set -e\nexport LC_ALL=C\numask 077\nu=" + ShellWords.quote(user) + "\nf=" + ShellWords.quote(path)
                + "\nd=" + ShellWords.quote(Paths.parent(path)) + """

                g=$(id -g -- "$u")
                [ -d "$d" ] || { mkdir -- "$d"; chown -- "$u:$g" "$d"; }
                t=$(mktemp -d -- "$d/.keyXXXXXX")
                trap 'rm -rf -- "$t"' EXIT
                """ + password + "ssh-keygen -q -t " + sshKeyType
                + bits + " -C " + comment
                + (sshKeyPassphrase.isPresent() ? "" : " -N ''") + """
                 -f "$t/key" </dev/null
                chmod 644 "$t/key.pub"
                chown -- "$u:$g" "$t/key" "$t/key.pub"
                mv -f -- "$t/key.pub" "$f.pub"
                mv -f -- "$t/key" "$f"
                """;
    }

    /** Whether the key's state is among what is known, and what it is. */
    static Optional<SshKeyState.Present> made(String path, Knowledge after) {
        return after.has(SshKeys.at(path))
                        && after.of(SshKeys.at(path))
                                instanceof Observed.Known<SshKeyState>(SshKeyState.Present key, var how)
                ? Optional.of(key)
                : Optional.empty();
    }
}
