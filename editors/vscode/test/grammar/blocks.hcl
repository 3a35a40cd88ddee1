# SYNTAX TEST "source.agentbox" "blocks and their labels"

platform "x86_64-linux" {}
#^^^^^^^                    storage.type.block.agentbox
#        ^                  variable.other.enummember.label.agentbox punctuation.definition.label.begin.agentbox
#         ^^^^^^^^^^^^      variable.other.enummember.label.agentbox
#                     ^     punctuation.definition.label.end.agentbox
#                       ^   punctuation.section.block.begin.agentbox
#                        ^  punctuation.section.block.end.agentbox

package "script" "entrypoint" {
#^^^^^^                         storage.type.block.agentbox
#        ^^^^^^                 variable.other.enummember.label.agentbox
#                 ^^^^^^^^^^    variable.other.enummember.label.agentbox
#       ^^^^^^^^^^^^^^^^^^^^^   - string
  runtime_inputs = [pkgs.git]
# ^^^^^^^^^^^^^^               meta.block.agentbox support.type.property-name.agentbox
#                ^             keyword.operator.assignment.agentbox
}

variant runtime {
#<------          storage.type.block.agentbox
#       ^^^^^^^   variable.other.enummember.label.agentbox
  config { cmd = ["sh"] }
# ^^^^^^                  storage.type.block.agentbox
#          ^^^            support.type.property-name.agentbox
#                       ^ punctuation.section.block.end.agentbox
  permit_insecure "openssl-1.1.1w" { reason = "old" }
# ^^^^^^^^^^^^^^^                                     storage.type.block.agentbox
#                                    ^^^^^^           support.type.property-name.agentbox
}

variables {
#<-------- storage.type.block.agentbox
  any_name = 1
# ^^^^^^^^     variable.other.property.agentbox
}

run "has_git" {
#^^              storage.type.block.agentbox
  assert {
# ^^^^^^   storage.type.block.agentbox
    error_message = "No."
#   ^^^^^^^^^^^^^         support.type.property-name.agentbox
  }
}

workspace {
#<-------- storage.type.block.agentbox
  members = ["services/*"]
# ^^^^^^^                  support.type.property-name.agentbox
#            ^^^^^^^^^^^^  string.quoted.double.agentbox - comment
}

# A type that the language does not have.
resource "aws_instance" "web" {
#^^^^^^^                        variable.other.block.agentbox - storage
#        ^^^^^^^^^^^^^^         variable.other.enummember.label.agentbox
  instance_type = "t3"
# ^^^^^^^^^^^^^        variable.other.property.agentbox - support
}

# The names of blocks and attributes mean nothing where others stand.
locals {
  layer = "a value"
# ^^^^^ variable.other.property.agentbox - storage
  layers = 1
# ^^^^^^ support.type.property-name.agentbox
}
