# Budgets and version requirements.
#! version 0.1.0

agentbox {
  required_version = ">= 1.0"
  # error AB2015 `">= 1.0"`: This unit wants agentboxc >= 1.0; this is 0.1.0. Install a version that fits, or change required_version.
}

budget "all" {
# error AB2010 `budget`: agentboxc does not support top-level budgets yet. Put a budget block into each layer or variant.
  max = "1GB"
}

layer "base" {
  packages = [pkgs.git]
  budget {
  # note `budget`: the first one
    max  = "50MB"
    warm = 90
    # error AB2002 `warm`: There is no attribute "warm" in a budget block. Did you mean "warn"? => Change to "warn"
  }
  budget {
  # error AB2006 `budget`: There may be only one budget block here. Merge the two.
    max = "60MB"
  }
}

variant "a" {
  layers = [layer.base]
  budget {
  }
}

# --- a requirement that is none

agentbox {
  required_version = "the newest"
  # error AB2015 `"the newest"`: required_version is "the newest", but it must be a version constraint, such as >= 1.2, < 2.0.
}

variant "a" {
}

# --- a requirement that is met
#! version 1.2.3

agentbox {
  required_version = "~> 1.2"
}

variant "a" {
}
