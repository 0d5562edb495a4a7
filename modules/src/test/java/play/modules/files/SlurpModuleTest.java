package play.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Map;
import org.junit.jupiter.api.Test;
import play.host.FileState;
import play.host.FileText;
import play.host.FileTexts;
import play.host.Files;
import play.host.Mode;
import play.module.Answer;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Bytes;
import play.value.Foreseen;
import play.value.Secret;

class SlurpModuleTest {
    private final SlurpModule module = new SlurpModule();
    private final SlurpModule.Params params = Parameters.of(module, Map.of("src", "/etc/x"));

    private static FileState file(int mode) {
        return new FileState.Regular(
                FileState.Attributes.of("root", "root", new Mode(mode)),
                new Foreseen.Exactly<>(""),
                new Foreseen.Exactly<>(1L));
    }

    private Answer read(FileState file, FileText text) {
        return module.answer(
                params, new KnownStates().with(Files.at("/etc/x"), file).with(FileTexts.at("/etc/x"), text));
    }

    @Test
    void givesWhatTheFileHolds() {
        Answer.Found found = assertInstanceOf(Answer.Found.class, read(file(0644), new FileText.Held(Bytes.of("abc"))));
        assertEquals(Map.of("content", "YWJj", "encoding", "base64", "source", "/etc/x"), found.value());
    }

    @Test
    void givesTextWithoutArmor() {
        SlurpModule.Params text = Parameters.of(module, Map.of("src", "/etc/x", "armor", false));
        KnownStates known = new KnownStates()
                .with(Files.at("/etc/x"), file(0644))
                .with(FileTexts.at("/etc/x"), new FileText.Held(Bytes.of("café")));
        assertEquals(
                Map.of("content", "café", "encoding", "utf-8", "source", "/etc/x"),
                assertInstanceOf(Answer.Found.class, module.answer(text, known)).value());
        known.with(FileTexts.at("/etc/x"), new FileText.Held(Bytes.of(new byte[] {(byte) 0xff})));
        assertEquals(
                "/etc/x is not UTF-8 text; leave out armor: false",
                assertInstanceOf(Answer.Failed.class, module.answer(text, known))
                        .why());
    }

    @Test
    void masksWhatOnlyTheOwnerMayRead() {
        Answer.Found found = assertInstanceOf(Answer.Found.class, read(file(0600), new FileText.Held(Bytes.of("abc"))));
        assertEquals(new Secret("YWJj"), found.value().get("content"));
    }

    @Test
    void saysWhyThereIsNothingToRead() {
        assertEquals(
                "there is no file /etc/x",
                assertInstanceOf(Answer.Failed.class, read(FileState.ABSENT, new FileText.Missing()))
                        .why());
        assertEquals(
                "/etc/x has 2000000 bytes; up to 1048576 are read",
                assertInstanceOf(Answer.Failed.class, read(file(0644), new FileText.TooLarge(2_000_000)))
                        .why());
    }
}
