package play.modules.databases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingKindTest {
    @ParameterizedTest
    @CsvSource({
        "integer, kB, 8192, 8MB",
        "integer, 8kB, 16384, 128MB",
        "integer, ms, 60000, 1min",
        "integer, s, 1h, 3600",
        "integer, '', 100, ' 100 '",
        "real, ms, 1.5, 1500us",
        "bool, '', on, TRUE",
        "bool, '', off, f",
        "enum, '', replica, Replica",
        "integer, kB, -1, -1kB"
    })
    void valuesAreTheSameHoweverTheyAreWritten(String type, String unit, String one, String other) {
        SettingKind kind = new SettingKind("x", type, unit);
        assertEquals(kind.normal(one), kind.normal(other));
    }

    @Test
    void textsAreTakenAsTheyAre() {
        SettingKind kind = new SettingKind("log_line_prefix", "string", "");
        assertNotEquals(kind.normal("%m "), kind.normal("%m"));
        assertEquals("E'it''s \\\\ '", kind.literal("it's \\ "));
    }

    @Test
    void listsAreQuotedItemByItem() {
        SettingKind kind = new SettingKind("shared_preload_libraries", "string", "");
        assertEquals("'auto_explain', 'pg_stat_statements'", kind.literal("auto_explain,pg_stat_statements"));
        assertEquals(kind.normal("a, \"B c\""), kind.normal("a,\"B c\" "));
        assertEquals("''", kind.literal(""));
    }
}
