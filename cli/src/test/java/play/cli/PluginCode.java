package play.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Manifest;
import play.contract.OutsideCode;

/** The source of a plugin with one module, which does what a test wants of it, and its jar. */
final class PluginCode {
    private final Path folder;

    /** @param folder where it is worked on; not where plugins are looked for */
    PluginCode(Path folder) {
        this.folder = folder;
    }

    /** A class of the package {@code acme}, with what nearly all need imported. */
    PluginCode type(String name, String body) throws IOException {
        Path file = folder.resolve("sources/acme/" + name + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, """
            package acme;
            import java.util.*;
            import play.diag.*;
            import play.host.*;
            import play.module.*;
            import play.param.*;
            import play.rule.*;
            """ + body);
        return this;
    }

    /** What a file in META-INF/services says. */
    PluginCode service(String type, String provider) throws IOException {
        Path file = folder.resolve("classes/META-INF/services/" + type);
        Files.createDirectories(file.getParent());
        Files.writeString(file, provider + "\n");
        return this;
    }

    /** A set of one module, made by this expression. */
    PluginCode set(String module) throws IOException {
        return modules("List.of(" + module + ")");
    }

    /** A set of modules that this expression makes a list of. */
    PluginCode modules(String list) throws IOException {
        return service("play.module.ModuleSet", "acme.Modules").type("Modules", """
            public final class Modules implements ModuleSet {
              public List<TaskModule<?>> modules() { return %s; }
            }
            """.formatted(list));
    }

    /** Rules, which this expression makes a list of. */
    PluginCode rules(String list) throws IOException {
        return service("play.rule.RuleSet", "acme.Rules").type("Rules", """
            public final class Rules implements RuleSet {
              public List<LintRule<Project>> rules() { return %s; }
            }
            """.formatted(list));
    }

    /** A set of one module of that name, which answers by the statements that follow. */
    PluginCode control(String name, String check, String evaluate) throws IOException {
        return set("new Told()").type("Told", """
            public final class Told implements Control<Told.Params> {
              public record Params(@Doc("What to say.") String say) {}
              public ModuleSpec<Params> spec() { return ModuleSpec.of("%s", "Says it.", Params.class); }
              public List<Binding.Fault> check(Params params) { %s }
              public Verdict evaluate(Params params) { %s }
            }
            """.formatted(name, check, evaluate));
    }

    /** The same that says what it is given. */
    PluginCode control(String name) throws IOException {
        return control(name, "return List.of();", "return new Verdict.Done(Map.of(\"msg\", params.say()), Map.of());");
    }

    /** Compiles it, against the artifact {@code api} and more. */
    Path classes(Class<?>... more) throws IOException {
        List<Class<?>> given = new java.util.ArrayList<>(OutsideCode.API);
        given.addAll(List.of(more));
        Path classes = folder.resolve("classes");
        OutsideCode.compile(folder.resolve("sources"), classes, given);
        return classes;
    }

    void jar(Path jar) throws IOException {
        OutsideCode.pack(classes(), jar, new Manifest());
    }
}
