package play.modules.network;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.module.SecretText;

/** The parameters that {@code uri} and {@code http_request} have in common. */
interface HttpParams {
  String url();

  String method();

  Map<String, SecretText> headers();

  Optional<String> urlUsername();

  Optional<SecretText> urlPassword();

  List<Integer> statusCode();

  boolean returnContent();

  Duration timeout();

  boolean followRedirects();

  boolean validateCerts();

  Optional<String> caPath();

  Optional<String> clientCert();

  Optional<String> clientKey();

  Optional<String> unixSocket();
}
