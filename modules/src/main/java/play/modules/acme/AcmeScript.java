package play.modules.acme;

/**
 * A client of RFC 8555 as shell functions. It runs where the key of the account is, which never leaves the host; what
 * the authority answers is only taken apart, never evaluated.
 */
final class AcmeScript {
    /** A folder of its own, which is gone when the script ends. */
    static final String BEGIN = """
        umask 077
        for need in curl openssl awk; do
          command -v "$need" >/dev/null || play_fail "the host has no program $need; install it"
        done
        work=$(mktemp -d) || exit
        trap 'rm -rf -- "$work"' EXIT
        nonce=
        """;

    /**
     * {@code read_json} has each value of the last answer on a line of its own, behind its path and a tab; {@code ask}
     * and {@code post} leave the answer in {@code $work/body} and its status in {@code $code}.
     */
    static final String FUNCTIONS = """
        read_json() {
          awk '
            function blank() { while (i <= n && index(" \\t\\r\\n", substr(s, i, 1))) i++ }
            function text(   out, c) {
              i++
              while (i <= n && (c = substr(s, i, 1)) != "\\"") {
                if (c == "\\\\") {
                  i++
                  c = substr(s, i, 1)
                  if (c != "/" && c != "\\"") c = "\\\\" c
                }
                out = out c
                i++
              }
              i++
              return out
            }
            function value(path,   c, k, at) {
              blank()
              c = substr(s, i, 1)
              if (c == "{" || c == "[") {
                at = 0
                i++
                blank()
                if (index("]}", substr(s, i, 1))) { i++; return }
                do {
                  blank()
                  if (c == "{") { k = text(); blank(); i++ } else k = at++
                  value(path "." k)
                  blank()
                  i++
                } while (i <= n && substr(s, i - 1, 1) == ",")
              } else if (c == "\\"") {
                print path "\\t" text()
              } else {
                k = substr(s, i)
                sub(/[],} \\t\\r\\n].*/, "", k)
                print path "\\t" k
                i += length(k) + (length(k) == 0)
              }
            }
            { s = s $0 " " }
            END { n = length(s); i = 1; value("") }
          ' "$work/body" >"$work/flat"
        }
        field() { awk -F '\\t' -v path="$1" '$1 == path { print $2; exit }' "$work/flat"; }
        header() {
          tr -d '\\r' <"$work/head" | awk -v name="$1:" '
            tolower(substr($0, 1, length(name))) == name { sub(/^[^:]*:[ \\t]*/, ""); found = $0 }
            END { print found }'
        }
        encoded() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }
        unhex() {
          rest=$1
          while [ -n "$rest" ]; do
            two=${rest%"${rest#??}"}
            rest=${rest#??}
            printf "\\\\$(printf %03o "0x$two")"
          done
        }
        ask() {
          to=$1
          shift
          code=$(curl --silent --show-error $insecure --proto =http,https --max-time "$longest" --user-agent play \\
            --dump-header "$work/head" --output "$work/body" --write-out '%{http_code}' "$@" --url "$to" </dev/null) ||
            play_fail "the ACME server does not answer at $to"
        }
        sign() {
          openssl dgst "-$hash" -sign "$key" -passin "$passin" -binary >"$work/signature" || return
          if [ -z "$size" ]; then
            cat "$work/signature"
          else
            unhex "$(openssl asn1parse -inform DER -in "$work/signature" | awk -v digits="$((size * 2))" '
              /INTEGER/ {
                sub(/.*:/, "")
                part = $0
                while (length(part) < digits) part = "0" part
                printf "%s", part
              }')"
          fi
        }
        post() {
          for try in 1 2 3 4 5 6 7 8; do
            if [ -z "$nonce" ]; then
              ask "$new_nonce" --head
              nonce=$(header replay-nonce)
            fi
            if [ -n "$kid" ]; then who="\\"kid\\":\\"$kid\\""; else who="\\"jwk\\":$jwk"; fi
            protected=$(printf '{"alg":"%s","nonce":"%s","url":"%s",%s}' "$alg" "$nonce" "$1" "$who" | encoded)
            payload=$(printf %s "$2" | encoded)
            signature=$(printf %s "$protected.$payload" | sign | encoded)
            [ -n "$signature" ] || play_fail "the key of the account signs nothing"
            printf '{"protected":"%s","payload":"%s","signature":"%s"}' "$protected" "$payload" "$signature" \\
              >"$work/request"
            ask "$1" --header 'Content-Type: application/jose+json' --data-binary "@$work/request"
            nonce=$(header replay-nonce)
            case $code in 2??) return 0 ;; esac
            read_json
            case $(field .type) in *:badNonce) ;; *) break ;; esac
          done
          play_fail "the ACME server answers $1 with status $code: $(field .type) $(field .detail)"
        }
        """;

    /** Reads the account's key, and what the authority has where. */
    static final String KEY = """
        [ -r "$key" ] || play_fail "there is no key of an account in $key, or this user cannot read it;\
         openssl_privatekey makes one"
        openssl pkey -in "$key" -passin "$passin" -pubout -outform DER -out "$work/public" 2>/dev/null ||
          play_fail "the key of the account is no private key that opens by the passphrase, or without one where none\
         is given"
        der=$(od -An -v -tx1 <"$work/public" | tr -d ' \\n')
        size=
        case $der in
          30??*06092a864886f70d010101*) alg=RS256 hash=sha256 ;;
          30??*06072a8648ce3d020106082a8648ce3d030107*) alg=ES256 hash=sha256 size=32 curve=P-256 ;;
          30??*06072a8648ce3d020106052b81040022*) alg=ES384 hash=sha384 size=48 curve=P-384 ;;
          30??*06072a8648ce3d020106052b81040023*) alg=ES512 hash=sha512 size=66 curve=P-521 ;;
          *) play_fail "the key of the account is neither RSA nor of the curves P-256, P-384 and P-521" ;;
        esac
        if [ -n "$size" ]; then
          point=$(printf %s "$der" | tail -c "$((size * 4))")
          jwk=$(printf '{"crv":"%s","kty":"EC","x":"%s","y":"%s"}' "$curve" \\
            "$(unhex "$(printf %s "$point" | head -c "$((size * 2))")" | encoded)" \\
            "$(unhex "$(printf %s "$point" | tail -c "$((size * 2))")" | encoded)")
        else
          exponent=$(openssl pkey -in "$key" -passin "$passin" -noout -text_pub |
            sed -n 's/^.*xponent: *[0-9]* *(0x\\([0-9a-fA-F]*\\)).*/\\1/p')
          case $((${#exponent} % 2)) in 1) exponent=0$exponent ;; esac
          modulus=$(openssl rsa -pubin -inform DER -in "$work/public" -noout -modulus | sed 's/^Modulus=//')
          jwk=$(printf '{"e":"%s","kty":"RSA","n":"%s"}' "$(unhex "$exponent" | encoded)" \\
            "$(unhex "$modulus" | encoded)")
        fi
        thumbprint=$(printf %s "$jwk" | openssl dgst -sha256 -binary | encoded)
        ask "$directory"
        read_json
        new_nonce=$(field .newNonce) new_account=$(field .newAccount) new_order=$(field .newOrder)
        [ "$code" = 200 ] && [ -n "$new_nonce" ] && [ -n "$new_account" ] && [ -n "$new_order" ] ||
          play_fail "there is no directory of an ACME server at $directory (status $code)"
        """;

    /** Finds the account, or makes one where {@code $account} allows it. */
    static final String ACCOUNT = """
        if [ -z "$kid" ]; then
          post "$new_account" "$account"
          kid=$(header location)
          [ -n "$kid" ] || play_fail "the ACME server does not say where the account is"
          read_json
          if [ "$code" = 200 ] && [ -n "$contact" ] && [ "$(field .contact.0)" != "$contact" ]; then
            post "$kid" "{\\"contact\\":[\\"$contact\\"]}"
          fi
        fi
        """;

    /** Keeps the order that the last answer is, with the addresses of what is to be proved. */
    private static final String KEEP = """
        read_json
        cp "$work/body" "$work/order"
        awk -F '\\t' '$1 ~ /^[.]authorizations[.]/ { print $2 }' "$work/flat" >"$work/addresses"
        """;

    /** Prints the order, and what the authority says of each name. */
    static final String PRINT = """
        printf '%s\\0' "$thumbprint" "$kid" "$order" "$(cat "$work/order")"
        while read -r address <&4; do
          post "$address" ''
          printf '%s\\0%s\\0' "$address" "$(cat "$work/body")"
        done 4<"$work/addresses"
        """;

    /** Orders, and prints what there is to be proved. */
    static final String ORDER = """
        post "$new_order" "$identifiers"
        order=$(header location)
        """ + KEEP + PRINT;

    /** Has each identifier of the order {@code $order} proved that is not yet, and waits for it. */
    static final String PROVE = """
        post "$order" ''
        """ + KEEP + """
        until=$(($(date +%s) + 600))
        challenges() {
          awk -F '\\t' -v want="$1" '
            split($1, part, "[.]") == 4 && part[2] == "challenges" {
              if (part[4] == "type") type[part[3]] = $2
              if (part[4] == "url") url[part[3]] = $2
            }
            END { for (k in type) if (type[k] == want) print url[k] }' "$work/flat"
        }
        wait_for() {
          while :; do
            post "$1" ''
            read_json
            status=$(field .status)
            case $status in
              pending|processing) ;;
              *) break ;;
            esac
            [ "$(date +%s)" -lt "$until" ] || play_fail "$1 is still $status after ten minutes"
            sleep 1
          done
        }
        while read -r address <&4; do
          post "$address" ''
          read_json
          [ "$(field .status)" = pending ] && [ -n "$challenge" ] || continue
          at=$(challenges "$challenge")
          [ -n "$at" ] || play_fail "the ACME server offers no challenge $challenge for $(field .identifier.value)"
          post "$at" '{}'
        done 4<"$work/addresses"
        while read -r address <&4; do
          wait_for "$address"
          [ "$status" = valid ] || play_fail "the ACME server does not accept that $(field .identifier.value) is\
         yours: $(awk -F '\\t' '$1 ~ /[.]error[.](type|detail)$/ { print $2 }' "$work/flat" | tr '\\n' ' ')"
        done 4<"$work/addresses"
        wait_for "$order"
        """;

    /** Hands the request in and leaves the certificate, with those that signed it, in {@code $work/chain}. */
    static final String FETCH = """
        if [ "$status" = ready ]; then
          post "$(field .finalize)" "{\\"csr\\":\\"$request\\"}"
          wait_for "$order"
        fi
        [ "$status" = valid ] ||
          play_fail "the ACME server gives no certificate: the order is $status, $(field .error.detail)"
        cp "$work/body" "$work/order"
        post "$(field .certificate)" ''
        cp "$work/body" "$work/fullchain"
        grep -q '^-----BEGIN CERTIFICATE-----' "$work/fullchain" ||
          play_fail "the ACME server sends something that is no certificate"
        awk '/-----BEGIN CERTIFICATE-----/ { n++ } n == 1' "$work/fullchain" >"$work/cert"
        awk '/-----BEGIN CERTIFICATE-----/ { n++ } n > 1' "$work/fullchain" >"$work/chain"
        """;

    private AcmeScript() {}
}
