package play.modules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import play.host.HostState;
import play.host.Observed;
import play.host.Script;
import play.host.StateKey;
import play.modules.packages.CommandState;
import play.modules.packages.Commands;
import play.modules.packages.Packages;
import play.modules.system.KernelModules;
import play.modules.system.Sysctls;
import play.modules.users.Groups;
import play.modules.users.Passwords;
import play.modules.users.Users;
import play.testkit.LocalHost;
import play.testkit.OddNames;
import play.value.Foreseen;

/** No name makes a family take one thing for another. */
class OddKeysTest {
    static Stream<StateKey<?>> familiesWithSomethingThatIsThere() {
        return Stream.of(
                Users.at("root"),
                Groups.at("root"),
                Passwords.at("root"),
                Packages.at("coreutils"),
                Commands.at("cat"),
                Sysctls.at("kernel.hostname"),
                KernelModules.at("loop"));
    }

    @ParameterizedTest
    @MethodSource("familiesWithSomethingThatIsThere")
    void oddNamesAreNotThereAndDisturbNoOther(StateKey<?> real) {
        // No name of an account that is asked for begins like an option.
        List<StateKey<?>> keys = new ArrayList<>(OddNames.all().stream()
                .filter(name -> !name.startsWith("-"))
                .map(name -> real.family().key(name))
                .toList());
        keys.add(keys.size() / 2, real);
        LocalHost host = LocalHost.reading(keys);
        assertEquals(LocalHost.reading(List.of(real)).of(real), host.of(real));
        List<String> there = new ArrayList<>();
        for (StateKey<?> key : keys) {
            if (!key.equals(real)
                    && host.of(key) instanceof Observed.Known<?>(HostState state, var how)
                    && state.present()) {
                there.add(key + ": " + state);
            }
        }
        assertEquals(List.of(), there);
    }

    @Test
    void programsMayHaveAnyName(@TempDir Path folder) throws IOException {
        for (String name : OddNames.all()) {
            Path program = Files.writeString(folder.resolve(name), "#!/bin/sh\n");
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        List<StateKey<CommandState>> keys =
                OddNames.all().stream().map(Commands::at).toList();
        Script script = Script.of(
                "PATH=" + folder + ":$PATH\n" + new Commands().read(keys).text());
        Map<StateKey<CommandState>, Observed<CommandState>> found = new Commands().parse(keys, LocalHost.run(script));
        for (StateKey<CommandState> key : keys) {
            CommandState there = new CommandState.Found(new Foreseen.Exactly<>(folder + "/" + key.id()));
            assertEquals(Observed.read(there), found.get(key), key.id());
        }
    }

    @Test
    void aSettingThatCannotBeReadIsNotAbsent(@TempDir Path folder) throws IOException {
        Files.createSymbolicLink(folder.resolve("circle"), Path.of("circle"));
        StateKey<?> key = Sysctls.at("net/../../.." + folder + "/circle/x");
        assertFalse(
                LocalHost.reading(List.of(key)).of(key) instanceof Observed.Known,
                LocalHost.reading(List.of(key)).of(key).toString());
    }
}
