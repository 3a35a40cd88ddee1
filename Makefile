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
	.ci/tools
	bin/golangci-lint run ./...

.PHONY: bench
bench:
	go run ./bench

.PHONY: clean
clean:
	rm -rf bin
