package main

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"flag"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"time"
)

const (
	reviewMax = 4 << 20
	lifetime  = 24 * time.Hour
)

// review is what an API server asks (admission.k8s.io/v1) and, with a response, what it is answered.
type review struct {
	APIVersion string `json:"apiVersion"`
	Kind       string `json:"kind"`
	Request    *struct {
		UID string `json:"uid"`
	} `json:"request,omitempty"`
	Response *verdict `json:"response,omitempty"`
}

type verdict struct {
	UID     string `json:"uid"`
	Allowed bool   `json:"allowed"`
	Status  reason `json:"status"`
}

type reason struct {
	Message string `json:"message"`
}

func webhook(ctx context.Context, words []string) error {
	flags := flag.NewFlagSet("webhook", flag.ContinueOnError)
	port := flags.Int("port", 8443, "where API servers ask, over TLS")
	certificatePort := flags.Int("certificate-port", 8080, "where the certificate is to be had, over HTTP")
	if err := flags.Parse(words); err != nil || flags.NArg() != 1 {
		return errUsage
	}
	certificate, err := selfSigned(flags.Arg(0))
	if err != nil {
		return err
	}
	told := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: certificate.Certificate[0]})
	certificates := newServer(ctx, *certificatePort, func(answer http.ResponseWriter, request *http.Request) {
		answer.Write(told)
	})
	reviews := newServer(ctx, *port, reject)
	reviews.TLSConfig = &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS12}
	ends := make(chan error, 2)
	go func() { ends <- certificates.ListenAndServe() }()
	go func() { ends <- reviews.ListenAndServeTLS("", "") }()
	return ended(<-ends)
}

// reject answers every review with no.
func reject(answer http.ResponseWriter, request *http.Request) {
	var asked review
	if err := json.NewDecoder(io.LimitReader(request.Body, reviewMax)).Decode(&asked); err != nil || asked.Request == nil {
		http.Error(answer, "this is no AdmissionReview", http.StatusBadRequest)
		return
	}
	answer.Header().Set("Content-Type", "application/json")
	json.NewEncoder(answer).Encode(review{
		APIVersion: asked.APIVersion,
		Kind:       asked.Kind,
		Response:   &verdict{UID: asked.Request.UID, Status: reason{Message: "the probe rejects this"}},
	})
}

// selfSigned makes a key and a certificate for one name, which is also the authority that a client is to trust.
func selfSigned(name string) (tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("no serial number: %w", err)
	}
	now := time.Now()
	template := &x509.Certificate{
		SerialNumber: serial,
		Subject:      pkix.Name{CommonName: "probe"},
		DNSNames:     []string{name},
		// The clocks of hosts may differ.
		NotBefore:             now.Add(-lifetime),
		NotAfter:              now.Add(lifetime),
		KeyUsage:              x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
		ExtKeyUsage:           []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		BasicConstraintsValid: true,
		IsCA:                  true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return tls.Certificate{}, err
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, nil
}
