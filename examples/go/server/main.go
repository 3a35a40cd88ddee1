// Server answers each request with an identifier of its own.
package main

import (
	"fmt"
	"log"
	"net/http"

	"github.com/google/uuid"
)

var version = "dev"

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, "server %s: %s\n", version, uuid.New())
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
