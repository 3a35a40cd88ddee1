# SYNTAX TEST "source.agentbox" "comments"

 # of a number sign
#^                  comment.line.number-sign.agentbox punctuation.definition.comment.agentbox
#^^^^^^^^^^^^^^^^^^ comment.line.number-sign.agentbox
 // of two slashes, "with" ${everything} <<EOT
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ comment.line.double-slash.agentbox
/* over
   layer "x" {
#  ^^^^^^^^^^^ comment.block.agentbox
*/
layer "x" /* no */ {
  packages = [] /* behind */ # and this
#               ^^^^^^^^^^^^            comment.block.agentbox
#                            ^^^^^^^^^^ comment.line.number-sign.agentbox
  max_layers = 2 // two
#              ^        constant.numeric.agentbox
#                ^^^^^^ comment.line.double-slash.agentbox
  description = /* here */ "text"
#               ^^^^^^^^^^        comment.block.agentbox
#                          ^^^^^^ string.quoted.double.agentbox
}
