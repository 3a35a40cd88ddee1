# SYNTAX TEST "source.agentbox" "numbers, constants, references, functions, operators, collections"

locals {
  integer  = 42
#            ^^ constant.numeric.agentbox
  fraction = 1.5
#            ^^^ constant.numeric.agentbox
  exponent = 1.5e-3
#            ^^^^^^ constant.numeric.agentbox
  negative = -7
#            ^  keyword.operator.arithmetic.agentbox
#             ^ constant.numeric.agentbox
  truth    = true
#            ^^^^ constant.language.agentbox
  nothing  = null
#            ^^^^ constant.language.agentbox
  truthful = truely
#            ^^^^^^ variable.other.readwrite.agentbox - constant

  reference = var.node_major
#             ^^^             variable.language.agentbox
#                ^            punctuation.accessor.agentbox
#                 ^^^^^^^^^^  variable.other.member.agentbox
  package   = pkgs.python312Packages.pip
#             ^^^^                       variable.language.agentbox
#                  ^^^^^^^^^^^^^^^^^     variable.other.member.agentbox
#                                    ^^^ variable.other.member.agentbox
  quoted    = pkgs["gtk+3"]
#             ^^^^          variable.language.agentbox
#                  ^^^^^^^  string.quoted.double.agentbox
  dashed    = pkgs.git-lfs
#                  ^^^^^^^ variable.other.member.agentbox
#                     ^    - keyword
  member    = local.layer.layer
#             ^^^^^             variable.language.agentbox
#                   ^^^^^       variable.other.member.agentbox - variable.language
#                         ^^^^^ variable.other.member.agentbox - variable.language
  instance  = variant.py["312"].tag
#             ^^^^^^^               variable.language.agentbox
#                               ^^^ variable.other.member.agentbox
  inherited = super.config.env
#             ^^^^^ variable.language.agentbox
  item      = [each.key, self.name, platform.system]
#              ^^^^                                  variable.language.agentbox
#                        ^^^^                        variable.language.agentbox
#                                   ^^^^^^^^         variable.language.agentbox
  far       = module.common.layer.base
#             ^^^^^^                   variable.language.agentbox
#                           ^^^^^      - variable.language
  splat     = local.list[*].name
#                        ^       keyword.operator.splat.agentbox
  older     = local.list.*.name
#                        ^ keyword.operator.splat.agentbox
  index     = local.list[0]
#                        ^ constant.numeric.agentbox
  layering  = layering
#             ^^^^^^^^ variable.other.readwrite.agentbox

  builtin = concat(local.a, [pkgs.jq])
#           ^^^^^^                     meta.function-call.agentbox support.function.builtin.agentbox
#                 ^                    punctuation.section.parens.begin.agentbox
#                                    ^ punctuation.section.parens.end.agentbox
  own     = labels("Agentbox", "text")
#           ^^^^^^                     entity.name.function.agentbox
  spread  = max(local.numbers...)
#                            ^^^ keyword.operator.expansion.agentbox

  arithmetic = 1 + 2 - 3 * 4 / 5 % 6
#                ^   ^   ^   ^   ^   keyword.operator.arithmetic.agentbox
  comparison = a == b != c <= d >= e < f > g
#                ^^   ^^   ^^   ^^   ^   ^ keyword.operator.comparison.agentbox
  logic      = a && b || !c
#                ^^   ^^ ^ keyword.operator.logical.agentbox
  choice     = platform.arch == "arm64" ? "small" : "large"
#                                       ^         ^ keyword.operator.ternary.agentbox
  grouped    = (1 + 2) * 3
#              ^     ^     meta.parens.agentbox
  broken     = (
    1 +
#   ^   constant.numeric.agentbox
    2
  )

  list = [
    "a", # first
#      ^         punctuation.separator.comma.agentbox
#        ^^^^^^^ comment.line.number-sign.agentbox
    22, // second
#       ^^^^^^^^^ comment.line.double-slash.agentbox
  ]
  after = 1
# ^^^^^     variable.other.property.agentbox

  map = {
    LANG         = "C.UTF-8"
#   ^^^^                     variable.other.property.agentbox
#                ^           keyword.operator.assignment.agentbox
    "with space" = 1
#   ^^^^^^^^^^^^             string.quoted.double.agentbox
    (var.key)    = 2
#    ^^^                     variable.language.agentbox
    colon: 3, other: 4
#   ^^^^^                    variable.other.property.agentbox
#             ^^^^^          variable.other.property.agentbox
    layer = var.a ? x : y
#   ^^^^^                    variable.other.property.agentbox - variable.language
#                   ^        variable.other.readwrite.agentbox
  }

  upper   = [for item in local.list : upper(item) if item != ""]
#            ^^^                                                 keyword.control.for.agentbox
#                     ^^                                         keyword.control.for.agentbox
#                                                 ^^             keyword.control.for.agentbox
#                                     ^^^^^                      support.function.builtin.agentbox
  lengths = { for key, item in local.list : key => strlen(item)... }
#             ^^^                                                    keyword.control.for.agentbox
#                                               ^^                   keyword.operator.arrow.agentbox
#                                                              ^^^   keyword.operator.expansion.agentbox
  broken_over_lines = {
    for name in local.names :
#   ^^^                       keyword.control.for.agentbox
    name => true
#        ^^      keyword.operator.arrow.agentbox
  }
}

waiver "python" {
  for = layer.python
# ^^^                support.type.property-name.agentbox - keyword
#       ^^^^^        variable.language.agentbox
}
