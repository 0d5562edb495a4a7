package play.modules.acme;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.host.Parts;
import play.host.ScriptResult;
import play.host.UnknownStateException;
import play.modules.clients.PrintedJson;
import play.value.JsonText;
import play.value.MalformedTextException;

/**
 * An order, as the script has printed it.
 *
 * @param thumbprint of the account's key
 * @param account its address
 * @param address of the order
 * @param authorizations answers of the server, by their addresses
 * @param rest what the script has printed after it
 */
record Ordered(
        String thumbprint,
        String account,
        String address,
        String order,
        Map<String, String> authorizations,
        List<String> rest) {
    private static final String END = "end of the order";

    /** What ends the list of authorizations. */
    static final String PRINT_END = "printf '%s\\0' '" + END + "'\n";

    static Ordered of(ScriptResult result) throws UnknownStateException {
        Parts parts = Parts.of(result);
        String thumbprint = parts.next("a thumbprint");
        String account = parts.next("an account");
        String address = parts.next("an order");
        String order = parts.next("an order");
        Map<String, String> all = new LinkedHashMap<>();
        for (String next = parts.next(END); !next.equals(END); next = parts.next(END)) {
            all.put(next, parts.next("an authorization"));
        }
        List<String> rest = new ArrayList<>();
        while (parts.hasNext()) {
            rest.add(parts.next("more"));
        }
        return new Ordered(thumbprint, account, address, order, all, List.copyOf(rest));
    }

    /** What {@code register} gets of it. */
    Map<String, @Nullable Object> result() throws UnknownStateException {
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        Map<String, @Nullable Object> challenges = new LinkedHashMap<>();
        Map<String, List<String>> records = new LinkedHashMap<>();
        for (Map.Entry<String, String> each : authorizations.entrySet()) {
            JsonNode read = PrintedJson.answer(each.getValue());
            String name = (read.path("wildcard").asBoolean() ? "*." : "")
                    + read.path("identifier").path("value").asText();
            told.put(name, plain(each.getKey(), each.getValue()));
            if (!read.path("status").asText().equals("valid")) {
                challenges.put(name, proofs(name, read.path("challenges"), records));
            }
        }
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("account_uri", account);
        result.put("order_uri", address);
        result.put(
                "finalization_uri", PrintedJson.answer(order).path("finalize").asText());
        result.put("authorizations", told);
        result.put("challenge_data", challenges);
        result.put("challenge_data_dns", records);
        return result;
    }

    private Map<String, @Nullable Object> proofs(String name, JsonNode challenges, Map<String, List<String>> records) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        for (JsonNode challenge : challenges) {
            Proof proof = Proof.of(name, challenge, thumbprint);
            proof.shown().ifPresent(shown -> {
                all.put(proof.type(), shown);
                if (proof.type().equals(Proof.DNS)) {
                    records.computeIfAbsent(proof.record(), record -> new ArrayList<>())
                            .add(String.valueOf(shown.get("resource_value")));
                }
            });
        }
        return all;
    }

    private static Map<String, @Nullable Object> plain(String address, String json) throws UnknownStateException {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        try {
            if (JsonText.read(json) instanceof Map<?, ?> map) {
                map.forEach((key, value) -> all.put(String.valueOf(key), value));
            }
        } catch (MalformedTextException e) {
            throw UnknownStateException.expected("JSON", json);
        }
        all.put("uri", address);
        return all;
    }
}
