package play.modules.openssl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import play.module.Resource;
import play.param.Binding;
import play.testkit.Parameters;

/** What can't be asked for, told before any host is; and times as they are written. */
class OpensslFaultsTest {
    private static <P extends Record> List<String> faults(Resource<P> module, Map<String, Object> written)
            throws Exception {
        return module.check(Parameters.of(module, written)).stream()
                .map(Binding.Fault::parameter)
                .toList();
    }

    private static List<String> request(String name, Object value) throws Exception {
        Map<String, Object> written = new HashMap<>(Map.of("path", "/r", "privatekey_path", "/k"));
        written.put(name, value);
        return faults(new OpensslCsrModule(), written);
    }

    @Test
    void partsOfRequestsAreChecked() throws Exception {
        assertEquals(List.of("subject_alt_name"), request("subject_alt_name", "example.org"));
        assertEquals(List.of("subject_alt_name"), request("subject_alt_name", "IP:10.0.0.256"));
        assertEquals(List.of("subject_alt_name"), request("subject_alt_name", "DNS:bücher.example"));
        assertEquals(List.of(), request("subject_alt_name", "DNS:*.example.org"));
        assertEquals(List.of("key_usage"), request("key_usage", "signing"));
        assertEquals(List.of(), request("key_usage", "Digital Signature"));
        assertEquals(List.of("extended_key_usage"), request("extended_key_usage", "server"));
        assertEquals(List.of(), request("extended_key_usage", "TLS Web Server Authentication"));
        assertEquals(List.of("basic_constraints"), request("basic_constraints", "CA:yes"));
        assertEquals(List.of("basic_constraints"), request("basic_constraints", "pathlen:0"));
        assertEquals(List.of("subject"), request("subject", Map.of("XX", "y")));
        assertEquals(List.of("subject"), request("subject", Map.of("O", "two\nlines")));
        assertEquals(List.of("country_name"), request("country_name", "Switzerland"));
        assertEquals(List.of("common_name"), request("common_name", "no name of DNS"));
        assertEquals(List.of(), request("common_name", "no-name-of-dns"));
    }

    @Test
    void anOrderedSubjectIsAllOfIt() throws Exception {
        Map<String, Object> written = new HashMap<>(Map.of("path", "/r", "privatekey_path", "/k"));
        written.put("subject_ordered", List.of(Map.of("CN", "x")));
        assertEquals(List.of(), faults(new OpensslCsrModule(), written));
        written.put("common_name", "y");
        assertEquals(List.of("subject_ordered"), faults(new OpensslCsrModule(), written));
    }

    @Test
    void whatAKindOfKeyHasNotIsNotAskedOfIt() throws Exception {
        OpensslPrivatekeyModule module = new OpensslPrivatekeyModule();
        assertEquals(List.of("curve"), faults(module, Map.of("path", "/k", "curve", "secp256r1")));
        assertEquals(List.of("format"), faults(module, Map.of("path", "/k", "type", "Ed25519", "format", "pkcs1")));
        assertEquals(List.of("passphrase"), faults(module, Map.of("path", "/k", "passphrase", "")));
    }

    @Test
    void certificatesAreAskedForByWhatThereIs() throws Exception {
        X509CertificateModule module = new X509CertificateModule();
        Map<String, Object> written = new HashMap<>(Map.of("path", "/c", "privatekey_path", "/k"));
        written.put("provider", "selfsigned");
        written.put("csr_content", "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n");
        written.put("ignore_timestamps", "false");
        assertEquals(List.of("ignore_timestamps", "csr_content"), faults(module, written));
        written.remove("ignore_timestamps");
        written.put("selfsigned_not_after", "20260230000000Z");
        assertEquals(List.of("selfsigned_not_after", "csr_content"), faults(module, written));
    }

    @ParameterizedTest
    @CsvSource({"+0s, 0", "-1d, -86400", "+1w2d3h4m5s, 788645", "+3650d, 315360000", "+90, 90"})
    void timesAreCountedFromNowOn(String written, long seconds) {
        assertEquals(new Moment.FromNow(seconds), Moment.of(written));
    }

    @Test
    void timesOfTheClockStay() {
        assertEquals(new Moment.At("20301231235959Z"), Moment.of("20301231235959Z"));
    }
}
