# SYNTAX TEST "source.agentbox" "strings, templates, heredocs"

locals {
  plain   = "text # no comment // none"
#           ^                           punctuation.definition.string.begin.agentbox
#            ^^^^^^^^^^^^^^^^^^^^^^^^^  string.quoted.double.agentbox - comment
#                                     ^ punctuation.definition.string.end.agentbox
  escapes = "\n\r\t\"\\\u00e9\U0001F600"
#            ^^^^^^^^^^^^^^^^^^^^^^^^^^ constant.character.escape.agentbox
  wrong   = "\d and \u12"
#            ^^     ^^    invalid.illegal.unknown-escape.agentbox
  path    = "${pkgs.bash}/bin/bash"
#            ^^                     punctuation.definition.template-expression.begin.agentbox
#              ^^^^                 meta.template.expression.agentbox variable.language.agentbox
#                       ^           punctuation.definition.template-expression.end.agentbox
#                        ^^^^^^^^^  string.quoted.double.agentbox - meta.template
  trimmed = "a ${~ var.b ~} c"
#              ^^^            punctuation.definition.template-expression.begin.agentbox
#                        ^^  punctuation.definition.template-expression.end.agentbox
#                  ^^^ variable.language.agentbox
  literal = "$${HOME} %%{if}"
#            ^^       ^^     constant.character.escape.template.agentbox
#              ^^^^^^        string.quoted.double.agentbox - meta.template
  money   = "$5 and 5%"
#            ^^^^^^^^^ string.quoted.double.agentbox - meta.template
  nested  = "a ${join(", ", [for x in ["b"] : "${x}!"])} c"
#                ^^^^                                       support.function.builtin.agentbox
#                     ^^^^                                  string.quoted.double.agentbox string.quoted.double.agentbox
#                                                       ^^  string.quoted.double.agentbox - meta.template
  object  = "${ { a = "}" }.a } end"
#                 ^                  variable.other.property.agentbox
#                             ^      punctuation.definition.template-expression.end.agentbox
#                               ^^^  string.quoted.double.agentbox - meta.template
  choice  = "%{ if var.x }yes%{ else }no%{ endif }"
#            ^^                                     punctuation.definition.template-expression.begin.agentbox
#               ^^              ^^^^       ^^^^^    keyword.control.directive.agentbox
#                         ^^^                       string.quoted.double.agentbox - meta.template
  loop    = "%{ for x in var.xs ~}${x}%{ endfor ~}"
#               ^^^   ^^                 ^^^^^^     keyword.control.directive.agentbox

  heredoc = <<EOT
#           ^^    keyword.operator.heredoc.agentbox
#             ^^^ keyword.control.heredoc.agentbox
A "line" with ${pkgs.git} # no comment
#^^^^^^^                               string.unquoted.heredoc.agentbox - string.quoted
#               ^^^^                   variable.language.agentbox
#                         ^^^^^^^^^^^^ string.unquoted.heredoc.agentbox - comment
\n stays, $${HOME} too, EOT
#^ string.unquoted.heredoc.agentbox - constant
#         ^^ constant.character.escape.template.agentbox
#                       ^^^ string.unquoted.heredoc.agentbox - keyword
EOT
#<-- keyword.control.heredoc.agentbox
  indented = <<-END-OF_text
    if [ "$x" = '{' ]; then
#   ^^^^^^^^^^^^^^^^^^^^^^^ string.unquoted.heredoc.agentbox - meta.braces
  %{ for p in local.ports ~}
#    ^^^                     keyword.control.directive.agentbox
    fi
    END-OF_text
#   ^^^^^^^^^^^ keyword.control.heredoc.agentbox
  after = 1
# ^^^^^     variable.other.property.agentbox - string

  unclosed = "text
  next = 1
# ^^^^ variable.other.property.agentbox - string
}
