package play.result;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ResultTypeTest {
    @Test
    void listsOfListsReadAsWords() {
        ResultType rows = new ResultType.Items(new ResultType.Keyed(new ResultType.Any()));
        assertEquals("list of mappings of any values", rows.shown());
        assertEquals("list of lists of mappings of any values", new ResultType.Items(rows).shown());
        assertEquals(
                "mapping of lists of strings",
                new ResultType.Keyed(new ResultType.Items(ResultType.Scalar.STRING)).shown());
    }
}
