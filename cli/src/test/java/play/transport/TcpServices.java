package play.transport;

import java.nio.file.Files;
import java.nio.file.Path;

/** Programs on the host that listen on its loopback. */
record TcpServices(int echo, int greeter, int source, int deaf) {
    /** How many bytes the source would write. */
    static final long SOURCE = 400L << 20;

    private static final TcpServices PORTS = new TcpServices(7001, 7002, 7003, 7004);

    private static final String PROGRAM = """
        use strict; use IO::Socket::INET; use Socket;
        my $kind = $ARGV[0]; my $port = $ARGV[1]; my $size = $ARGV[2];
        $SIG{CHLD} = 'IGNORE';
        my $listener = IO::Socket::INET->new(
            LocalAddr => '127.0.0.1', LocalPort => $port, Listen => 50, ReuseAddr => 1) or die "$!";
        sub note { open(my $file, '>', "$_[0].new"); print $file $_[1]; close $file; rename "$_[0].new", $_[0]; }
        sub put {
          my ($to, $all) = @_;
          my $at = 0;
          while ($at < length $all) { $at += syswrite($to, $all, length($all) - $at, $at) || exit; }
        }
        while (my $peer = $listener->accept) {
          if (fork) { close $peer; next; }
          my $chunk; my $count = 0;
          if ($kind eq 'echo') { put($peer, $chunk) while sysread($peer, $chunk, 65536); put($peer, 'end'); }
          if ($kind eq 'greeter') {
            put($peer, 'hello');
            shutdown($peer, 1);
            while (my $got = sysread($peer, $chunk, 65536)) { $count += $got; }
            note('/run/heard', $count);
          }
          while ($kind eq 'source' && $count < $size) {
            put($peer, "\\0" x 65536);
            $count += 65536;
            note('/run/sent', $count);
          }
          if ($kind eq 'deaf') { sleep 60; }
          exit;
        }
        """;

    /**
     * Starts them unless they run: {@code echo} sends back what it gets and then {@code end}; {@code greeter} says
     * {@code hello}, ends its output and notes in /run/heard how many bytes it got; {@code source} notes in /run/sent
     * how many it could write; {@code deaf} reads nothing.
     */
    static TcpServices on(SshHost host) throws Exception {
        Path program = Files.writeString(Files.createTempFile("services", ".pl"), PROGRAM);
        try {
            host.put(program, "/root/services.pl");
        } finally {
            Files.delete(program);
        }
        start(host, "echo", PORTS.echo());
        start(host, "greeter", PORTS.greeter());
        start(host, "source", PORTS.source());
        start(host, "deaf", PORTS.deaf());
        return PORTS;
    }

    private static void start(SshHost host, String kind, int port) throws Exception {
        host.on("systemctl -q is-active trial-" + kind + " || systemd-run -q --unit trial-" + kind
                + " perl /root/services.pl " + kind + " " + port + " " + SOURCE
                + "; for i in $(seq 100); do grep -q \"$(printf ':%04X 00000000:0000 0A' " + port
                + ")\" /proc/net/tcp && exit 0; sleep 0.1; done; exit 1");
    }
}
