package play.modules.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import play.host.Observed;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Answer;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Bytes;

class InstalledPackagesTest {
    private final PackageFactsModule module = new PackageFactsModule();
    private final PackageFactsModule.Params params = Parameters.of(module, Map.of());

    private Answer answer(String out) {
        @SuppressWarnings("unchecked") // it asks for nothing else
        StateKey<InstalledPackages> key =
                (StateKey<InstalledPackages>) module.probes(params).getFirst();
        ScriptResult result = new ScriptResult(0, Bytes.of(out), Bytes.EMPTY);
        Observed<InstalledPackages> read =
                Objects.requireNonNull(key.family().parse(List.of(key), result).get(key));
        return module.answer(params, new KnownStates().with(key, read));
    }

    private Map<?, ?> packages(String out) {
        return assertInstanceOf(
                Map.class,
                assertInstanceOf(Answer.Found.class, answer(out)).facts().get("packages"));
    }

    private static @Nullable Object field(Map<?, ?> packages, String name, String field) {
        List<?> all = assertInstanceOf(List.class, packages.get(name));
        return assertInstanceOf(Map.class, all.getLast()).get(field);
    }

    @Test
    void debianPackages() {
        Map<?, ?> packages = packages("native\tamd64\ndeb\tinstalled\tlibc6\t2.36-9\tamd64\tlibs\n"
                + "deb\tinstalled\tlibc6\t2.36-9\ti386\tlibs\ndeb\tconfig-files\tgone\t1\tall\tadmin\n"
                + "deb\tinstalled\tadduser\t3.134\tall\tadmin\n");
        assertEquals(Set.of("libc6", "libc6:i386", "adduser"), packages.keySet());
        assertEquals("2.36-9", field(packages, "libc6", "version"));
        assertEquals("i386", field(packages, "libc6:i386", "arch"));
        assertEquals("libs", field(packages, "libc6", "category"));
    }

    @Test
    void packagesOfRpmMayBeThereSeveralTimes() {
        Map<?, ?> packages = packages("rpm\tkernel-core\t5.14.0\t503.el9\t(none)\tx86_64\n"
                + "rpm\tkernel-core\t5.14.0\t570.el9\t(none)\tx86_64\nrpm\tchrony\t4.5\t3.el9\t1\tx86_64\n");
        assertEquals(
                2, assertInstanceOf(List.class, packages.get("kernel-core")).size());
        assertEquals("570.el9", field(packages, "kernel-core", "release"));
        assertNull(field(packages, "kernel-core", "epoch"));
        assertEquals(1L, field(packages, "chrony", "epoch"));
    }

    @Test
    void whatIsNoLineAboutAPackageIsNotTaken() {
        assertInstanceOf(Answer.Failed.class, answer("deb\tinstalled\n"));
    }

    @Test
    void aPackageThatIsForeseenChangesTheList() {
        StateKey<?> key = module.probes(params).getFirst();
        assertTrue(key.family().tellsOf(key.id(), Packages.at("zsh")));
        assertEquals(Optional.of(Set.of("packages")), module.facts(name -> Optional.empty()));
    }
}
