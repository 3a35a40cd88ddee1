// Package monorepo writes workspaces of many units, the same for the same number:
// services in groups, as teams have them, that share modules. It is for benchmarks
// and tests.
package monorepo

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
)

// perGroup is how many units lie in one directory.
const perGroup = 50

// Write writes a workspace of so many units, and the modules that they use, below a
// directory. Each unit uses one or two modules; every third has a second file and
// every tenth a test. All are valid and in the canonical layout.
func Write(dir string, units int) error {
	files := map[string][]byte{
		"agentbox.work.hcl":            []byte(workspace),
		"modules/base/agentbox.hcl":    []byte(base),
		"modules/service/agentbox.hcl": []byte(service),
	}
	for i := range units {
		unit := Unit(i)
		files[unit+"/agentbox.hcl"] = main(i)
		if i%3 == 0 {
			files[unit+"/tools.agentbox.hcl"] = tools(i)
		}
		if i%10 == 0 {
			files[unit+"/service.agentboxtest.hcl"] = test(i)
		}
	}
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// Unit is the directory of a unit, by its number.
func Unit(i int) string { return fmt.Sprintf("services/team-%03d/service-%05d", i/perGroup, i) }

const workspace = `workspace {
  members = ["services/*/*"]
  lock    = "shared"
}
`

const base = `variable "lang" {
  type    = string
  default = "C.UTF-8"
}

locals {
  common = [pkgs.bash, pkgs.coreutils, pkgs.cacert]
}

layer "base" {
  packages = local.common
}

layer "debug" {
  packages = [pkgs.strace, pkgs.curl]
}
`

const service = `variable "port" {
  type = number

  validation {
    condition     = var.port != 80
    error_message = "The port is that of the proxy."
  }
}

layer "tools" {
  packages = [pkgs.jq, pkgs.git]
}

locals {
  address = "0.0.0.0:${var.port}"
}
`

func main(i int) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, `agentbox {
  description = "Service %[1]d of the workspace"
}

module "base" {
  source = "../../../modules/base"
}
`, i)
	address, layers := fmt.Sprintf("0.0.0.0:%d", port(i)), "[module.base.layer.base]"
	if i%2 == 0 {
		fmt.Fprintf(&b, `
module "service" {
  source = "../../../modules/service"
  port   = %d
}
`, port(i))
		address, layers = "${module.service.local.address}", "[module.base.layer.base, module.service.layer.tools]"
	}
	fmt.Fprintf(&b, `
variable "level" {
  type        = string
  default     = "info"
  description = "How much is logged."
}

locals {
  name = "service-%05[1]d"
  team = upper("team-%03[2]d")
}

layer "app" {
  packages = [pkgs.python312, pkgs.python312Packages.requests, pkgs.tini]
}

variant "runtime" {
  layers   = concat(%[3]s, [layer.app])
  packages = [pkgs.openssl]

  config {
    entrypoint  = ["${pkgs.tini}/bin/tini", "--"]
    cmd         = ["python3", "-m", local.name, "--listen", "%[4]s"]
    working_dir = "/srv/${local.name}"
    ports       = [%[5]d]

    env = {
      LANG      = "C.UTF-8"
      LOG_LEVEL = var.level
      SERVICE   = local.name
      TEAM      = local.team
    }

    labels = {
      "org.opencontainers.image.title" = local.name
    }
  }
}

variant "debug" {
  extends  = variant.runtime
  packages = [pkgs.gdb, pkgs.strace]
}
`, i, i/perGroup, layers, address, port(i))
	return b.Bytes()
}

func tools(i int) []byte {
	return fmt.Appendf(nil, `layer "tools" {
  packages = [pkgs.ripgrep, pkgs.fd]
}

variant "shell" {
  layers   = [layer.app, layer.tools]
  packages = [pkgs.bashInteractive]
  tag      = "shell-%d"
}
`, i)
}

func test(i int) []byte {
	return fmt.Appendf(nil, `run "says_how_much_it_logs" {
  variables {
    level = "debug"
  }

  assert {
    condition     = variant.runtime.config.env.LOG_LEVEL == "debug"
    error_message = "The level of service %d is not passed on."
  }
}
`, i)
}

// port is one that is not root's.
func port(i int) int { return 1024 + i%60_000 }
