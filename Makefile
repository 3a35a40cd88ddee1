# `make test` runs everything that continuous integration runs, and installs what
# that needs; `make bench` measures. The other targets are parts of it.

.PHONY: test
test:
	.ci/test

.PHONY: unit
unit:
	go test ./...

.PHONY: lint
lint:
	.ci/lint

.PHONY: bench
bench:
	go run ./bench

# build makes the program as it is released: without C libraries to load.
.PHONY: build
build:
	CGO_ENABLED=0 go build -trimpath -o bin/agentboxc ./cmd/agentboxc

.PHONY: clean
clean:
	rm -rf bin
