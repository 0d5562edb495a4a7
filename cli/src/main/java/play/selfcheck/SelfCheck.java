package play.selfcheck;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at a machine, changes nothing of it, and contacts nobody. */
public final class SelfCheck {
    private static final int JAVA = 25;

    /**
     * @param needed who needs it
     * @param debian Debian's package that has it
     */
    private record Program(String name, String needed, String debian) {}

    private static final List<Program> PROGRAMS = List.of(
            new Program("ssh", "~/.ssh/config, jump hosts, 'ansible_connection: openssh'", "openssh-client"),
            new Program("rsync", "the module synchronize", "rsync"),
            new Program("git", "play galaxy install, from repositories", "git"),
            new Program("go", "building the programs of a cluster where releases can't be fetched", "golang-go"),
            new Program("python3", "Ansible's modules as guests", "python3"));

    private final Machine machine;
    private final Folders folders;

    public SelfCheck(Machine machine, Folders folders) {
        this.machine = machine;
        this.folders = folders;
    }

    /** What runs need, then what only some commands and modules do. */
    public List<Finding> findings() {
        List<Finding> found = new ArrayList<>(List.of(
                java(),
                home(),
                locale(),
                writable("directory of the state", folders.state()),
                writable("directory of the cache", folders.cache()),
                keys(),
                agent()));
        PROGRAMS.stream().map(this::program).forEach(found::add);
        if (Files.exists(folders.home().resolve("pom.xml"))) {
            found.add(program(new Program("mvn", "builds of this checkout", "maven")));
        }
        found.add(lab());
        return found;
    }

    private Finding java() {
        String version = "Java " + machine.java();
        return machine.java() >= JAVA
                ? Finding.present("Java", version)
                : Finding.missing(
                        "Java", version + " runs play, which needs " + JAVA, "install a JDK " + JAVA + " or a package");
    }

    private Finding home() {
        List<Path> absent = List.of("modules-in-yaml", "lab/lab", "docs/diagnostics.md").stream()
                .map(folders.home()::resolve)
                .filter(path -> !Files.exists(path))
                .toList();
        return absent.isEmpty()
                ? Finding.present("files of play", folders.home().toString())
                : Finding.missing(
                        "files of play",
                        "there is no " + absent.getFirst(),
                        "install play again, or start it by its launcher, which knows where they are");
    }

    private Finding locale() {
        return machine.encoding().equalsIgnoreCase("UTF-8")
                ? Finding.present("locale", "names of files are UTF-8")
                : Finding.missing(
                        "locale",
                        "names of files are " + machine.encoding() + ", so others than plain ones are lost",
                        "set LC_ALL=C.UTF-8");
    }

    private Finding writable(String name, Path folder) {
        Path there = folder.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        boolean present = there.equals(folder.toAbsolutePath());
        return Files.isDirectory(there) && Files.isWritable(there)
                ? Finding.present(name, folder + (present ? "" : ", to be made"))
                : Finding.missing(
                        name,
                        folder + " can't be written: " + there + " is "
                                + (Files.isDirectory(there) ? "not writable" : "no directory"),
                        "give it to the user, or set XDG_STATE_HOME and XDG_CACHE_HOME");
    }

    private Finding keys() {
        Path ssh = folders.user().resolve(".ssh");
        List<String> keys = List.of("id_ed25519", "id_ecdsa", "id_rsa").stream()
                .filter(name -> Files.isReadable(ssh.resolve(name)))
                .toList();
        return keys.isEmpty()
                ? Finding.absent(
                        "key for SSH",
                        "there is none in " + ssh + ", where hosts are logged in to without a password",
                        "ssh-keygen -t ed25519, or name one by ansible_ssh_private_key_file")
                : Finding.present("key for SSH", String.join(", ", keys));
    }

    private Finding agent() {
        Optional<Path> socket =
                Optional.ofNullable(machine.environment().get("SSH_AUTH_SOCK")).map(Path::of);
        if (socket.isEmpty()) {
            return Finding.absent(
                    "ssh-agent", "none runs, which keys with a passphrase need", "eval \"$(ssh-agent)\" && ssh-add");
        }
        return Files.exists(socket.get())
                ? Finding.present("ssh-agent", socket.get().toString())
                : Finding.absent(
                        "ssh-agent",
                        "SSH_AUTH_SOCK says " + socket.get() + ", which is not there",
                        "unset it, or start the agent");
    }

    private Finding program(Program program) {
        return machine.program(program.name())
                .map(path -> Finding.present(program.name(), path.toString()))
                .orElseGet(() -> Finding.absent(
                        program.name(), "needed by " + program.needed(), "apt-get install " + program.debian()));
    }

    private Finding lab() {
        List<String> lacks = new ArrayList<>();
        if (!machine.root()) {
            lacks.add("root");
        }
        if (machine.program("apt-get").isEmpty()) {
            lacks.add("apt-get");
        }
        List<String> mounted = machine.mounted();
        if (mounted.stream().noneMatch(kind -> kind.startsWith("cgroup ") && kind.contains("memory"))
                || mounted.stream().noneMatch(kind -> kind.startsWith("cgroup2 "))) {
            lacks.add("the cgroup v1 hierarchies beside a v2 one");
        }
        return lacks.isEmpty()
                ? Finding.present("lab", "hosts can be made on this machine")
                : Finding.absent(
                        "lab",
                        "hosts can't be made on this machine, which lacks " + String.join(", ", lacks),
                        "docs/lab.md tells what it needs");
    }
}
