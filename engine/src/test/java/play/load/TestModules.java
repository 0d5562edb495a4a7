package play.load;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.host.Knowledge;
import play.host.Mode;
import play.host.StateKey;
import play.module.Control;
import play.module.ModuleRegistry;
import play.module.ModuleSpec;
import play.module.Plan;
import play.module.Resource;
import play.module.TaskModule;
import play.module.Verdict;
import play.param.AnyOther;
import play.param.Default;
import play.param.Doc;
import play.param.Evaluated;
import play.param.FreeForm;
import play.param.LocalFile;
import play.param.Meaning;
import play.param.Means;
import play.param.Range;
import play.param.TemplateFile;
import play.result.When;

/** A few modules with the parameters of real ones, for tests of loading; none of them is ever called. */
final class TestModules {
    enum FileState {
        FILE,
        DIRECTORY,
        ABSENT
    }

    enum ServiceState {
        STARTED,
        STOPPED,
        RESTARTED
    }

    record FileParams(
            @Doc("Absolute path on the host.") String path,
            @Doc("What is to be there.") Optional<FileState> state,
            @Doc("Permission bits.") Optional<Mode> mode) {}

    record TemplateParams(
            @Doc("Template on the controller.") TemplateFile src,
            @Doc("Path on the host.") String dest,
            @Doc("Permission bits.") Optional<Mode> mode) {}

    record CopyParams(
            @Doc("File on the controller.") Optional<LocalFile> src,
            @Doc("Text instead of a file.") Optional<String> content,
            @Doc("Path on the host.") String dest,

            @Doc("Whether the file is one of the host's.") @Means(Meaning.ON_HOST)
            Optional<Boolean> remoteSrc) {}

    record CommandParams(
            @Doc("The command.") @FreeForm String cmd,
            @Doc("Skip if this is there.") Optional<String> creates,
            @Doc("Directory to run in.") Optional<String> chdir) {}

    record ServiceParams(
            @Doc("Name of the unit.") String name,
            @Doc("What it should be doing.") Optional<ServiceState> state,
            @Doc("Whether it starts at boot.") Optional<Boolean> enabled) {}

    record DebugParams(
            @Doc("A text.") Optional<String> msg,
            @Doc("An expression.") Optional<Evaluated> var) {}

    record AssertParams(
            @Doc("Expressions that must hold.") List<Evaluated> that,
            @Doc("Said otherwise.") Optional<String> failMsg) {}

    record SetFactParams(@Doc("The variables.") @AnyOther Map<String, Object> facts) {}

    record ContainerParams(
            @Doc("Images.") @Default("[]") List<Image> images,

            @Doc("Limits by name.") @Default("{}") Map<String, Integer> limits,

            @Doc("Ports.") @Default("[]") @Range(from = 1, to = 65535)
            List<Integer> ports) {
        record Image(
                @Doc("Name of an image.") String name,
                @Doc("Its size.") Optional<Integer> size) {}
    }

    record StatParams(@Doc("Path on the host.") String path) {}

    record StatResult(@Doc("What is there.") Stat stat) {
        record Stat(
                @Doc("Whether anything is there.") boolean exists,

                @Doc("Whether it is a directory.") @When("anything is there")
                Optional<Boolean> isdir) {}
    }

    record UriResult(
            @Doc("Status of the answer.") int status,
            @Doc("The answer.") Object json,
            @AnyOther Map<String, String> headers) {}

    record MembersResult(
            @Doc("The members.") List<Member> members,
            @Doc("The same by name.") Map<String, Member> named) {
        record Member(@Doc("Name.") String name) {}
    }

    private record Fake<P extends Record>(ModuleSpec<P> spec) implements Control<P> {
        @Override
        public Verdict evaluate(P params) {
            throw new AssertionError("a test of loading called " + spec.name());
        }
    }

    /** One that changes hosts. */
    private record Changing<P extends Record>(ModuleSpec<P> spec) implements Resource<P> {
        @Override
        public List<StateKey<?>> probes(P params) {
            throw new AssertionError("a test of loading called " + spec.name());
        }

        @Override
        public Plan plan(P params, Knowledge known) {
            throw new AssertionError("a test of loading called " + spec.name());
        }
    }

    private TestModules() {}

    static ModuleRegistry registry() {
        return new ModuleRegistry(List.of(
                changing("file", FileParams.class),
                changing("template", TemplateParams.class),
                changing("copy", CopyParams.class),
                changing("command", CommandParams.class),
                changing("container", ContainerParams.class),
                changing("service", ServiceParams.class),
                fake("debug", DebugParams.class),
                fake("assert", AssertParams.class),
                fake("set_fact", SetFactParams.class),
                fake("stat", StatParams.class, StatResult.class),
                fake("uri", StatParams.class, UriResult.class),
                fake("members", StatParams.class, MembersResult.class)));
    }

    private static <P extends Record> Changing<P> changing(String name, Class<P> params) {
        return new Changing<>(ModuleSpec.of(name, "For tests.", params).asInAnsible());
    }

    private static <P extends Record> Fake<P> fake(String name, Class<P> params, Class<? extends Record> result) {
        return new Fake<>(
                ModuleSpec.of(name, "For tests.", params).returns(result).asInAnsible());
    }

    static <P extends Record> TaskModule<P> fake(String name, Class<P> params) {
        return new Fake<>(ModuleSpec.of(name, "For tests.", params).asInAnsible());
    }
}
