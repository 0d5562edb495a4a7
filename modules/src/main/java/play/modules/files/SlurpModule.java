package play.modules.files;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.files.Paths;
import play.host.FileState;
import play.host.FileText;
import play.host.FileTexts;
import play.host.Files;
import play.host.Knowledge;
import play.host.Mode;
import play.host.Observed;
import play.host.StateKey;
import play.module.Answer;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Query;
import play.param.Alias;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.value.Foreseen;
import play.value.Secret;
import play.value.Unknown;

/** What a file on the host holds. */
public final class SlurpModule implements Query<SlurpModule.Params> {
    public record Params(
            @Doc("Path of the file on the host.") @Alias("path") @HostPath
            String src,

            @Doc("Whether the content is given in base64; without, as text, which must be UTF-8.") @Default("true")
            boolean armor) {}

    /** Bits of those who are not the owner. */
    private static final int OTHERS = 0077;

    record Result(
            @Doc("What the file holds, in base64 or as text.")
            String content,

            @Doc("base64, or utf-8 of a text.") String encoding,
            @Doc("Path of the file.") String source) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "slurp",
                    "Reads a file of the host, 1 MiB at most. What only its owner may read is masked.",
                    Params.class,
                    new Example("a CA", "", "src: /etc/kubernetes/pki/ca.crt\n"))
            .returns(Result.class)
            .asInAnsible();

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        String path = Paths.clean(params.src());
        return List.of(Files.withoutDigest(path), FileTexts.at(path));
    }

    @Override
    public Answer answer(Params params, Knowledge known) {
        String path = Paths.clean(params.src());
        return switch (known.of(Files.withoutDigest(path))) {
            case Observed.Unknown<FileState>(String reason) -> new Answer.Failed(reason);
            case Observed.Known<FileState>(FileState.Regular file, Observed.Certainty how)
            when how == Observed.Certainty.FORESEEN -> found(params, new Unknown(path + " is written during the run"));
            case Observed.Known<FileState>(FileState.Absent none, var how) ->
                new Answer.Failed("there is no file " + path);
            case Observed.Known<FileState>(FileState file, var how) ->
                content(params, file, known.of(FileTexts.at(path)));
        };
    }

    private static Answer content(Params params, FileState file, Observed<FileText> text) {
        String path = Paths.clean(params.src());
        return Answer.on(text, state -> switch (state) {
            case FileText.Held(var bytes, boolean secret) ->
                (params.armor() ? Optional.of(bytes.base64()) : bytes.text())
                        .map(content -> found(params, isOpen(file) && !secret ? content : new Secret(content)))
                        .orElseGet(() -> new Answer.Failed(path + " is not UTF-8 text; leave out armor: false"));
            case FileText.TooLarge(long size) ->
                new Answer.Failed(path + " has " + size + " bytes; up to " + FileTexts.LIMIT + " are read");
            case FileText.Missing none -> new Answer.Failed(path + " is " + file.described() + ", not a file");
        });
    }

    private static Answer found(Params params, Object content) {
        String encoding = params.armor() ? "base64" : "utf-8";
        return new Answer.Found(Map.of("content", content, "encoding", encoding, "source", Paths.clean(params.src())));
    }

    /** Whether others than the owner may read it; of what a link leads to that is not known. */
    private static boolean isOpen(FileState file) {
        return file.attributesIfAny().stream()
                .anyMatch(attributes ->
                        attributes.mode() instanceof Foreseen.Exactly<Mode>(Mode mode) && (mode.bits() & OTHERS) != 0);
    }
}
