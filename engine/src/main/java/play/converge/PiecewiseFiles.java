package play.converge;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Objects;
import play.host.HostException;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shell;
import play.host.ShellWords;
import play.module.HostFiles;

/** Files of a host, read in pieces that fit into the room for a script's output. */
record PiecewiseFiles(Shell shell) implements HostFiles {
    private static final int MEBIBYTE = 1 << 20;

    /** In mebibytes. */
    private static final int PIECE = 4;

    @Override
    public InputStream open(String path) throws IOException {
        return new Pieces(shell, path);
    }

    private static final class Pieces extends InputStream {
        private final Shell shell;
        private final String path;
        private byte[] piece = {};
        private int at;
        private long taken;
        private boolean ended;

        Pieces(Shell shell, String path) throws IOException {
            this.shell = shell;
            this.path = path;
            next();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            Objects.checkFromIndexSize(from, most, into.length);
            if (most == 0) {
                return 0;
            }
            if (at == piece.length && !ended) {
                next();
            }
            if (at == piece.length) {
                return -1;
            }
            int count = Math.min(most, piece.length - at);
            System.arraycopy(piece, at, into, from, count);
            at += count;
            return count;
        }

        /** A piece that is not full is the last one. */
        private void next() throws IOException {
            String word = ShellWords.quote(path);
            ScriptResult result = run(Script.of("exec <" + word + " && dd bs=" + MEBIBYTE + " skip=" + taken + " count="
                    + PIECE + " 2>/dev/null\n"));
            if (!result.succeeded()) {
                throw new IOException(
                        path + " cannot be read on the host: " + result.err().strip());
            }
            piece = result.stdout().toArray();
            at = 0;
            taken += PIECE;
            ended = piece.length < PIECE * MEBIBYTE;
        }

        private ScriptResult run(Script script) throws IOException {
            try {
                return shell.run(script);
            } catch (HostException e) {
                throw new IOException(path + " cannot be read on the host: " + e.getMessage(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                InterruptedIOException stopped = new InterruptedIOException("interrupted while " + path + " was read");
                stopped.initCause(e);
                throw stopped;
            }
        }
    }
}
