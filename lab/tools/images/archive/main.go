// Command archive writes a container image that holds one static program, as the kind of tar that `docker save` makes
// and every container runtime imports. The same program and arguments give the same bytes.
//
//	archive -name localhost/pause:1.0.0 -user 65532:65532 -arch amd64 PROGRAM >image.tar
//
// The program stands at / under its own file name; it is what a container runs, as that user and group unless a pod says otherwise:
// numbers, so that a kubelet can tell whether they are root's.
package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"
)

// created is what the image says of its age; a true time would make each build another image.
var created = time.Unix(0, 0).UTC()

type config struct {
	Architecture string    `json:"architecture"`
	OS           string    `json:"os"`
	Created      time.Time `json:"created"`
	Config       command   `json:"config"`
	RootFS       rootFS    `json:"rootfs"`
	History      []history `json:"history"`
}

type command struct {
	User       string
	Env        []string
	Entrypoint []string
	WorkingDir string
}

type rootFS struct {
	Type    string   `json:"type"`
	DiffIDs []string `json:"diff_ids"`
}

type history struct {
	Created   time.Time `json:"created"`
	CreatedBy string    `json:"created_by"`
}

type entry struct {
	Config   string
	RepoTags []string
	Layers   []string
}

func main() {
	name := flag.String("name", "", "name and tag of the image")
	user := flag.String("user", "", "user and group, as numbers")
	arch := flag.String("arch", "", "amd64 or arm64")
	flag.Parse()
	if flag.NArg() != 1 || *name == "" || *user == "" || *arch == "" {
		fmt.Fprintln(os.Stderr, "usage: archive -name NAME:TAG -user UID:GID -arch ARCH PROGRAM >FILE")
		os.Exit(2)
	}
	settings := config{
		Architecture: *arch,
		OS:           "linux",
		Created:      created,
		Config:       command{User: *user, Env: []string{"PATH=/"}, WorkingDir: "/"},
		History:      []history{{created, "play/lab/tools/images"}},
	}
	if err := write(os.Stdout, *name, settings, flag.Arg(0)); err != nil {
		fmt.Fprintln(os.Stderr, "archive:", err)
		os.Exit(1)
	}
}

// write adds to the image's config what only the program tells.
func write(out io.Writer, name string, image config, program string) error {
	content, err := os.ReadFile(program)
	if err != nil {
		return err
	}
	path := filepath.Base(program)
	layer, err := archived(file{path, 0o755, content})
	if err != nil {
		return err
	}
	image.Config.Entrypoint = []string{"/" + path}
	image.RootFS = rootFS{"layers", []string{"sha256:" + digest(layer)}}
	settings, err := json.Marshal(image)
	if err != nil {
		return err
	}
	packed, err := compressed(layer)
	if err != nil {
		return err
	}
	settingsName, layerName := digest(settings)+".json", digest(layer)+".tar.gz"
	index, err := json.Marshal([]entry{{settingsName, []string{name}, []string{layerName}}})
	if err != nil {
		return err
	}
	whole, err := archived(file{"manifest.json", 0o644, index}, file{settingsName, 0o644, settings}, file{layerName, 0o644, packed})
	if err != nil {
		return err
	}
	_, err = out.Write(whole)
	return err
}

type file struct {
	path    string
	mode    int64
	content []byte
}

func archived(files ...file) ([]byte, error) {
	var out bytes.Buffer
	archive := tar.NewWriter(&out)
	for _, one := range files {
		header := tar.Header{Name: one.path, Mode: one.mode, Size: int64(len(one.content)), ModTime: created, Format: tar.FormatUSTAR}
		if err := errors.Join(archive.WriteHeader(&header), writeAll(archive, one.content)); err != nil {
			return nil, err
		}
	}
	err := archive.Close()
	return out.Bytes(), err
}

func compressed(content []byte) ([]byte, error) {
	var out bytes.Buffer
	packer := gzip.NewWriter(&out)
	err := errors.Join(writeAll(packer, content), packer.Close())
	return out.Bytes(), err
}

func writeAll(out io.Writer, content []byte) error {
	_, err := out.Write(content)
	return err
}

func digest(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}
