package play.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlPasswordsTest {
    @ParameterizedTest
    @CsvSource({
        "https://u:pw@h/x, https://u:***@h/x, https://u:**@h/x",
        "http://:p:w@h, http://:***@h, http://:***@h",
        "https:/u:pw@h, https:/u:***@h, https:/u:**@h",
        "a://x:1@y b://$1:$2@z, a://x:***@y b://$1:***@z, a://x:*@y b://$1:**@z",
        "x://y://u:pw@h, x://y://u:***@h, x://y://u:**@h",
        "https://h:443/a@b, https://h:443/a@b, https://h:443/a@b",
        "me@h https://h/, me@h https://h/, me@h https://h/"
    })
    void masksPasswordsAndNothingElse(String text, String masked, String inPlace) {
        assertEquals(masked, UrlPasswords.masked(text));
        assertEquals(inPlace, UrlPasswords.maskedInPlace(text));
    }
}
