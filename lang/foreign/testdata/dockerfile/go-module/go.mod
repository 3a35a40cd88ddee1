module example.org/acme/gateway

go 1.22
