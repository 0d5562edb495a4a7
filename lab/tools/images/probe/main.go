// Command probe shows whether a cluster's network works: it is the server, and the client.
//
//	probe serve [-port 8080]                     answers each request with the name of the pod it runs in
//	probe webhook [-port 8443] [-certificate-port 8080] NAME
//	                                             rejects all that an API server asks it about, as the server NAME;
//	                                             its certificate is to be had over HTTP
//	probe get [-within 0s] URL...                prints the answers, one line each; asks again for that long
//	probe shut [-within 0s] URL...               sees that nothing answers; asks again for that long while something does
//	probe lookup [-server IP:PORT] [-tcp] NAME   prints the addresses of a name, one line each
//	probe ask QUESTION...                        all at once; a question is "ITS-NAME get ...", "ITS-NAME shut ..."
//	                                             or "ITS-NAME lookup ...", and of each that went wrong one line says why:
//	                                             "ITS-NAME: REASON"
//
// Exit code 0, 1 with one sentence why not, or 2 for a wrong command line.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"sync"
	"syscall"
	"time"
)

const (
	patience  = 5 * time.Second
	pause     = time.Second
	answerMax = 4096
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Stdout, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "probe:", err)
		if errors.Is(err, errUsage) {
			os.Exit(2)
		}
		os.Exit(1)
	}
}

var errUsage = errors.New("usage: probe serve [-port N] | webhook [-port N] [-certificate-port N] NAME | get [-within DURATION] URL... | shut [-within DURATION] URL... | lookup [-server IP:PORT] [-tcp] NAME | ask QUESTION...")

func run(ctx context.Context, answers io.Writer, words []string) error {
	if len(words) == 0 {
		return errUsage
	}
	switch words[0] {
	case "serve":
		return serve(ctx, words[1:])
	case "webhook":
		return webhook(ctx, words[1:])
	case "get":
		return get(ctx, answers, words[1:])
	case "shut":
		return shut(ctx, words[1:])
	case "lookup":
		return lookup(ctx, answers, words[1:])
	case "ask":
		return ask(ctx, words[1:])
	}
	return errUsage
}

// ask is many questions in one process: a container for each would take a node far longer to start.
func ask(ctx context.Context, questions []string) error {
	if len(questions) == 0 {
		return errUsage
	}
	unanswered := make([]error, len(questions))
	var group sync.WaitGroup
	for number, question := range questions {
		words := strings.Fields(question)
		if len(words) < 2 || (words[1] != "get" && words[1] != "shut" && words[1] != "lookup") {
			return errUsage
		}
		group.Add(1)
		go func() {
			defer group.Done()
			if err := run(ctx, io.Discard, words[1:]); err != nil {
				unanswered[number] = fmt.Errorf("%s: %w", words[0], err)
			}
		}()
	}
	group.Wait()
	return errors.Join(unanswered...)
}

func serve(ctx context.Context, words []string) error {
	flags := flag.NewFlagSet("serve", flag.ContinueOnError)
	port := flags.Int("port", 8080, "where to listen")
	if err := flags.Parse(words); err != nil || flags.NArg() > 0 {
		return errUsage
	}
	name, err := os.Hostname()
	if err != nil {
		return err
	}
	server := newServer(ctx, *port, func(answer http.ResponseWriter, request *http.Request) {
		fmt.Fprintln(answer, name)
	})
	return ended(server.ListenAndServe())
}

// newServer makes a server that closes when ctx is done.
func newServer(ctx context.Context, port int, handler http.HandlerFunc) *http.Server {
	server := &http.Server{Addr: fmt.Sprintf(":%d", port), ReadHeaderTimeout: patience, Handler: handler}
	context.AfterFunc(ctx, func() { server.Close() })
	return server
}

// ended is nil for a server that was closed.
func ended(err error) error {
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

// newClient makes each request by a connection of its own, so that a service can choose another pod.
func newClient() *http.Client {
	return &http.Client{Timeout: patience, Transport: &http.Transport{DisableKeepAlives: true}}
}

func get(ctx context.Context, answers io.Writer, words []string) error {
	flags := flag.NewFlagSet("get", flag.ContinueOnError)
	within := flags.Duration("within", 0, "how long to ask again for an answer that does not come")
	if err := flags.Parse(words); err != nil || flags.NArg() == 0 {
		return errUsage
	}
	client := newClient()
	for _, url := range flags.Args() {
		if err := getWithin(ctx, client, answers, url, *within); err != nil {
			return err
		}
	}
	return nil
}

func getWithin(ctx context.Context, client *http.Client, answers io.Writer, url string, within time.Duration) error {
	begun := time.Now()
	for {
		err := getOne(ctx, client, answers, url)
		if err == nil || within == 0 {
			return err
		}
		if time.Since(begun)+pause > within {
			return fmt.Errorf("after %s: %w", time.Since(begun).Round(time.Second), err)
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(pause):
		}
	}
}

func shut(ctx context.Context, words []string) error {
	flags := flag.NewFlagSet("shut", flag.ContinueOnError)
	within := flags.Duration("within", 0, "how long to ask again while something answers")
	if err := flags.Parse(words); err != nil || flags.NArg() == 0 {
		return errUsage
	}
	client := newClient()
	for _, url := range flags.Args() {
		if err := shutWithin(ctx, client, url, *within); err != nil {
			return err
		}
	}
	return nil
}

func shutWithin(ctx context.Context, client *http.Client, url string, within time.Duration) error {
	begun := time.Now()
	for {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
		if err != nil {
			return err
		}
		answer, err := client.Do(request)
		if err != nil {
			return ctx.Err()
		}
		answer.Body.Close()
		if time.Since(begun)+pause > within {
			return fmt.Errorf("%s answers, after %s", url, time.Since(begun).Round(time.Second))
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
	}
}

func getOne(ctx context.Context, client *http.Client, answers io.Writer, url string) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	answer, err := client.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(io.LimitReader(answer.Body, answerMax))
	if err != nil {
		return err
	}
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answers %s", url, answer.Status)
	}
	fmt.Fprintln(answers, strings.TrimSpace(string(body)))
	return nil
}

func lookup(ctx context.Context, answers io.Writer, words []string) error {
	flags := flag.NewFlagSet("lookup", flag.ContinueOnError)
	server := flags.String("server", "", "name server, instead of those of /etc/resolv.conf")
	tcp := flags.Bool("tcp", false, "ask over TCP")
	if err := flags.Parse(words); err != nil || flags.NArg() != 1 {
		return errUsage
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	resolver := &net.Resolver{PreferGo: true, Dial: dialer(*server, *tcp)}
	addresses, err := resolver.LookupHost(ctx, flags.Arg(0))
	if err != nil {
		return err
	}
	for _, address := range addresses {
		fmt.Fprintln(answers, address)
	}
	return nil
}

// dialer connects to server in place of the one the resolver chose, and by TCP where that is wanted.
func dialer(server string, tcp bool) func(context.Context, string, string) (net.Conn, error) {
	return func(ctx context.Context, network, chosen string) (net.Conn, error) {
		if server != "" {
			chosen = server
		}
		if tcp {
			network = "tcp"
		}
		var direct net.Dialer
		return direct.DialContext(ctx, network, chosen)
	}
}
