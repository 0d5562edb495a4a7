package play.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Says who people are, by tokens that it signs (OpenID Connect), and tells everybody its public key. */
final class Issuer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEY_ID = "one";

    private final KeyPair key;
    private final SecureServer server;

    Issuer(String address, Path folder) throws Exception {
        this.key = pair();
        this.server = SecureServer.at(address, folder, this::answer);
    }

    private static KeyPair pair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    SecureServer server() {
        return server;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        switch (path) {
            case "/.well-known/openid-configuration" ->
                SecureServer.answer(
                        exchange,
                        200,
                        JSON.writeValueAsBytes(Map.of(
                                "issuer",
                                server.url(),
                                "jwks_uri",
                                server.url() + "/keys",
                                "response_types_supported",
                                List.of("id_token"),
                                "subject_types_supported",
                                List.of("public"),
                                "id_token_signing_alg_values_supported",
                                List.of("RS256"))));
            case "/keys" ->
                SecureServer.answer(exchange, 200, JSON.writeValueAsBytes(Map.of("keys", List.of(known()))));
            default -> SecureServer.answer(exchange, 404, new byte[0]);
        }
    }

    private Map<String, String> known() {
        RSAPublicKey told = (RSAPublicKey) key.getPublic();
        return Map.of(
                "kty",
                "RSA",
                "use",
                "sig",
                "alg",
                "RS256",
                "kid",
                KEY_ID,
                "n",
                text(unsigned(told.getModulus())),
                "e",
                text(unsigned(told.getPublicExponent())));
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? java.util.Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    String token(String audience, Map<String, Object> claims) throws Exception {
        return signed(key, audience, claims);
    }

    /** As if it were the issuer's, by a key that it does not tell of. */
    String forged(String audience, Map<String, Object> claims) throws Exception {
        return signed(pair(), audience, claims);
    }

    private String signed(KeyPair by, String audience, Map<String, Object> claims) throws Exception {
        long now = Instant.now().getEpochSecond();
        Map<String, Object> all = new HashMap<>(claims);
        all.putAll(Map.of("iss", server.url(), "aud", audience, "iat", now, "exp", now + 3600));
        String content = part(Map.of("alg", "RS256", "typ", "JWT", "kid", KEY_ID)) + "." + part(all);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(by.getPrivate());
        signature.update(content.getBytes(StandardCharsets.US_ASCII));
        return content + "." + text(signature.sign());
    }

    private static String part(Map<String, Object> content) throws IOException {
        return text(JSON.writeValueAsBytes(content));
    }

    @Override
    public void close() {
        server.close();
    }
}
