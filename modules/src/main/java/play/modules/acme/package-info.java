/** Certificates from authorities that speak ACME (RFC 8555), fetched by the host's own {@code curl} and openssl. */
@NullMarked
package play.modules.acme;

import org.jspecify.annotations.NullMarked;
