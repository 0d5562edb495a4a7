package play.modules.network;

/**
 * What is asked of a web server.
 *
 * @param method in any case
 */
record HttpRequest(String method, String url, HttpOptions options) {
    String shown() {
        return method + " " + url;
    }
}
